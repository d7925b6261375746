import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import { small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { Terraform } from '../../diff/infrastructure/_terraform.ts';

/** Everything that a stack can hold: NAT, alarms with a topic, protected volumes. */
const EVERYTHING = small({
  protected: true,
  aws: { alarmTopic: 'own', tags: { team: 'redis' } },
  waive: { 'zone-single': 'a test', 'state-bucket': 'a test', 'durability-aof': 'a test' },
});

needs('terraform')('a refresh finds every resource as it was left, and writes the same state', async (t) => {
  t.timeout(120_000);
  const terraform = await Terraform.start();
  try {
    await terraform.apply(synthesizedStack(EVERYTHING));
    const left = await stateOf(terraform);
    t.true(left.length > 30);
    const { output } = await terraform.run('plan', '-refresh-only', '-out=plan');
    t.regex(output, /No changes\. Your infrastructure still matches the configuration\./);
    t.is((await terraform.run('apply', '-refresh-only', '-auto-approve')).status, 0);
    t.deepEqual(await stateOf(terraform), left);
  } finally {
    await terraform.stop();
  }
});

/** The resources of the state; what was asked of AWS is asked anew each time. */
async function stateOf(terraform: Terraform): Promise<readonly { readonly mode: string }[]> {
  const state: State = JSON.parse((await terraform.run('show', '-json')).output);
  return state.values.root_module.resources.filter(({ mode }) => mode === 'managed');
}

/** A state as `terraform show -json` tells it. */
interface State {
  readonly values: { readonly root_module: { readonly resources: readonly { readonly mode: string }[] } };
}
