/** What changed between two rehearsals: of another engine, of other settings, of another release of vedette. */
import type { Milliseconds } from '../../base/units.ts';
import { MOMENTS, type Moment } from '../../topology/forecast.ts';
import type { ClientAccount, DrillRecord, Rehearsal, Verdict } from '../record.ts';
import { type Figures, figuresOf, gapOf, type Spread, spreadOf } from './figures.ts';
import { type SettingChange, settingChanges } from './setting-changes.ts';
import { DISTURBED, missingParts, missingSentence, roundsWith } from './words.ts';

/** A value on both sides; undefined where it is not known, which is no value. */
export interface Sides<Value> {
  readonly before: Value | undefined;
  readonly after: Value | undefined;
}

/** What changed. */
export interface Comparison {
  readonly environment: Sides<string>;
  readonly settings: readonly SettingChange[];
  /** Every drill of both. */
  readonly drills: readonly DrillComparison[];
  /** What is not known, as sentences. */
  readonly unknown: readonly string[];
}

/** A drill in both; a side that did not run it has nothing. */
export interface DrillComparison {
  readonly drill: string;
  readonly verdict: Sides<Verdict>;
  /** Undefined for a side without rounds. */
  readonly rounds: Sides<number>;
  readonly lost: Sides<number>;
  /** Every moment that one of them has seen. */
  readonly moments: readonly MomentComparison[];
  /** The longest gaps of each kind of client. */
  readonly gaps: readonly GapComparison[];
}

/** A moment in both. */
export interface MomentComparison extends Sides<Spread> {
  readonly moment: Moment;
}

/** A kind of client in both. */
export interface GapComparison extends Sides<Spread> {
  /** For example `ioredis 6.0.0, recommended`. */
  readonly client: string;
}

/** Compares two rehearsals. */
export function compareRehearsals(before: Rehearsal, after: Rehearsal): Comparison {
  const [one, other] = [byName(before), byName(after)];
  const names = [...new Set([...one.keys(), ...other.keys()])];
  return {
    environment: { before: before.environment, after: after.environment },
    settings: settingChanges(before, after),
    drills: names.map((name) => compareDrill(name, one.get(name), other.get(name))),
    unknown: [...unknownOf('the first', before), ...unknownOf('the second', after)],
  };
}

function unknownOf(which: string, rehearsal: Rehearsal): readonly string[] {
  const missing = missingParts(rehearsal);
  const disturbed = roundsWith(rehearsal.drills, (round) => round.disturbed);
  return [
    ...(missing.length === 0 ? [] : [`${missingSentence(missing, rehearsal.shard.of)} in ${which}`]),
    ...(disturbed === '' ? [] : [`${DISTURBED} ${disturbed} of ${which}`]),
  ];
}

function byName({ drills }: Rehearsal): ReadonlyMap<string, DrillRecord> {
  return new Map(drills.map((drill) => [drill.drill, drill]));
}

function compareDrill(
  drill: string,
  before: DrillRecord | undefined,
  after: DrillRecord | undefined,
): DrillComparison {
  const [one, other] = [figuresIn(before), figuresIn(after)];
  const known = MOMENTS.filter((moment) => one?.moments.has(moment) || other?.moments.has(moment));
  return {
    drill,
    verdict: { before: before?.verdict, after: after?.verdict },
    rounds: { before: one?.rounds, after: other?.rounds },
    lost: { before: one?.fate.lost, after: other?.fate.lost },
    moments: known.map((moment) => ({
      moment,
      before: one?.moments.get(moment),
      after: other?.moments.get(moment),
    })),
    gaps: compareGaps(before, after),
  };
}

/** A drill that ran in no round has no figures, not those of nothing. */
function figuresIn(drill: DrillRecord | undefined): Figures | undefined {
  return drill === undefined || drill.rounds.length === 0 ? undefined : figuresOf(drill);
}

function compareGaps(
  before: DrillRecord | undefined,
  after: DrillRecord | undefined,
): readonly GapComparison[] {
  const [one, other] = [gapsOf(before), gapsOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])].map((client) => ({
    client,
    before: spreadOf(one.get(client) ?? []),
    after: spreadOf(other.get(client) ?? []),
  }));
}

function gapsOf(drill: DrillRecord | undefined): ReadonlyMap<string, readonly Milliseconds[]> {
  const gaps = new Map<string, Milliseconds[]>();
  for (const client of drill?.rounds.flatMap(({ account }) => account.clients) ?? []) {
    const known = gaps.get(kindOf(client)) ?? [];
    gaps.set(kindOf(client), known);
    known.push(gapOf(client));
  }
  return gaps;
}

function kindOf({ library, settings }: ClientAccount): string {
  return `${library}, ${settings}`;
}
