import { milliseconds } from '../../base/units.ts';
import { nothingLost, switches } from '../checks.ts';
import type { Drill } from '../drill.ts';
import { hang, wake } from '../faults.ts';

/** How much of downAfter it hangs. */
const SHARE = 0.8;

/** A Sentinel that has called the primary down would have acted by then. */
const AFTERMATH = milliseconds(2_000);

export const hangPrimaryBriefly: Drill = {
  name: 'hang-primary-briefly',
  story:
    'Hangs the primary for four fifths of downAfter: no failover comes, and no acknowledged write is lost.',
  run: async (stage) => {
    await hang(stage, stage.primary);
    await stage.pass(milliseconds(SHARE * stage.environment.sentinel.downAfter));
    await wake(stage, stage.primary);
    await stage.pass(AFTERMATH);
  },
  checks: [nothingLost, switches(0)],
};
