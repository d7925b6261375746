import { milliseconds } from '../../../base/units.ts';
import { type Ailment, steps } from '../ailment.ts';
import type { Examination } from '../examination.ts';
import { resume } from '../steps/resume.ts';

/** A pause of a switch-over is shorter than downAfter; this is for one that began just now. */
const MOMENT = milliseconds(1_000);

/** Data hosts that let the writes of clients wait, as a switch-over leaves them that was killed. */
export function paused({ environment, redis }: Examination): readonly Ailment[] {
  return redis
    .filter((exam) => exam.paused === true)
    .map(({ host }) => ({
      kind: 'paused',
      hosts: [host],
      seen: `${host} lets writes wait (CLIENT PAUSE)`,
      means: 'clients hang, and the hellos of Sentinels with them, so that they take it for down',
      mendsItself: {
        by: 'the end of the pause',
        within: milliseconds(environment.sentinel.downAfter + MOMENT),
      },
      cure: steps(resume(host)),
    }));
}
