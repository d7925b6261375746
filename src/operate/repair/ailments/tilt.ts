import { milliseconds } from '../../../base/units.ts';
import { type Ailment, person } from '../ailment.ts';
import { type Examination, sentinelsOf } from '../examination.ts';

/** Redis sentinel.c, SENTINEL_TILT_PERIOD, and a moment. */
const TILT = milliseconds(32_000);

/** Sentinels that mistrust their clock, since they were held up for two seconds or the time was set. */
export function tilt(examination: Examination): readonly Ailment[] {
  return sentinelsOf(examination)
    .filter(({ facts }) => facts.tilt)
    .map(({ host }) => ({
      kind: 'tilt',
      hosts: [host],
      seen: `Sentinel ${host} is in TILT`,
      means: 'it does nothing, and tells others that the primary is not down',
      mendsItself: { by: 'the Sentinel', within: TILT },
      cure: person(
        `see why ${host} is held up or its clock jumps: its processor, its memory, its time server`,
      ),
    }));
}
