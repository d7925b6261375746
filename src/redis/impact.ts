/** What applying a change does to the servers that run. */

import type { Turn } from './catalogue/change.ts';
import type { DirectiveSpec } from './catalogue/index.ts';
import { type Argument, isSecret } from './document.ts';

/** Impacts that a person may call too heavy, from the mildest to the worst: those that are known, and do something. */
export const WEIGHTS = ['live', 'live-heavy', 'restart', 'stop-start', 'replace', 'data-loss'] as const;

/** Impacts from the mildest to the worst; the worst row decides for a whole change. */
export const IMPACTS = ['none', ...WEIGHTS, 'unknown', 'refused'] as const;

/**
 * What applying a change does: nothing; a command to a running server, light or heavy; a restart of the process; a stop
 * and start of the machine; another machine in its place; data that is lost or left behind; what nobody can tell, which
 * may be worse than all of these; or nothing at all, since the change is refused.
 */
export type Impact = (typeof IMPACTS)[number];

/** The impact of one change. */
export interface ChangeImpact {
  readonly impact: Impact;
  /** What happens then, as a clause without a full stop; absent if the impact says it all. */
  readonly note?: string;
}

/** The worst of these impacts; `none` of no impacts. */
export function worst(impacts: Iterable<Impact>): Impact {
  return IMPACTS[Math.max(0, ...Array.from(impacts, (impact) => IMPACTS.indexOf(impact)))] ?? 'none';
}

/** True for an impact that is at least as heavy as another; one that nobody can tell may be worse than all. */
export function isAtLeast(impact: Impact, least: Impact): boolean {
  return impact === 'unknown' || IMPACTS.indexOf(impact) >= IMPACTS.indexOf(least);
}

/**
 * The impact of changing a directive from one value to another, both in canonical form as `effectiveValue` gives them;
 * undefined stands for the default. A secret counts as changed if its reference does.
 */
export function impactOfChange(
  spec: DirectiveSpec,
  before: readonly Argument[] | undefined,
  after: readonly Argument[] | undefined,
): ChangeImpact {
  const from = before ?? spec.default;
  const to = after ?? spec.default;
  if (isSame(from, to)) return { impact: 'none' };
  if (spec.ignored) return { impact: 'none', note: 'Redis reads it and ignores it' };
  if (spec.state) return { impact: 'none', note: 'the running program decides it' };
  const turn = spec.turns.find((candidate) => isTurn(spec, candidate, from, to));
  const impact = turn?.change ?? spec.change;
  const note = turn?.note ?? spec.note;
  return note === undefined ? { impact } : { impact, note };
}

type Arguments = readonly Argument[] | undefined;

function isSame(before: Arguments, after: Arguments): boolean {
  if (before === undefined || after === undefined) return before === after;
  return before.length === after.length && before.every((argument, index) => isEqual(argument, after[index]));
}

function isEqual(one: Argument, other: Argument | undefined): boolean {
  if (other === undefined) return false;
  return isSecret(one) ? isSecret(other) && one.secret === other.secret : one === other;
}

function isTurn(spec: DirectiveSpec, turn: Turn, before: Arguments, after: Arguments): boolean {
  if (turn.to === 'value') return after?.length === 1 && after[0] === turn.value;
  const from = numberOf(spec, before);
  const to = numberOf(spec, after);
  if (from === undefined || to === undefined) return false;
  return turn.to === 'higher' ? to > from : to < from;
}

/** The number that a value is; above all others where 0 means no limit. */
function numberOf({ zeroIsNoLimit }: DirectiveSpec, args: Arguments): number | undefined {
  const [only] = args ?? [];
  if (only === undefined || isSecret(only) || !/^-?\d+$/.test(only)) return undefined;
  return zeroIsNoLimit && only === '0' ? Number.POSITIVE_INFINITY : Number(only);
}
