/** Two sides in, their differences out. */
import { oneAhead } from '../base/ahead.ts';
import { worst } from '../redis/impact.ts';
import type { Environment } from '../topology/environment.ts';
import type { Change, Compared, Diff } from './change.ts';
import { consequenceChanges } from './consequence-changes.ts';
import { environmentChanges } from './environment-changes.ts';
import { fieldChanges } from './fields.ts';
import { fold, foldEnvironments } from './fold.ts';
import { groupSettingChanges, scriptChanges } from './group-settings.ts';
import { hostChanges } from './host-changes.ts';
import { ofTwo } from './individual.ts';
import { compareInfrastructure } from './infrastructure/compare.ts';
import { loginNotes } from './login.ts';
import { plannedHosts, withNewHosts, withWhatIsReplaced } from './new-hosts.ts';
import { outageChanges, shrinkingHosts, withLimitFirst } from './outage.ts';
import { subnetChanges } from './overlapping-subnets.ts';
import { pairNotes } from './pairs.ts';
import { programChanges } from './program-changes.ts';
import { roleChanges, roleNotes } from './roles.ts';
import { ruleChanges } from './rule-changes.ts';
import type { Snapshot } from './snapshot.ts';
import { type Subject, summarize } from './summary.ts';
import { decideTold } from './told.ts';
import { weighed } from './weighed.ts';

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
 * @param done told after each pair
 */
export async function diff(
  pairs: readonly Sides[],
  today: Date,
  notes: readonly string[] = [],
  done: () => void = () => undefined,
): Promise<Diff> {
  const found: { readonly changes: readonly Change[]; readonly compared: Compared }[] = [];
  const look = { today, isOneOfMany: pairs.length > 1 };
  for await (const [sides, told] of oneAhead(pairs, (pair) => changesOf(pair, look))) {
    const changes = weighed(fold(decideTold(told)));
    found.push({ changes, compared: compared(sides, changes) });
    done();
  }
  const changes = weighed(foldEnvironments(found.flatMap((one) => one.changes)));
  const all = found.map((one) => one.compared);
  return {
    compared: all,
    changes,
    notes: [...notes, ...pairs.flatMap(notesOf)],
    impact: worst(all.map(({ impact }) => impact)),
    summary:
      all.length === 1 && all[0] !== undefined
        ? all[0].summary
        : summarize(
            { doing: DEPLOY, isDeployed: true, isOfMany: true },
            changes.filter(({ individual }) => !individual),
            all,
          ),
  };
}

function notesOf(sides: Sides): readonly string[] {
  if ('unreadable' in sides || sides.before === undefined || sides.after === undefined) return [];
  const { before, after } = sides;
  return [pairNotes, loginNotes, roleNotes].flatMap((notes) => notes(before, after));
}

/** How two sides are looked at. */
interface Look {
  readonly today: Date;
  /** True where other pairs wait for their turn. */
  readonly isOneOfMany: boolean;
}

async function changesOf(sides: Sides, look: Look): Promise<readonly Change[]> {
  if ('unreadable' in sides || sides.after === undefined) return [];
  const { before, after } = sides;
  if (before === undefined) return ofNew(after, look.today);
  if (before.environment === undefined || after.environment === undefined)
    return [...programChanges(before, after), ...roleChanges(before, after), ...hostChanges(before, after)];
  return betweenEnvironments(
    { ...before, environment: before.environment },
    { ...after, environment: after.environment },
    look,
  );
}

/** Of what is new all is new: a row says what the rules say of it. */
function ofNew({ environment }: Snapshot, today: Date): readonly Change[] {
  return environment === undefined
    ? []
    : ruleChanges(undefined, environment, today, { differs: true, createsHosts: true });
}

/** A side that is a definition. */
type Defined = Snapshot & { readonly environment: Environment };

/** Terraform is asked for nothing: what it would do, two stacks tell. */
async function betweenEnvironments(
  before: Defined,
  after: Defined,
  { today, isOneOfMany }: Look,
): Promise<readonly Change[]> {
  const sides = [before.environment, after.environment] as const;
  if (isDecidedAlike(...sides)) return [];
  const plan = await compareInfrastructure(...sides, isOneOfMany);
  const hosts = plan && plannedHosts(plan);
  const areTwo = before.name !== after.name;
  const rows = [
    ...programChanges(before, after).map((row) => (areTwo && row.individual ? ofTwo(row) : row)),
    ...hostChanges(before, after),
    ...(areTwo || hosts === undefined ? [] : groupSettingChanges(...sides, hosts.kept)),
    ...environmentChanges(...sides, plan),
    ...(areTwo ? [] : subnetChanges(...sides)),
    ...(plan === undefined ? [] : outageChanges(plan, sides[0])),
  ];
  const createsHosts = hosts !== undefined && hosts.created.size > 0;
  const rules = ruleChanges(...sides, today, { differs: rows.length > 0, createsHosts });
  const fields = fieldChanges(...sides, [...rows, ...rules]);
  const told = [...rows, ...fields];
  const scripts = plan === undefined || areTwo ? [] : scriptChanges(plan, before.name, told);
  const shrinking = plan === undefined ? new Set<string>() : shrinkingHosts(plan, ...sides);
  return [
    ...[...told, ...scripts].map((row) => {
      const first = withLimitFirst(row, shrinking);
      return first === row ? withWhatIsReplaced(withNewHosts(row, hosts), hosts) : first;
    }),
    ...rules,
    ...consequenceChanges(...sides),
  ];
}

/** Environments that are equal in everything but their file have equal files and stacks, and break the same rules. */
function isDecidedAlike(before: Environment, after: Environment): boolean {
  return JSON.stringify({ ...before, file: '' }) === JSON.stringify({ ...after, file: '' });
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
  const one = { ...titles(sides), ...stateOf(sides, changes) };
  const told = changes.filter(({ individual }) => !individual);
  return {
    ...one,
    impact: worst([one.impact, ...told.map(({ impact }) => impact)]),
    summary: summarize(subjectOf(sides), told, [{ ...one, summary: '' }]),
  };
}

function titles({ before, after }: Exclude<Sides, Unreadable>): Pick<Compared, 'name' | 'before' | 'after'> {
  return {
    name: (before ?? after)?.name ?? '',
    ...(before === undefined ? {} : { before: before.label }),
    ...(after === undefined ? {} : { after: after.label }),
  };
}

/** What coming, going or staying is by itself. */
function stateOf(
  { before, after }: Exclude<Sides, Unreadable>,
  changes: readonly Change[],
): Pick<Compared, 'state' | 'impact'> {
  if (before === undefined) return { state: 'added', impact: 'live' };
  if (after === undefined) return { state: 'removed', impact: 'data-loss' };
  return { state: changes.length === 0 ? 'unchanged' : 'changed', impact: 'none' };
}

function subjectOf({ before, after }: Exclude<Sides, Unreadable>): Subject {
  const isDeployed =
    (before ?? after)?.environment !== undefined && (after ?? before)?.environment !== undefined;
  if (before === undefined || after === undefined || before.name === after.name)
    return { doing: isDeployed ? DEPLOY : 'Applying it would', isDeployed };
  return isDeployed
    ? { doing: `To make ${before.label} like ${after.label}, ${DEPLOY}`, isDeployed }
    : {
        doing: `Making ${before.label} like ${after.label} would`,
        isDeployed,
        leavesOut: roleNotes(before, after).length > 0,
      };
}

const DEPLOY = 'cdktf deploy would';
