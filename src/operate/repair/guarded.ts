/** A cure that would be the end of data which nobody has said may go. */
import { type Cure, type RepairStep, steps } from './ailment.ts';
import type { DataHost } from './examination.ts';
import { describeData } from './lead.ts';
import { lossOf } from './stream.ts';

/**
 * The cure of a host that gets the data of the primary: steps where its own are among those, or a person has said that those
 * of the primary stay; else the choice.
 *
 * @param stepsOf told what is lost, as a clause; undefined where nothing is
 */
export function guarded(
  primary: DataHost,
  host: DataHost,
  keep: string | undefined,
  stepsOf: (loss: string | undefined) => readonly RepairStep[],
): Cure {
  const loss = lossOf(primary.stream, host.stream);
  if (loss === undefined || keep === primary.host) return steps(...stepsOf(loss));
  return {
    kind: 'choice',
    choices: [{ keep: primary.host, has: describeData(primary), loses: [loss] }],
  };
}
