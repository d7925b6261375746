import { withoutHost } from '../beyond.ts';
import { nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { cutPower, untilAllNameAnother, untilFollowed } from '../faults.ts';

export const cutPowerOfPrimary: Drill = {
  name: 'cut-power',
  story:
    "Cuts the power of the primary's host: one replica is promoted within the forecast, and the host comes back as a replica.",
  fault: 'hung',
  beyond: (environment, primary) => withoutHost(environment, primary),
  run: async (stage) => {
    await cutPower(stage, stage.primary);
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
  },
  checks: [nothingLost, switches(1), withinForecast],
};
