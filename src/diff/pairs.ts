/** Which file is compared with which. */
import { type HostProgram, PROGRAMS, type Snapshot } from './snapshot.ts';

/** The same program on both sides. */
export interface Pair {
  readonly before: HostProgram;
  readonly after: HostProgram;
}

/**
 * Pairs the files of each program by the names of their hosts. Sides that share no name, such as two files or two
 * environments, are paired in their order, in which the first primary comes first: a diff of nothing would say nothing.
 */
export function pairsOf(before: Snapshot, after: Snapshot): readonly Pair[] {
  return PROGRAMS.flatMap((program) => {
    const olds = before.programs.filter((one) => one.program === program);
    const news = after.programs.filter((one) => one.program === program);
    const byName = news.flatMap((one) =>
      pair(
        olds.find(({ host }) => host === one.host),
        one,
      ),
    );
    return byName.length > 0 ? byName : news.flatMap((one, at) => pair(olds[at], one));
  });
}

function pair(before: HostProgram | undefined, after: HostProgram): readonly Pair[] {
  return before === undefined ? [] : [{ before, after }];
}
