import { milliseconds } from '../../base/units.ts';
import { sentinelHosts } from '../../topology/environment.ts';
import { withoutSentinel } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { hang, kill, untilAllNameAnother, untilFollowed } from '../faults.ts';

/** Clients that look for the primary now wait for its answer. */
const HANGING = milliseconds(1_000);

export const hangFirstSentinel: Drill = {
  name: 'hang-first-sentinel',
  story:
    "Hangs the Sentinel that every client asks first, and kills the primary's process: a replica is promoted within the forecast, clients find it through the other Sentinels, and no acknowledged write is lost.",
  fault: 'killed',
  unfit: (environment) =>
    sentinelHosts(environment).length > 1 ? undefined : 'it has no other Sentinel (sentinel-count)',
  beyond: (environment) => withoutSentinel(environment, 'one that hangs'),
  prepare: async (stage) => {
    const [first] = stage.sentinels;
    if (first === undefined) return;
    await hang(stage, first, 'sentinel');
    await stage.pass(HANGING);
  },
  run: async (stage) => {
    await kill(stage, stage.primary);
    await untilAllNameAnother(stage, stage.sentinels.slice(1));
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1), withinForecast],
};
