import test from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { Group } from '../../../src/group/group.ts';
import type { MachineChange, Machines } from '../../../src/operate/machines.ts';
import type { Rollout } from '../../../src/operate/rollout/rollout.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import type { DocumentKind } from '../../../src/redis/document.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { type ProcessGroup, runGroup, THREE } from '../_processes.ts';
import { listening, machinesOf, roll } from './_rolling.ts';

// Where the locks are.
process.chdir(scratchFolder('given-up'));

/** A second is little for a busy machine, on which nobody is to be found down. */
const BEFORE: EnvironmentDefinition = {
  ...THREE,
  sentinel: { quorum: 2, downAfter: '4s', failoverTimeout: '20s' },
  hosts: { ...THREE.hosts, four: { roles: ['sentinel'] } },
};
const WITHOUT_SENTINEL = withRoles(BEFORE, 'two', ['replica']);
const WITHOUT_DATA = withRoles(WITHOUT_SENTINEL, 'three', ['sentinel']);

function withRoles(
  definition: EnvironmentDefinition,
  name: string,
  roles: readonly ('replica' | 'sentinel')[],
): EnvironmentDefinition {
  return { ...definition, hosts: { ...definition.hosts, [name]: { roles: [...roles] } } };
}

test('a host that gives up its Sentinel, then one that gives up its data, are forgotten as what they were', async (t) => {
  t.timeout(240_000);
  const running = await runGroup(t, BEFORE);
  for (const [definition, host, gone, what] of [
    [WITHOUT_SENTINEL, 'two', 'sentinel', 'Sentinel'],
    [WITHOUT_DATA, 'three', 'redis', 'replica'],
  ] as const) {
    const { fate, planned } = await giveUp(running, definition, host, gone);
    t.true(planned.plan.steps.some((step) => step.what.endsWith(`forgets the ${what} that it was`)));
    t.like(fate, { kind: 'done', left: { plan: { steps: [], refusals: [] } } });
  }
  const hosts = running.environment.hosts.map(({ data, sentinel, ...host }) => ({
    ...host,
    ...(data === undefined || host.name === 'three' ? {} : { data }),
    ...(sentinel === undefined || host.name === 'two' ? {} : { sentinel }),
  }));
  using group = new Group(running.reach, { ...running.environment, hosts });
  const { sentinels } = await groupStatus(group);
  t.deepEqual(
    sentinels.map(({ host, facts }) => [host, facts?.sentinels.length, facts?.replicas.length]),
    [
      ['one', 2, 1],
      ['three', 2, 1],
      ['four', 2, 1],
    ],
  );
});

/** Rolls it out; a machine that is made anew has one of its programs no more. */
function giveUp(
  running: ProcessGroup,
  definition: EnvironmentDefinition,
  host: string,
  gone: DocumentKind,
): Promise<Rollout> {
  let changes: readonly MachineChange[] = [
    { host, deed: 'replace', why: ['it has a role less'], programs: ['sentinel', 'redis'] },
  ];
  const machines: Machines = {
    ...machinesOf(running.environment),
    plan: async () => ({ hosts: changes, rest: [], last: [], refusals: [] }),
    replace: async () => {
      await running.signal(host, gone, 'SIGKILL');
      changes = [];
    },
  };
  return roll(running, definition, listening().audience, machines);
}
