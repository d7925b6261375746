/** What the rounds of a drill come to, in numbers. */
import type { Milliseconds } from '../../base/units.ts';
import { milliseconds } from '../../base/units.ts';
import { MOMENTS, type Moment } from '../../topology/forecast.ts';
import type { Span } from '../../topology/sum.ts';
import { sumOf } from '../ledger/fate.ts';
import type { ClientAccount, DrillRecord, Fate, Rehearsal, Round } from '../record.ts';

/** The middle and the extremes of what was measured several times. */
export interface Spread extends Span {
  /** The one in the middle, or halfway between the two that are. */
  readonly median: Milliseconds;
  /** How often it was measured. */
  readonly times: number;
}

/** The numbers of a drill over its rounds. */
export interface Figures {
  readonly rounds: number;
  /** A moment that came in no round is not there. */
  readonly moments: ReadonlyMap<Moment, Spread>;
  /** The forecasts of all rounds together. */
  readonly forecast: ReadonlyMap<Moment, Span>;
  /** Of all clients and rounds. */
  readonly fate: Fate;
  /** The longest gap of each client and round; undefined where no client wrote. */
  readonly gap: Spread | undefined;
}

/** Adds up a drill. */
export function figuresOf({ rounds }: DrillRecord): Figures {
  const clients = rounds.flatMap(({ account }) => account.clients);
  return {
    rounds: rounds.length,
    moments: byMoment((moment) => spreadOf(rounds.flatMap(({ measured }) => measured[moment] ?? []))),
    forecast: byMoment((moment) => hull(rounds.flatMap(({ forecast }) => forecast?.spans[moment] ?? []))),
    fate: sumOf(rounds.map(({ account }) => account.total)),
    gap: spreadOf(clients.map(gapOf)),
  };
}

/** The fates of the writes of all drills together. */
export function fateOf({ drills }: Rehearsal): Fate {
  return sumOf(drills.map((drill) => figuresOf(drill).fate));
}

/** How long a client got no acknowledgement. */
export function gapOf({ gap }: ClientAccount): Milliseconds {
  return milliseconds(gap.to - gap.from);
}

/** What did not hold, as expected or not. */
export function brokenChecks({ checks }: Round): Round['checks'] {
  return checks.filter(({ held }) => !held);
}

/** The middle and the extremes; undefined for nothing. */
export function spreadOf(values: readonly Milliseconds[]): Spread | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const [from, to] = [sorted[0], sorted.at(-1)];
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  if (from === undefined || to === undefined || low === undefined || high === undefined) return undefined;
  return { median: milliseconds((low + high) / 2), from, to, times: sorted.length };
}

function hull(spans: readonly Span[]): Span | undefined {
  const [first, ...rest] = spans;
  if (first === undefined) return undefined;
  return rest.reduce(
    (whole, { from, to }) => ({
      from: milliseconds(Math.min(whole.from, from)),
      to: milliseconds(Math.max(whole.to, to)),
    }),
    first,
  );
}

function byMoment<Value>(of: (moment: Moment) => Value | undefined): ReadonlyMap<Moment, Value> {
  return new Map(
    MOMENTS.flatMap((moment) => {
      const value = of(moment);
      return value === undefined ? [] : [[moment, value] as const];
    }),
  );
}
