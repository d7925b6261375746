import { withoutFailover } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { kill, untilAllNameAnother, untilFollowed } from '../faults.ts';

export const killPrimary: Drill = {
  name: 'kill-primary',
  story:
    "Kills the primary's process: one replica is promoted within the forecast, and no acknowledged write is lost.",
  fault: 'killed',
  beyond: (environment) => withoutFailover(environment, 'killed'),
  run: async (stage) => {
    await kill(stage, stage.primary);
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1), withinForecast],
};
