/** How verdicts, counts and times of a rehearsal are said. */
import { countOf, formatCount, formatSeconds, type Milliseconds } from '../../base/units.ts';
import type { Tone } from '../../report/elements.ts';
import type { Span } from '../../topology/sum.ts';
import { isMute } from '../ledger/fate.ts';
import type { DrillRecord, Rehearsal, Round, Verdict } from '../record.ts';
import { fateOf, type Spread } from './figures.ts';

/** How a verdict is shown. */
export interface VerdictWords {
  readonly word: string;
  /** Stands before the word where there is room for a sign. */
  readonly sign: string;
  readonly tone: Tone;
}

/** Every verdict, the worst first. */
export const VERDICTS: Readonly<Record<Verdict, VerdictWords>> = {
  broken: { word: 'broken', sign: '✗', tone: 'error' },
  expected: { word: 'broken as expected', sign: '!', tone: 'warning' },
  held: { word: 'held', sign: '✓', tone: 'good' },
  unfit: { word: 'not possible here', sign: '–', tone: 'faint' },
};

/** The drills of a rehearsal, the worst first, else in their order. */
export function worstFirst({ drills }: Rehearsal): readonly DrillRecord[] {
  const order = Object.keys(VERDICTS);
  return [...drills].sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
}

/** The parts of all drills that are missing. */
export function missingParts({ shard: { of, parts } }: Pick<Rehearsal, 'shard'>): readonly number[] {
  return Array.from({ length: of }, (_, at) => at + 1).filter((part) => !parts.includes(part));
}

/** Begins a sentence that goes on with rounds. */
export const DISTURBED = 'Something held the measuring up, so that times are not to be relied on, in';

/** What limits what a rehearsal says, as sentences. */
export function remarksOf(rehearsal: Rehearsal): readonly string[] {
  const { shard, warnings, drills } = rehearsal;
  const missing = missingParts(rehearsal);
  const disturbed = roundsWith(drills, ({ disturbed }) => disturbed);
  const wrecked = roundsWith(drills, ({ wreck }) => wreck);
  const mute = roundsWith(drills, ({ account }) => account.clients.find(isMute)?.client);
  return [
    ...warnings,
    ...(missing.length === 0
      ? []
      : [`${missingSentence(missing, shard.of)} in this report: what those drills show is unknown`]),
    ...(disturbed === '' ? [] : [`${DISTURBED} ${disturbed}`]),
    ...(mute === ''
      ? []
      : [`A client got no acknowledgement at all, so that nothing is known of it, in ${mute}`]),
    ...(wrecked === '' ? [] : [`The group had to be made anew after ${wrecked}`]),
  ];
}

/** More names than these are no help: each drill says it where it is shown. */
const MOST_NAMES = 5;

/** The rounds in which there is something to say: `kill-primary (1 of 3 rounds), stop-zone`, or `28 of 29 drills`. */
export function roundsWith(
  drills: readonly DrillRecord[],
  said: (round: Round) => string | undefined,
): string {
  const run = drills.filter(({ rounds }) => rounds.length > 0);
  const names = run.flatMap(({ drill, rounds }) => {
    const number = rounds.filter((round) => said(round) !== undefined).length;
    if (number === 0) return [];
    return [number === rounds.length ? drill : `${drill} (${number} of ${countOf(rounds.length, 'round')})`];
  });
  return names.length > MOST_NAMES ? `${names.length} of ${countOf(run.length, 'drill')}` : names.join(', ');
}

/** `Part 2 of 4 is not`. */
export function missingSentence(parts: readonly number[], of: number): string {
  const [nouns, are] = parts.length === 1 ? ['Part', 'is'] : ['Parts', 'are'];
  return `${nouns} ${parts.join(', ')} of ${of} ${are} not`;
}

/** True where something that must hold did not. */
export function hasFailed({ drills }: Rehearsal): boolean {
  return drills.some(({ verdict }) => verdict === 'broken');
}

/** The whole in a sentence: `26 of 28 drills held, 1 is broken, 1 is not possible here`. */
export function verdictSentence({ drills }: Rehearsal): string {
  const held = drills.filter(({ verdict }) => verdict === 'held').length;
  const others = Object.entries(VERDICTS).flatMap(([verdict, { word }]) => {
    const number = drills.filter((drill) => drill.verdict === verdict).length;
    return verdict === 'held' || number === 0 ? [] : [`${number} ${number === 1 ? 'is' : 'are'} ${word}`];
  });
  return [`${held} of ${countOf(drills.length, 'drill')} held`, ...others].join(', ');
}

/** What became of all writes in a sentence. */
export function fateSentence(rehearsal: Rehearsal): string {
  const { kept, lost, unacknowledged, doubled } = fateOf(rehearsal);
  return `${countOf(kept + lost, 'write')} acknowledged, of which ${formatCount(lost)} lost; ${formatCount(unacknowledged)} kept without an acknowledgement, ${formatCount(doubled)} applied twice`;
}

/** What ran: `Redis 7.0.15 in the place of the package redis72`. */
export function engineWords({ engine: { name, version, package: wanted } }: Rehearsal): string {
  return `${name} ${version} in the place of the package ${wanted}`;
}

/** A time for people: `6.2 s`, and below a second `80 ms`. */
export function formatTime(time: Milliseconds): string {
  return Math.abs(time) < 950 ? `${Math.round(time)} ms` : formatSeconds(time);
}

/** `5.1 s to 8.0 s`. */
export function formatSpan({ from, to }: Span): string {
  return from === to ? formatTime(from) : `${formatTime(from)} to ${formatTime(to)}`;
}

/** The middle, and the extremes where there are more than one: `6.2 s (5.9 s to 6.6 s)`. */
export function formatSpread(spread: Spread): string {
  return spread.times === 1
    ? formatTime(spread.median)
    : `${formatTime(spread.median)} (${formatSpan(spread)})`;
}
