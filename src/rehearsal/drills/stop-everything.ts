import { powerCutOf } from '../../topology/power-cut.ts';
import { nothingLost } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { cutPower, powerOn, shutDown } from '../faults.ts';
import type { Stage } from '../stage.ts';

export const stopEverything: Drill = {
  name: 'stop-everything',
  story:
    'Shuts every host down at once and powers them all on: the one that holds the newest data leads, and no acknowledged write is lost.',
  run: async (stage) => {
    const { hosts } = stage.environment;
    await Promise.all(hosts.map((host) => shutDown(stage, host)));
    await powerOnAll(stage);
  },
  checks: [nothingLost],
};

/** A host of this machine keeps what was written to its files, also what a real disk had not stored yet. */
export const cutPowerOfAll: Drill = {
  name: 'cut-power-of-all',
  story:
    'Cuts the power of every host at once and powers them all on: the one that holds the newest data leads, and nothing is lost that Redis had written to its files.',
  beyond: (environment) =>
    environment.redis.persistence === 'aof'
      ? undefined
      : {
          because: `a power cut of all hosts loses ${powerCutOf(environment).loses} (durability-aof)`,
          about: ['writes'],
        },
  run: async (stage) => {
    const { hosts } = stage.environment;
    await Promise.all(hosts.map((host) => cutPower(stage, host)));
    await powerOnAll(stage);
  },
  checks: [nothingLost],
};

async function powerOnAll(stage: Stage): Promise<void> {
  await Promise.all(stage.environment.hosts.map((host) => powerOn(stage, host)));
  await stage.untilHealthy();
}
