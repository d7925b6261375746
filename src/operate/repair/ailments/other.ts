import { milliseconds } from '../../../base/units.ts';
import { type Ailment, person } from '../ailment.ts';
import type { Examination } from '../examination.ts';

/** Sentinels ask for INFO every 10 s, and replicas acknowledge every second. */
const NOTICED = milliseconds(15_000);

/** What makes a group unhealthy, and is none of the ailments that are known here. */
export function other({ status: { verdict } }: Examination): readonly Ailment[] {
  if (verdict.healthy) return [];
  const reasons = verdict.problems.length > 0 ? verdict.problems : verdict.failover.reasons;
  return [
    {
      kind: 'other',
      hosts: [],
      seen: reasons.join('; '),
      means: 'the group is not healthy',
      mendsItself: { by: 'the group', within: NOTICED },
      cure: person('look at vedette status, at vedette drift and at the logs of these hosts'),
    },
  ];
}
