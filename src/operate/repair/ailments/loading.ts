import { milliseconds } from '../../../base/units.ts';
import { type Ailment, person } from '../ailment.ts';
import { dataOf, type Examination } from '../examination.ts';

/** Data hosts that read their data from their volumes. */
export function loading(examination: Examination): readonly Ailment[] {
  return dataOf(examination)
    .filter(({ facts }) => facts.loading)
    .map(({ host }) => ({
      kind: 'loading',
      hosts: [host],
      seen: `${host} reads its data from its volume`,
      means: 'it answers nothing else until it has',
      mendsItself: { by: 'its Redis', within: milliseconds(60_000) },
      cure: person(`wait until ${host} has read its data, and repair then`),
    }));
}
