import test from 'ava';
import type { EnvironmentDefinition, HostDefinition } from '../../../src/definition/environment.ts';
import type { MachineChange } from '../../../src/operate/machines.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { inputOf, MIXED } from './_input.ts';

/** The group with other roles of one host. */
function withRoles(name: string, roles: HostDefinition['roles']): EnvironmentDefinition {
  return { ...MIXED, hosts: { ...MIXED.hosts, [name]: { roles } } };
}

/** A host that was made with both programs, and is made anew. */
function made(host: string, programs: MachineChange['programs'] = ['sentinel', 'redis']): MachineChange {
  return { host, deed: 'replace', why: ['it runs other programs'], programs };
}

function planOf(after: EnvironmentDefinition, ...machines: readonly MachineChange[]) {
  const { steps, refusals } = planRollout(inputOf({ before: after, after, machines }));
  return { steps, whys: refusals.map(({ why }) => why) };
}

test('a host that gives up its Sentinel or its data is made anew, and forgotten as what it was in the same step', (t) => {
  const { steps, whys } = planOf(withRoles('data2', ['replica']), made('data2'));
  t.deepEqual(whys, []);
  t.deepEqual(
    steps.map(({ kind, what }) => `${kind}: ${what}`),
    [
      'replacement: made anew: it runs other programs; one Sentinel after the other forgets the Sentinel that it was',
    ],
  );
  const data = planOf(withRoles('data2', ['sentinel']), made('data2'));
  t.deepEqual(data.whys, []);
  t.regex(data.steps[0]?.what ?? '', /forgets the replica that it was$/);
});

test('a host that stays gets no other role, and a primary keeps its data: each is refused with the way out', (t) => {
  t.deepEqual(planOf(withRoles('data3', ['replica', 'sentinel']), made('data3', ['redis'])).whys, [
    'data3 is to become a Sentinel as well, and no host that stays gets another role',
  ]);
  const after: EnvironmentDefinition = {
    ...MIXED,
    hosts: { ...MIXED.hosts, data1: { roles: ['sentinel'] }, data2: { roles: ['primary', 'sentinel'] } },
  };
  const input = inputOf({ before: MIXED, after, machines: [made('data1')] });
  const named = { ...input, status: inputOf({ before: MIXED, after: MIXED }).status };
  t.true(
    planRollout(named).refusals.some(
      ({ why }) => why === 'data1 is primary, and is to hold no data any more',
    ),
  );
});

test('roles are rolled out alone, and a Sentinel is given up only where a majority is left meanwhile', (t) => {
  const after = withRoles('data2', ['replica']);
  const input = inputOf({ before: after, after, machines: [made('data2')] });
  const coming = { ...input, running: { ...input.running, hosts: input.running.hosts.slice(0, -1) } };
  t.true(
    planRollout(coming).refusals.some(
      ({ why }) => why === 'data2 is to have other roles, while watch3 comes or leaves',
    ),
  );
  const { watch1: _1, watch2: _2, watch3: _3, data1, ...hosts } = withRoles('data2', ['replica']).hosts;
  const few: EnvironmentDefinition = {
    ...MIXED,
    sentinel: { quorum: 1 },
    hosts: { data1: data1 ?? { roles: [] }, ...hosts },
  };
  t.true(
    planOf(few, made('data2')).whys.includes(
      'while data2 gives up its Sentinel, 1 of 2 Sentinels are left, and a failover takes 2',
    ),
  );
});
