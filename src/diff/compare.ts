/** Two sides in, their differences out. */
import { IMPACTS, worst } from '../redis/impact.ts';
import type { Environment } from '../topology/environment.ts';
import { type Change, type Compared, type Diff, foldedOf } from './change.ts';
import { consequenceChanges } from './consequence-changes.ts';
import { environmentChanges } from './environment-changes.ts';
import { fieldChanges } from './fields.ts';
import { fold, foldEnvironments } from './fold.ts';
import { hostChanges } from './host-changes.ts';
import { compareInfrastructure } from './infrastructure/compare.ts';
import { programChanges } from './program-changes.ts';
import { ruleChanges } from './rule-changes.ts';
import type { Snapshot } from './snapshot.ts';
import { type Subject, summarize } from './summary.ts';

/** Two sides of one environment; one of them may not exist, or not be readable. */
export type Sides =
  | { readonly before: Snapshot; readonly after: Snapshot }
  | { readonly before: Snapshot; readonly after?: undefined }
  | { readonly before?: undefined; readonly after: Snapshot }
  | Unreadable;

/** An environment of which a side cannot be read, so that nobody can tell what is different. */
export interface Unreadable {
  /** The environment, or its file where not even the name is known. */
  readonly name: string;
  /** Why not, as a sentence without a full stop. */
  readonly unreadable: string;
}

/**
 * Compares by meaning.
 *
 * @param pairs what is compared with what: one pair, or every environment at two times
 * @param today the day that end-of-life dates are compared with
 * @param notes what a reader must know beside the changes
 */
export async function diff(
  pairs: readonly Sides[],
  today: Date,
  notes: readonly string[] = [],
): Promise<Diff> {
  const found = await Promise.all(
    pairs.map(async (sides) => {
      const changes = sort(fold(await changesOf(sides, today)));
      return { changes, compared: compared(sides, changes) };
    }),
  );
  const changes = sort(foldEnvironments(found.flatMap((one) => one.changes)));
  const all = found.map((one) => one.compared);
  return {
    compared: all,
    changes,
    notes,
    impact: worst(all.map(({ impact }) => impact)),
    summary:
      all.length === 1 && all[0] !== undefined
        ? all[0].summary
        : summarize({ doing: 'Applying it', isDeployed: true }, counted(changes), all),
  };
}

async function changesOf(sides: Sides, today: Date): Promise<readonly Change[]> {
  if ('unreadable' in sides) return [];
  const { before, after } = sides;
  if (before === undefined || after === undefined) return [];
  const rows = [
    ...programChanges(before, after),
    ...hostChanges(before, after),
    ...(await infrastructureChanges(before, after)),
  ];
  return [
    ...rows,
    ...betweenEnvironments(before, after, (one, other) => {
      const rules = ruleChanges(one, other, today, rows);
      return [...rules, ...fieldChanges(one, other, [...rows, ...rules]), ...consequenceChanges(one, other)];
    }),
  ];
}

/** Terraform is asked for nothing: what it would do, two stacks tell. */
async function infrastructureChanges(
  { environment: before }: Snapshot,
  { environment: after }: Snapshot,
): Promise<readonly Change[]> {
  if (before === undefined || after === undefined) return [];
  return environmentChanges(before, after, await compareInfrastructure(before, after));
}

function betweenEnvironments(
  { environment: before }: Snapshot,
  { environment: after }: Snapshot,
  compare: (before: Environment, after: Environment) => readonly Change[],
): readonly Change[] {
  return before === undefined || after === undefined ? [] : compare(before, after);
}

function compared(sides: Sides, changes: readonly Change[]): Compared {
  if ('unreadable' in sides) {
    const { name, unreadable } = sides;
    return {
      name,
      state: 'unknown',
      impact: 'unknown',
      summary: `Nobody can tell what differs: ${unreadable}.`,
    };
  }
  const { before, after } = sides;
  const name = (before ?? after)?.name ?? '';
  const labels = {
    ...(before === undefined ? {} : { before: before.label }),
    ...(after === undefined ? {} : { after: after.label }),
  };
  if (before === undefined)
    return {
      name,
      ...labels,
      state: 'added',
      impact: 'live',
      summary: `${name} is new: cdktf deploy would create it.`,
    };
  if (after === undefined)
    return {
      name,
      ...labels,
      state: 'removed',
      impact: 'data-loss',
      summary: `${name} is gone: cdktf destroy deletes its hosts and their data, and until then they run on.`,
    };
  return {
    name,
    ...labels,
    state: changes.length === 0 ? 'unchanged' : 'changed',
    impact: worst(counted(changes).map(({ impact }) => impact)),
    summary: summarize(subjectOf(before, after), counted(changes)),
  };
}

function subjectOf(before: Snapshot, after: Snapshot): Subject {
  const isSame = before.name === after.name;
  return {
    doing: isSame ? 'Applying it' : `Making ${before.label} like ${after.label}`,
    isDeployed: before.environment !== undefined && after.environment !== undefined,
  };
}

/** What is folded follows from a change that counts, or makes two environments two. */
function counted(changes: readonly Change[]): readonly Change[] {
  const folded = foldedOf(changes);
  return changes.filter((change) => !folded.has(change));
}

/** Security first, then the worst, then by name: what is read first weighs most. */
function sort(changes: readonly Change[]): readonly Change[] {
  return changes
    .map((change) => ({ change, name: nameOf(change) }))
    .sort(
      (one, other) =>
        Number(other.change.security) - Number(one.change.security) ||
        IMPACTS.indexOf(other.change.impact) - IMPACTS.indexOf(one.change.impact) ||
        compareTexts(one.name, other.name),
    )
    .map(({ change }) => change);
}

function nameOf({ area, program, key, before, after, places }: Change): string {
  return [area, key, program, before?.canonical, after?.canonical, JSON.stringify(places)].join('\0');
}

/** By code, so that the order is the same on every machine. */
function compareTexts(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
