/** The last lines of a diff: what applying it would do, in a sentence for each of the means. */
import type { Means } from '../definition/means.ts';
import { type Change, type Compared, titleOf } from './change.ts';
import { clauses, distinct, environmentsOf, few, list, titlesOf, where } from './clause.ts';

/** What a comparison is about. */
export interface Subject {
  /** True where hosts are named with their environment, as there are several. @default false */
  readonly isOfMany?: boolean;
  /** How the sentence of what is done begins: `cdktf deploy would`, `Making a.conf like b.conf would`. */
  readonly doing: string;
  /** True where definitions are compared: only they are deployed. */
  readonly isDeployed: boolean;
  /** What a refused deploy would do otherwise. @default 'cdktf deploy would' */
  readonly otherwise?: string;
  /** True where a difference is left out, which a note tells. @default false */
  readonly leavesOut?: boolean;
}

/**
 * Says what applying changes would do: who refuses it, what nobody can tell, what `cdktf deploy` does, what running hosts
 * get only by a roll-out, and what only new hosts get. Every impact that there is is in one of the sentences.
 *
 * @param compared the environments that come or go
 */
export function summarize(
  { doing, isDeployed, isOfMany = false, otherwise = 'cdktf deploy would', leavesOut = false }: Subject,
  changes: readonly Change[],
  compared: readonly Compared[] = [],
): string {
  const stopped = new Set(isDeployed ? environmentsOf(changes.filter(stopsDeploy)) : []);
  const deeds = (isStopped: boolean): readonly string[] => [
    ...clauses(isOfMany, by(within(changes, isStopped, stopped), ...(isDeployed ? DEPLOY : ANY))),
    ...sentence(
      named(compared, 'added').filter((name) => stopped.has(name) === isStopped),
      (names) => `create ${names}`,
    ),
  ];
  const sentences = [
    ...refusals(changes),
    ...sentence(deeds(true), (all) => `Otherwise ${otherwise} ${all}.`),
    ...untold(isOfMany, changes),
    ...sentence(named(compared, 'unknown'), (names) => `Nobody can tell what would become of ${names}.`),
    ...sentence(named(compared, 'removed'), gone),
    ...sentence(deeds(false), (all) => `${doing} ${all}.`),
    ...(isDeployed ? later(isOfMany, changes) : []),
  ];
  if (sentences.length > 0) return sentences.join(' ');
  if (changes.length > 0) return 'It changes nothing that runs.';
  return leavesOut ? 'Nothing else differs.' : 'Nothing differs.';
}

const DEPLOY: readonly Means[] = ['deploy'];

/** Of files nobody knows how they reach a host. */
const ANY: readonly Means[] = ['deploy', 'roll-out'];

function later(isOfMany: boolean, changes: readonly Change[]): readonly string[] {
  return [
    ...sentence(
      clauses(isOfMany, by(changes, 'roll-out')),
      (all) => `Running hosts stay as they are until a roll-out, which would ${all}.`,
    ),
    ...sentence(titlesOf(by(changes, 'next-host')), (all) => `Only new hosts get ${all}.`),
  ];
}

function gone(names: string): string {
  return `No definition has ${names} any more: the hosts run on until cdktf destroy, with the old definition, deletes them and their data.`;
}

/** Terraform plans all of an environment or nothing; a rule stops no plan but one that creates a host. */
function stopsDeploy({ impact, means }: Change): boolean {
  return impact === 'refused' && means === 'deploy';
}

/** The changes with their places in the environments whose deploy is stopped, or in the others. */
function within(
  changes: readonly Change[],
  isStopped: boolean,
  stopped: ReadonlySet<string>,
): readonly Change[] {
  return changes.flatMap((change) => {
    const places = change.places.filter(({ environment }) => stopped.has(environment) === isStopped);
    return places.length === 0 ? [] : [{ ...change, places }];
  });
}

function refusals(changes: readonly Change[]): readonly string[] {
  const refused = changes.filter(({ impact }) => impact === 'refused');
  if (refused.length === 0) return [];
  const rules = refused.filter(({ area }) => area === 'rules').map(({ key }) => key.replace(/^\w+[/.]/, ''));
  const others = refused.filter(({ area }) => area !== 'rules');
  const reasons = [
    ...distinct(rules).map((rule) => `by the rule ${rule}`),
    ...distinct(others.map((change) => change.clause ?? `because of ${titleOf(change)}`)),
  ];
  const held = refused.some(stopsDeploy)
    ? []
    : ['That keeps new hosts from being created, and holds up nothing else.'];
  return [`Refused for ${list(environmentsOf(refused))}: ${list(reasons)}.`, ...held];
}

function untold(isOfMany: boolean, changes: readonly Change[]): readonly string[] {
  const unknown = changes.filter(({ impact }) => impact === 'unknown');
  return unknown.length === 0
    ? []
    : [
        `Nobody can tell here what ${few(titlesOf(unknown), 'values')} would do to ${where(isOfMany, unknown)}.`,
      ];
}

function by(changes: readonly Change[], ...means: readonly Means[]): readonly Change[] {
  return changes.filter((change) => means.includes(change.means) && change.impact !== 'refused');
}

function sentence(parts: readonly string[], say: (all: string) => string): readonly string[] {
  return parts.length === 0 ? [] : [say(list(parts))];
}

function named(compared: readonly Compared[], wanted: Compared['state']): readonly string[] {
  return compared.filter(({ state }) => state === wanted).map(({ name }) => name);
}
