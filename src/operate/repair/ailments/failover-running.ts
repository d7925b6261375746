import { milliseconds } from '../../../base/units.ts';
import { type Ailment, person } from '../ailment.ts';
import { type Examination, sentinelsOf } from '../examination.ts';

/** The state of a failover goes a moment after its end (redis sentinel.c, sentinelFailoverStateMachine). */
const AFTERMATH = milliseconds(5_000);

/** A failover that goes on. It is never called broken, and nothing is done meanwhile. */
export function failoverRunning(examination: Examination): readonly Ailment[] {
  const { failoverTimeout } = examination.environment.sentinel;
  return sentinelsOf(examination)
    .filter(({ facts }) => facts.failover !== undefined || facts.flags.includes('failover_in_progress'))
    .map(({ host, facts }) => ({
      kind: 'failover-running',
      hosts: [host],
      seen: `Sentinel ${host} leads a failover${facts.failover === undefined ? '' : `, which is ${facts.failover}`}`,
      means: 'everything is in motion until it ends, and nothing is mended meanwhile',
      mendsItself: {
        by: 'the Sentinel that leads it',
        within: milliseconds(failoverTimeout + AFTERMATH),
      },
      cure: person(`wait until the failover of Sentinel ${host} ends, and repair then`),
    }));
}
