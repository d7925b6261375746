import { withoutFailover, withoutGuard } from '../beyond.ts';
import { lostAtMost, switches, withinForecast } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { hang, untilAllNameAnother, untilDemoted, untilFollowed, wake } from '../faults.ts';

/**
 * A client that has not left it by then has one write waiting there, and may send another one before the primary finds its
 * replicas gone (measured: one, and two on a busy machine).
 */
const IN_FLIGHT = 2;

export const hangPrimary: Drill = {
  name: 'hang-primary',
  story:
    'Hangs the primary until another one is promoted, and wakes it: it becomes a replica, and the write guard leaves it no more than the writes in flight.',
  fault: 'hung',
  loses: () => `at most ${IN_FLIGHT} writes of each client, which were under way`,
  beyond: (environment) => withoutFailover(environment, 'hung') ?? withoutGuard(environment),
  run: async (stage) => {
    await hang(stage, stage.primary);
    await untilAllNameAnother(stage);
    await untilFollowed(stage);
    await wake(stage, stage.primary);
    await untilDemoted(stage);
  },
  checks: [lostAtMost(IN_FLIGHT), switches(1), withinForecast],
};
