import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import type { Rollout } from '../../../src/operate/rollout/rollout.ts';
import { findLeftovers } from '../../../src/operate/switchover/leftovers.ts';
import { needs } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { PATIENT } from '../_moved.ts';
import { PASSWORD, type ProcessGroup, runGroup } from '../_processes.ts';
import { switchUntil } from '../_switching.ts';
import { listening, roll } from './_rolling.ts';

const real = needs('redis-server', 'redis-sentinel');

// Where the locks are.
process.chdir(scratchFolder('leftovers'));

const NEXT: EnvironmentDefinition = {
  ...PATIENT,
  redis: { directives: { ...PATIENT.redis?.directives, timeout: 900 } },
};

/** Rolls it out as soon as the group is fit for it: a pause that was cut off ends by itself. */
async function rolled(running: ProcessGroup) {
  for (;;) {
    const { shown, audience } = listening();
    const rollout: Rollout = await roll(running, NEXT, audience);
    if (rollout.fate.kind !== 'refused') return { shown, rollout };
    await sleep(200);
  }
}

real(
  'what a switch-over has left that was killed behind its fence goes back first in a roll-out, which then goes on',
  async (t) => {
    t.timeout(180_000);
    const running = await runGroup(t, PATIENT);
    const { environment, group } = running;
    const killed = { environment, password: PASSWORD, to: 'three', until: 'SENTINEL FAILOVER' };
    t.is(await switchUntil(killed), 'SIGKILL');
    t.is((await findLeftovers(group)).length, 2);

    const { shown, rollout } = await rolled(running);
    t.deepEqual(shown, [
      [
        'three: CONFIG SET replica-priority 100',
        'one: CONFIG SET min-replicas-to-write 1',
        ...['two', 'three', 'one'].map((host) => `${host}: CONFIG SET timeout 900`),
      ],
    ]);
    t.is(rollout.fate.kind, 'done');
    t.deepEqual(await findLeftovers(group), []);
    t.is((await rolled(running)).rollout.fate.kind, 'nothing');
  },
);
