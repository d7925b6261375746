import { withoutCopy } from '../beyond.ts';
import { nothingLost } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { kill, service } from '../faults.ts';

export const restartPrimary: Drill = {
  name: 'restart-primary',
  story:
    "Restarts the primary's process in order, inside downAfter: it leads again, and no acknowledged write is lost.",
  run: async (stage) => {
    await service(stage, stage.primary, 'redis', 'restart');
    await stage.untilHealthy();
  },
  checks: [nothingLost],
};

export const killAndStartPrimary: Drill = {
  name: 'kill-and-start-primary',
  story:
    "Kills the primary's process and starts it at once, inside downAfter: it does not lead before it is known to hold everything, and no acknowledged write is lost.",
  beyond: withoutCopy,
  run: async (stage) => {
    await kill(stage, stage.primary);
    await service(stage, stage.primary, 'redis', 'start');
    await stage.untilHealthy();
  },
  checks: [nothingLost],
};
