import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import { matchResources } from '../../../src/lifecycle/adopt/match.ts';
import { narrowStack } from '../../../src/lifecycle/adopt/narrowed.ts';
import { readArn } from '../../../src/lifecycle/tagged/arn.ts';
import { listed } from '../../../src/local/account/tagging.ts';
import { small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { Terraform, type TerraformPlan } from '../../diff/infrastructure/_terraform.ts';

/** Everything that a stack can hold: NAT, alarms with a topic, protected volumes. */
const EVERYTHING = small({
  protected: true,
  aws: { alarmTopic: 'own', tags: { team: 'redis' } },
  waive: { 'zone-single': 'a test', 'state-bucket': 'a test', 'durability-aof': 'a test' },
});

const PASSWORD = 'aws_secretsmanager_secret_version.redis_password_version';

needs('terraform')(
  'an environment whose state is lost is adopted whole, and nothing of it is created, replaced or destroyed but its password',
  async (t) => {
    t.timeout(120_000);
    const terraform = await Terraform.start();
    const stack = synthesizedStack(EVERYTHING);
    try {
      await terraform.apply(stack);
      const before = await terraform.objects();
      terraform.forget();
      const { region } = EVERYTHING.aws;
      const tagged = listed(before, region).map(({ ResourceARN: arn, Tags }) => {
        const tags = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
        return { arn, ...readArn(arn), region, tags };
      });
      const { imports, missing, strangers } = matchResources(stack, tagged, new Map());
      t.deepEqual([missing.map(({ address }) => address), strangers], [[PASSWORD], []]);
      const importing = await terraform.plan(narrowStack(stack, imports).stack);
      t.deepEqual(
        actionsIn(importing).filter(
          ([address, action]) => action !== 'update' && !address.startsWith('terraform_data.'),
        ),
        [],
      );
      const applied = await terraform.run('apply', '-auto-approve');
      t.is(applied.status, 0, applied.output);
      t.deepEqual(
        (await terraform.objects()).map(({ type, id }) => [type, id]).sort(),
        before.map(({ type, id }) => [type, id]).sort(),
      );
      t.deepEqual(actionsIn(await terraform.plan(stack)), [[PASSWORD, 'create']]);
    } finally {
      await terraform.stop();
    }
  },
);

/** What happens to each resource that does not stay as it is. */
function actionsIn({
  resource_changes: changes = [],
}: TerraformPlan): readonly (readonly [string, string])[] {
  return changes
    .map(({ address, change }) => [address, change.actions.join('/')] as const)
    .filter(([, action]) => action !== 'no-op' && action !== 'read');
}
