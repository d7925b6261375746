import test, { type ExecutionContext } from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { loadDefinition } from '../../src/definition/load.ts';
import { Group } from '../../src/group/group.ts';
import { passwordOf } from '../../src/group/password.ts';
import { openCloud } from '../../src/local/environment-cloud.ts';
import type { LocalCloud } from '../../src/local/index.ts';
import { LocalMachines } from '../../src/local/machines.ts';
import { type Rollout, rollOut } from '../../src/operate/rollout/rollout.ts';
import { GroupSight } from '../../src/operate/rollout/sight.ts';
import { groupStatus } from '../../src/operate/status/status.ts';
import { bootHosts } from '../../src/rehearsal/boot.ts';
import { accountOf } from '../../src/rehearsal/ledger/account.ts';
import { type Summary, summaryOf } from '../../src/rehearsal/ledger/summary.ts';
import { startWriters } from '../../src/rehearsal/writers/start.ts';
import { resolved } from '../_boot.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const drill = serially(needs(...NEEDED));

if (DRILLS) {
  drill(
    'quorum gets two Sentinels and loses a replica, then its primary leaves, and back: no acknowledged write is lost, and known is declared',
    async (t) => {
      t.timeout(900_000);
      const { definition } = await loadDefinition('quorum');
      const first = { ...definition, name: 'members' };
      const shapes = [first, grown(first), withoutPrimary(grown(first)), first] as const;
      const cloud = await openCloud(resolved(first), { tether: true });
      t.teardown(() => cloud.down());
      await bootHosts(cloud, resolved(first), { tell: t.log });
      for (const [at, after] of shapes.entries()) {
        const before = shapes[at - 1];
        if (before !== undefined) await change(t, cloud, before, after);
      }
    },
  );
} else test('members that come and leave are drilled by npm run drills', (t) => t.false(DRILLS));

function grown(definition: EnvironmentDefinition): EnvironmentDefinition {
  const { data3: _, ...hosts } = definition.hosts;
  return {
    ...definition,
    sentinel: { ...definition.sentinel, quorum: 4 },
    hosts: { ...hosts, sentinel3: { roles: ['sentinel'] }, sentinel4: { roles: ['sentinel'] } },
  };
}

/** Another replica in the place of the host that was primary first. */
function withoutPrimary(definition: EnvironmentDefinition): EnvironmentDefinition {
  const { data1: _, data2, ...hosts } = definition.hosts;
  if (data2 === undefined) throw new Error('quorum has a host data2');
  return {
    ...definition,
    hosts: {
      data2: { ...data2, roles: ['primary', 'sentinel'] },
      data4: { roles: ['replica'], address: '10.0.1.15' },
      ...hosts,
    },
  };
}

async function change(
  t: ExecutionContext,
  cloud: LocalCloud,
  before: EnvironmentDefinition,
  after: EnvironmentDefinition,
): Promise<void> {
  const environment = resolved(after);
  const { rollout, writes } = await underWriters(cloud, before, () => brought(t, cloud, before, after));
  const { fate } = rollout;
  if (fate.kind !== 'done' || 'unknown' in fate.left) throw new Error(JSON.stringify(rollout));
  t.log(JSON.stringify(writes));
  t.is(writes.lost, 0);
  t.deepEqual(fate.left.plan.steps, []);
  using group = new Group(cloud, environment);
  const { verdict } = await groupStatus(group);
  t.deepEqual(verdict.problems, []);
}

async function brought(
  t: ExecutionContext,
  cloud: LocalCloud,
  before: EnvironmentDefinition,
  after: EnvironmentDefinition,
): Promise<Rollout> {
  const environment = resolved(after);
  using sight = new GroupSight({
    environment,
    base: resolved(before),
    standsIn: true,
    machines: new LocalMachines(cloud, environment),
    remember: async () => undefined,
    groupIn: (shape) => new Group(cloud, shape),
  });
  const audience = {
    show: () => undefined,
    approve: async () => 'yes' as const,
    tell: (text: string) => t.log(text),
  };
  return rollOut(sight, audience, { locking: { run: 'a drill', broken: undefined } });
}

async function underWriters(
  cloud: LocalCloud,
  definition: EnvironmentDefinition,
  work: () => Promise<Rollout>,
): Promise<{ readonly rollout: Rollout; readonly writes: Summary }> {
  const environment = resolved(definition);
  const password = await passwordOf(cloud, 'data2');
  const writers = await startWriters(cloud, environment, password, [
    { kind: 'ioredis', settings: 'recommended', count: 2 },
  ]);
  await writers.next();
  const rollout = await work();
  return { rollout, writes: summaryOf(accountOf(await writers.stop(), [], milliseconds(0))) };
}
