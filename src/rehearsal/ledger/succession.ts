/** Who was named primary after whom, from what each Sentinel named. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Lane } from '../record.ts';

/** From when on a primary was the one of the group. */
export interface Reign {
  /** When the first of the Sentinels named it that most of them agreed with later. */
  readonly from: Milliseconds;
  readonly primary: string;
}

/** What is no name in a lane. */
const SILENT = 'silent';

/**
 * The primaries of a group, in order. One counts that most of the Sentinels that answered named at a moment: a Sentinel that
 * comes back with an old file, and names the primary of that time, replaces nobody.
 */
export function successionOf(named: readonly Lane<string>[]): readonly Reign[] {
  const reigns: Reign[] = [];
  for (const moment of momentsOf(named)) {
    const naming = namedAt(named, moment);
    const primary = mostNamed(naming.map(({ value }) => value));
    if (primary === undefined || primary === reigns.at(-1)?.primary) continue;
    const since = naming.filter(({ value }) => value === primary).map(({ from }) => from);
    const [from = moment] = since.toSorted((one, other) => one - other);
    reigns.push({ from, primary });
  }
  return reigns;
}

function momentsOf(named: readonly Lane<string>[]): readonly Milliseconds[] {
  const moments = new Set(named.flatMap(({ spans }) => spans.map(({ from }) => from)));
  return [...moments].toSorted((one, other) => one - other);
}

function namedAt(named: readonly Lane<string>[], moment: Milliseconds): Lane<string>['spans'] {
  return named.flatMap(({ spans }) =>
    spans.filter(({ from, to, value }) => from <= moment && moment < to && value !== SILENT),
  );
}

/** What more than half of them name. */
function mostNamed(names: readonly string[]): string | undefined {
  return names.find((name) => 2 * names.filter((other) => other === name).length > names.length);
}

/** An answer of a server. */
export interface Answer {
  readonly at: Milliseconds;
  /** The host; undefined where it is not known. */
  readonly by: string | undefined;
}

/** For how long a client got answers from a primary after another one had been named; 0 if it got none. */
export function onReplaced(reigns: readonly Reign[], answers: readonly Answer[]): Milliseconds {
  return milliseconds(
    answers.reduce((longest, answer) => Math.max(longest, sinceReplaced(reigns, answer)), 0),
  );
}

/** How long ago the host of an answer had been replaced; 0 if it was the primary, or never one. */
function sinceReplaced(reigns: readonly Reign[], { at, by }: Answer): number {
  const begun = reigns.filter(({ from }) => from <= at);
  const last = begun.findLastIndex(({ primary }) => primary === by);
  const next = last < 0 ? undefined : begun[last + 1];
  return next === undefined ? 0 : at - next.from;
}
