import { milliseconds } from '../../base/units.ts';
import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { hang, untilAllNameAnother, untilFollowed, untilRole, wake } from '../faults.ts';

/** Sentinel demotes a primary that is back after 8 s and its next INFO, which comes every 10 s (redis sentinel.c). */
const DEMOTED = milliseconds(30_000);

export const hangPrimary: Drill = {
  name: 'hang-primary',
  story:
    'Hangs the primary until another one is promoted, and wakes it: it becomes a replica, and what it acknowledges meanwhile is not lost.',
  fault: 'hung',
  beyond: (environment) => withoutFailover(environment, 'hung'),
  run: async (stage) => {
    await hang(stage, stage.primary);
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
    await wake(stage, stage.primary);
    await untilRole(stage, stage.primary, 'slave', DEMOTED);
  },
  checks: [nothingLost, switches(1), withinForecast],
};
