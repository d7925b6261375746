import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { alarmName, fullName, globalName } from '../../src/aws/names.ts';
import { REGIONS } from '../../src/topology/regions.ts';
import { shipped, small } from '../_environment.ts';
import { resources, type StackFile, synth } from './_synth.ts';

/** What AWS knows by a name that is its own in the account, or in the VPC, and by which argument. */
const NAMED = [
  ['aws_cloudwatch_log_group', 'name'],
  ['aws_cloudwatch_metric_alarm', 'alarm_name'],
  ['aws_iam_instance_profile', 'name'],
  ['aws_iam_role', 'name'],
  ['aws_placement_group', 'name'],
  ['aws_secretsmanager_secret', 'name'],
  ['aws_security_group', 'name'],
  ['aws_sns_topic', 'name'],
] as const;

/** `aws_iam_role: lab-host`. */
function namesOf(stack: StackFile): readonly string[] {
  return NAMED.flatMap(([type, argument]) =>
    Object.values(resources(stack, type)).map((block) => `${type}: ${block[argument]}`),
  );
}

/** Names of environments and hosts are DNS labels. */
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const part = fc.constantFrom(
  'data',
  'sentinel',
  'client',
  'secrets',
  'spread',
  'alarms',
  'entrance',
  'entered',
);
const globalPart = fc.constantFrom('host', 'flows', 'backups');
const region = fc.constantFrom(...REGIONS);
const watched = fc.constantFrom('status', 'volume');

testProp(
  'no two environments of an account give one name to what they have one of',
  [label, part, label, part],
  (t, one, a, other, b) => {
    t.is(fullName({ name: one }, a) === fullName({ name: other }, b), one === other && a === b);
  },
);

testProp(
  'no two environments of an account, be it in two regions, share a role',
  [fc.tuple(label, region, globalPart), fc.tuple(label, region, globalPart)],
  (t, one, other) => {
    const [first, second] = [one, other].map(([name, where, what]) =>
      globalName({ name, aws: { region: where } }, what),
    );
    t.is(first === second, one.join(' ') === other.join(' '));
  },
);

test('an environment may stand in two regions of an account under one name', async (t) => {
  const inRegion = async (where: string) => {
    const stack = await synth(small({ protected: true, aws: { region: where } }));
    return ['aws_iam_role', 'aws_iam_instance_profile'].flatMap((type) =>
      Object.values(resources(stack, type)).map(({ name }) => `${type} ${name}`),
    );
  };
  const [here, there] = [await inRegion('eu-west-1'), await inRegion('us-east-1')];
  t.is(here.length, 4);
  t.deepEqual(
    here.filter((name) => there.includes(name)),
    [],
  );
});

testProp(
  'no two alarms of an account have one name',
  [fc.tuple(label, label, watched), fc.tuple(label, label, watched)],
  (t, one, other) => {
    const [[env, host, what], [env2, host2, what2]] = [one, other];
    const same = alarmName({ name: env }, host, what) === alarmName({ name: env2 }, host2, what2);
    t.is(same, one.join(' ') === other.join(' '));
  },
);

test('shop with its eu-data1 and shop-eu with its data1 have no name in common', async (t) => {
  const all = { protected: true, aws: { alarmTopic: 'own' } } as const;
  const shop = small({ ...all, name: 'shop', hosts: { 'eu-data1': { roles: ['primary', 'sentinel'] } } });
  const shopEu = small({ ...all, name: 'shop-eu', hosts: { data1: { roles: ['primary', 'sentinel'] } } });
  const [some, others] = [namesOf(await synth(shop)), namesOf(await synth(shopEu))];
  t.is(some.length, 14);
  t.deepEqual(
    some.filter((name) => others.includes(name)),
    [],
  );
});

test('everything but alarms, roles and the profile has the names that it always had, since another one replaces it', async (t) => {
  const names = namesOf(await synth(await shipped('lab')));
  t.deepEqual([...names].sort(), [
    'aws_iam_instance_profile: lab-host-eu-central-1',
    'aws_iam_role: lab-host-eu-central-1',
    'aws_placement_group: lab-spread',
    'aws_secretsmanager_secret: vedette/lab/redis-password',
    'aws_security_group: lab-client',
    'aws_security_group: lab-data',
    'aws_security_group: lab-sentinel',
  ]);
});
