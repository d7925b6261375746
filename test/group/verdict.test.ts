import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import type { RedisView } from '../../src/group/redis-view.ts';
import type { SentinelView } from '../../src/group/sentinel-view.ts';
import { judgeGroup } from '../../src/group/verdict.ts';
import { small } from '../_environment.ts';

const environment = small();
const [one = '', two = '', three = ''] = environment.hosts.map(({ address }) => address);

const SENTINEL: SentinelView = {
  host: 'one',
  primary: one,
  others: 2,
  replicas: [two, three],
  heldBack: [],
  calm: true,
};
const WELL = { inSync: true, wasInSync: true, priority: 100, unwritten: undefined };
const PRIMARY: RedisView = { ...WELL, host: 'one', role: 'primary', acknowledgements: 2 };
const REPLICA: RedisView = { ...WELL, host: 'two', role: 'replica', acknowledgements: 0 };

/** The problems of a healthy group of which the last Sentinel and the last Redis say something else. */
function problemsWith(sentinel: Partial<SentinelView>, redis: Partial<RedisView> = {}): readonly string[] {
  const sentinels = [SENTINEL, { ...SENTINEL, host: 'two' }, { ...SENTINEL, host: 'three', ...sentinel }];
  const data = [PRIMARY, REPLICA, { ...REPLICA, host: 'three', ...redis }];
  return judgeGroup(environment, sentinels, data).problems;
}

test('a group is healthy when all say the same', (t) => {
  t.deepEqual(problemsWith({}), []);
});

test('the primary of a group is the host that all Sentinels name', (t) => {
  const data = [PRIMARY, REPLICA, { ...REPLICA, host: 'three' }];
  t.is(judgeGroup(environment, [SENTINEL, SENTINEL], data).primary, 'one');
  t.is(judgeGroup(environment, [SENTINEL, { ...SENTINEL, primary: two }], data).primary, undefined);
});

test('Sentinels that name different hosts are a problem', (t) => {
  t.true(problemsWith({ primary: two }).includes('the Sentinels do not name one primary'));
});

test('a Sentinel that does not answer is a problem', (t) => {
  t.true(problemsWith({ primary: undefined }).includes('Sentinel three does not answer'));
});

test('a Sentinel that knows too few or too many others is a problem', (t) => {
  t.deepEqual(problemsWith({ others: 1 }), ['Sentinel three knows 1 other Sentinels of 2']);
  t.deepEqual(problemsWith({ others: 3 }), ['Sentinel three knows 3 other Sentinels of 2']);
});

test('a Sentinel that does not know a replica is a problem: it could not promote it', (t) => {
  t.deepEqual(problemsWith({ replicas: [three] }), [
    'Sentinel three does not know two as a replica that is up',
  ]);
});

test('a replica that a Sentinel still takes for one of priority 0 is a problem: it would be passed over', (t) => {
  t.deepEqual(problemsWith({ heldBack: [three] }), [
    'Sentinel three takes three for a replica of priority 0 until it asks again, within 10 s, and does not promote it',
  ]);
});

test('a replica of priority 0 by its definition is no problem', (t) => {
  const withSpectator = small({
    hosts: {
      one: { roles: ['primary', 'sentinel'] },
      two: { roles: ['replica', 'sentinel'] },
      three: { roles: ['replica', 'sentinel'], priority: 0 },
    },
  });
  const addresses = Object.fromEntries(withSpectator.hosts.map(({ name, address }) => [name, address]));
  const view = {
    ...SENTINEL,
    primary: addresses.one,
    replicas: [addresses.two ?? '', addresses.three ?? ''],
    heldBack: [addresses.three ?? ''],
  };
  const sentinels = ['one', 'two', 'three'].map((host) => ({ ...view, host }));
  const data = [PRIMARY, REPLICA, { ...REPLICA, host: 'three', priority: 0 }];
  t.deepEqual(judgeGroup(withSpectator, sentinels, data).problems, []);
});

test('a Sentinel that finds the primary down is a problem', (t) => {
  t.deepEqual(problemsWith({ calm: false }), ['Sentinel three finds the primary down or is failing over']);
});

test('a second primary is a problem', (t) => {
  t.deepEqual(problemsWith({}, { role: 'primary' }), ['three is a primary, and the Sentinels name one']);
});

test('a replica that is not in sync, or silent, is a problem', (t) => {
  t.deepEqual(problemsWith({}, { inSync: false }), ['three is not in sync']);
  t.deepEqual(problemsWith({}, { role: undefined }), ['Redis on three does not answer']);
});

test('a replica that is held back until it is in sync, or would be promoted though it never was, is a problem', (t) => {
  const never = { inSync: false, wasInSync: false };
  t.deepEqual(problemsWith({}, { ...never, priority: 0 }), [
    'three is not in sync, so it has priority 0 and is not promoted',
  ]);
  t.deepEqual(problemsWith({}, { priority: 0 }), [
    'three has priority 0 instead of 100, so it is not promoted',
  ]);
  t.deepEqual(problemsWith({}, never), [
    'three has not been in sync since it started, and would be promoted with what it started with',
  ]);
});

test('a replica that has not acknowledged anything is a problem: it is sent nothing yet', (t) => {
  const data = [{ ...PRIMARY, acknowledgements: 1 }, REPLICA, { ...REPLICA, host: 'three' }];
  t.deepEqual(judgeGroup(environment, [SENTINEL, SENTINEL, SENTINEL], data).problems, [
    '1 of 2 replicas acknowledge what one writes',
  ]);
});

test('a replica that could not write its snapshot is a problem: it would end itself at its first write', (t) => {
  t.deepEqual(problemsWith({}, { unwritten: 'snapshot' }), [
    'three could not write its snapshot, and ends itself at the next write that it gets unless BGSAVE succeeds before',
  ]);
});

test('a primary that could not write what it keeps refuses writes, and what the environment does not keep is no problem', (t) => {
  const problems = (redis: NonNullable<EnvironmentDefinition['redis']>, unwritten: RedisView['unwritten']) =>
    judgeGroup(
      small({ redis }),
      [SENTINEL, SENTINEL, SENTINEL],
      [{ ...PRIMARY, unwritten }, REPLICA, REPLICA],
    ).problems;
  t.deepEqual(problems({ persistence: 'rdb' }, 'snapshot'), [
    'one could not write its snapshot, and refuses writes until BGSAVE succeeds',
  ]);
  t.deepEqual(problems({ persistence: 'aof' }, 'append-only file'), [
    'one could not write its append-only file, and refuses writes until it can',
  ]);
  t.deepEqual(
    problems({ persistence: 'rdb', directives: { 'stop-writes-on-bgsave-error': 'no' } }, 'snapshot'),
    ['one could not write its snapshot'],
  );
  t.deepEqual(problems({ persistence: 'none' }, 'snapshot'), []);
});
