import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { groupStatus } from '../../src/operate/status/status.ts';
import { findLeftovers } from '../../src/operate/switchover/leftovers.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { moved, PATIENT } from './_moved.ts';
import { PASSWORD, runGroup } from './_processes.ts';
import { switchUntil } from './_switching.ts';
import { startWriter } from './_writer.ts';

const real = serially(needs('redis-server', 'redis-sentinel'));

/** No guard of the definition keeps the old primary from taking writes. */
const UNGUARDED: EnvironmentDefinition = {
  ...PATIENT,
  redis: { ...PATIENT.redis, minReplicasToWrite: 0 },
};

/** What a switch-over begins, and who is primary where it is killed then. */
const STAGES: readonly (readonly [begun: string, primary: 'one' | 'three'])[] = [
  ['waits until Sentinel one knows', 'one'],
  ['waits until two, three reached what', 'one'],
  ['waits until two, three reached all', 'one'],
  ['SENTINEL FAILOVER', 'one'],
  ['waits until a replica is promoted', 'three'],
  ['REPLICAOF', 'three'],
  ['CLIENT KILL', 'three'],
  ['CLIENT UNPAUSE', 'three'],
  ['CONFIG SET replica-priority 100', 'three'],
];

/** What is lost at most is lost here: the pause ends by itself, and no guard of the definition is there. */
const IN_SHORT: typeof STAGES = [['REPLICAOF', 'three']];

for (const [begun, primary] of DRILLS ? STAGES : IN_SHORT)
  real(
    `killed at ${begun}: nothing is lost or paused, at most one switch, and the next one puts all back`,
    async (t) => {
      t.timeout(180_000);
      const running = await runGroup(t, UNGUARDED);
      const { environment, group } = running;
      const writer = startWriter(t, running);
      t.is(await switchUntil({ environment, password: PASSWORD, to: 'three', until: begun }), 'SIGKILL');
      await running.until((health) => health.problems.length === 0 && health.primary === primary);
      const before = writer.acknowledged();
      await running.until(() => writer.acknowledged() > before);
      const { sentinels } = await groupStatus(group);
      const epochs = sentinels.map(({ facts }) => facts?.configEpoch);
      t.deepEqual([...new Set(epochs)], [primary === 'one' ? 0 : 1]);
      t.deepEqual(await writer.lost(primary), []);
      const next = await moved(group, { to: 'three', tell: () => undefined });
      t.like(next, { to: 'three', left: [] });
      t.deepEqual(await findLeftovers(group), []);
    },
  );
