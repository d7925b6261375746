/** Which file is compared with which. */
import { type HostProgram, isSingleFile, PROGRAMS, type Snapshot } from './snapshot.ts';

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

/** Says with whose file a single one is compared, where there are several; in sentences without a full stop. */
export function pairNotes(before: Snapshot, after: Snapshot): readonly string[] {
  if (isSingleFile(before) === isSingleFile(after)) return [];
  const [single, side, key] = isSingleFile(before)
    ? ([before, after, 'after'] as const)
    : ([after, before, 'before'] as const);
  return pairsOf(before, after).flatMap((found) => {
    const { host, program } = found[key];
    const others = side.programs.filter((one) => one.program === program && one.host !== host);
    return others.length === 0
      ? []
      : [
          `${single.label} is compared with the ${program}.conf of ${host} alone, and not with that of ${others.map((one) => one.host).join(', ')}`,
        ];
  });
}

function pair(before: HostProgram | undefined, after: HostProgram): readonly Pair[] {
  return before === undefined ? [] : [{ before, after }];
}
