import test from 'ava';
import { stacksOf } from '../../../src/aws/stacks.ts';
import type { JsonObject, SynthesizedStack } from '../../../src/aws/synthesized-stack.ts';
import { environmentNames } from '../../../src/definition/load.ts';
import { type Match, matchResources } from '../../../src/lifecycle/adopt/match.ts';
import { narrowStack } from '../../../src/lifecycle/adopt/narrowed.ts';
import { readArn } from '../../../src/lifecycle/tagged/arn.ts';
import { LISTINGS } from '../../../src/lifecycle/tagged/listing.ts';
import type { TaggedResource } from '../../../src/lifecycle/tagged/tagged.ts';
import { openEach } from '../../../src/register/open.ts';

const NOTHING = new Map<string, string | undefined>();

const PASSWORD = 'aws_secretsmanager_secret_version.redis_password_version';

/** What AWS would list of a resource that was created as a stack describes it; nothing where it lists none. */
function listed(type: string, name: string, settings: JsonObject): readonly TaggedResource[] {
  const listing = LISTINGS[type];
  if (listing === undefined || !('service' in listing)) return [];
  const own = type === 'aws_secretsmanager_secret' ? `${String(settings.name)}-AbCdEf` : `id-${name}`;
  const arn = `arn:aws:${listing.service}:eu-central-1:111122223333:${listing.prefix}${own}`;
  const tags: Record<string, string> = {};
  if (typeof settings.tags === 'object') Object.assign(tags, settings.tags);
  return [{ arn, ...readArn(arn), region: 'eu-central-1', tags }];
}

function listedOf({ resource = {} }: SynthesizedStack): readonly TaggedResource[] {
  return Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).flatMap(([name, settings]) => listed(type, name, settings)),
  );
}

async function stackOf(name: string): Promise<SynthesizedStack> {
  const { environments } = await openEach([name]);
  const [stack] = await stacksOf(environments);
  if (stack === undefined) throw new RangeError(`${name} has no stack`);
  return stack;
}

function idOf({ imports }: Match, address: string): string | undefined {
  return imports.find(({ to }) => to === address)?.id;
}

for (const name of environmentNames())
  test(`everything of ${name} but its password is found, each once, where AWS lists it`, async (t) => {
    const stack = await stackOf(name);
    const match = matchResources(stack, listedOf(stack), NOTHING);
    t.deepEqual(
      match.missing.map(({ address }) => address),
      [PASSWORD],
    );
    t.deepEqual(match.strangers, []);
    const ids = match.imports.map(({ to, id }) => `${to.split('.')[0]} ${id}`);
    t.is(new Set(ids).size, ids.length);
    const { stack: narrowed, created } = narrowStack(stack, match.imports);
    t.deepEqual(created, []);
    t.deepEqual(Object.keys(narrowed.output ?? {}), Object.keys(stack.output ?? {}));
    t.false(JSON.stringify(narrowed).includes('secret_string_wo'));
  });

test('what can have no tags is known by what it joins', async (t) => {
  const stack = await stackOf('lab');
  const match = matchResources(stack, listedOf(stack), NOTHING);
  t.deepEqual(
    [
      'aws_route.route_hosts_out',
      'aws_route_table_association.route_table_hosts_subnet_a',
      'aws_volume_attachment.volume_attachment_ns',
      'aws_iam_role_policy.host_role_policy',
      'aws_default_security_group.default_security_group',
    ].map((address) => idOf(match, address)),
    [
      'id-route_table_hosts_0.0.0.0/0',
      'id-subnet_a/id-route_table_hosts',
      '/dev/sdf:id-volume_ns:id-instance_ns',
      'lab-host-eu-central-1:read-password',
      'id-default_security_group',
    ],
  );
});

test('two of one name are not told apart, and what hangs on them is not found either, until somebody says which it is', async (t) => {
  const stack = await stackOf('lab');
  const tagged = listedOf(stack);
  const ended = tagged.filter(({ id }) => id === 'id-instance_ns').map((one) => ({ ...one, id: 'i-ended' }));
  const match = matchResources(stack, [...ended, ...tagged], NOTHING);
  t.deepEqual(match.missing, [
    { address: PASSWORD, why: match.missing[0]?.why },
    {
      address: 'aws_instance.instance_ns',
      why: 'several are listed as lab-ns: i-ended, id-instance_ns',
    },
    {
      address: 'aws_volume_attachment.volume_attachment_ns',
      why: 'aws_instance.instance_ns was not found',
    },
  ]);
  const given = new Map([['aws_instance.instance_ns', 'id-instance_ns']]);
  const decided = matchResources(stack, [...ended, ...tagged], given);
  t.is(idOf(decided, 'aws_instance.instance_ns'), 'id-instance_ns');
  t.deepEqual(
    decided.strangers.map(({ id }) => id),
    ['i-ended'],
  );
});

test('what nobody lists is left out of the stack with all that refers to it, and what is needed is told', async (t) => {
  const stack = await stackOf('lab');
  const left = listedOf(stack).filter(({ type }) => type === 'aws_subnet' || type === 'aws_ebs_volume');
  const gone = new Map([
    ['aws_iam_role.host_role', undefined],
    ['aws_iam_instance_profile.host_profile', undefined],
  ]);
  const { imports, missing } = matchResources(stack, left, gone);
  t.deepEqual(
    imports.map(({ to }) => to),
    [
      'aws_subnet.subnet_a',
      'aws_ebs_volume.volume_ns',
      'aws_ebs_volume.volume_node01',
      'aws_ebs_volume.volume_node02',
    ],
  );
  t.true(missing.some(({ why }) => why === 'it was said not to be there'));
  const { stack: narrowed, created } = narrowStack(stack, imports);
  t.deepEqual(created, ['aws_vpc.vpc']);
  t.deepEqual(Object.keys(narrowed.resource ?? {}).sort(), [
    'aws_ebs_volume',
    'aws_subnet',
    'aws_vpc',
    'terraform_data',
  ]);
  t.false('client_security_group' in (narrowed.output ?? {}));
  t.true('sentinels' in (narrowed.output ?? {}));
});

test('a thing in AWS that is called like an expression of Terraform is not imported', async (t) => {
  const stack = await stackOf('production');
  const address = 'aws_cloudwatch_metric_alarm.alarm_status_data1';
  const tagged = listedOf(stack).map((one) =>
    one.id === 'id-alarm_status_data1' ? { ...one, id: '${file("/etc/passwd")}' } : one,
  );
  const { missing } = matchResources(stack, tagged, NOTHING);
  t.is(
    missing.find((one) => one.address === address)?.why,
    '${file("/etc/passwd")} is no id that Terraform could be given',
  );
});
