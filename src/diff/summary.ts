/** The last lines of a diff: what applying it would do, in a sentence for each of the means. */
import type { Means } from '../definition/means.ts';
import { IMPACTS, type Impact } from '../redis/impact.ts';
import type { Change, Compared } from './change.ts';

/** Names that fit into a sentence. */
const NAMED = 6;

/** What a comparison is about. */
export interface Subject {
  /** How a sentence about files begins, for example `Making a.conf like b.conf`. */
  readonly doing: string;
  /** True where definitions are compared: only they are deployed. */
  readonly isDeployed: boolean;
}

/**
 * Says what applying changes would do: who refuses it, what nobody can tell, what `cdktf deploy` does, what running hosts
 * get only by a roll-out, and what only new hosts get. Every impact that there is is in one of the sentences.
 *
 * @param compared the environments that come or go, where several are compared
 */
export function summarize(
  { doing, isDeployed }: Subject,
  changes: readonly Change[],
  compared: readonly Compared[] = [],
): string {
  const at = (means: Means) => clauses(changes.filter((change) => change.means === means && isDone(change)));
  const deploys = isDeployed ? [...comingAndGoing(compared), ...at('deploy')] : [];
  const later = at('roll-out');
  const sentences = [
    ...refusals(changes),
    ...untold(changes),
    ...sentence(unreadable(compared), (list) => `Nobody can tell what would become of ${list}.`),
    ...sentence(isDeployed ? deploys : [...at('deploy'), ...later], (list) =>
      isDeployed ? `cdktf deploy would ${list}.` : `${doing} would ${list}.`,
    ),
    ...sentence(
      isDeployed ? later : [],
      (list) => `Running hosts stay as they are until a roll-out, which would ${list}.`,
    ),
    ...sentence(namesOf(changes, 'next-host'), (list) => `Only new hosts get ${list}.`),
  ];
  if (sentences.length > 0) return sentences.join(' ');
  return changes.length === 0 ? 'Nothing differs.' : 'It changes nothing that runs.';
}

/** What has a sentence of its own, or none. */
function isDone({ impact }: Change): boolean {
  return impact !== 'refused' && impact !== 'unknown' && impact !== 'none';
}

function sentence(parts: readonly string[], say: (list: string) => string): readonly string[] {
  return parts.length === 0 ? [] : [say(list(parts))];
}

function refusals(changes: readonly Change[]): readonly string[] {
  const refused = changes.filter(({ impact }) => impact === 'refused');
  if (refused.length === 0) return [];
  const reasons = keysOf(refused).map((key) => key.replace(/^(rule\/|waive\.)/, 'the rule '));
  return [`Refused for ${few(environmentsOf(refused), 'environments')}: by ${few(reasons, 'reasons')}.`];
}

function untold(changes: readonly Change[]): readonly string[] {
  const unknown = changes.filter(({ impact }) => impact === 'unknown');
  return unknown.length === 0
    ? []
    : [`Nobody can tell here what ${few(keysOf(unknown), 'values')} would do to ${where(unknown)}.`];
}

function unreadable(compared: readonly Compared[]): readonly string[] {
  return compared.filter(({ state }) => state === 'unknown').map(({ name }) => name);
}

function comingAndGoing(compared: readonly Compared[]): readonly string[] {
  const named = (wanted: Compared['state']): readonly string[] =>
    compared.filter(({ state }) => state === wanted).map(({ name }) => name);
  const [gone, made] = [named('removed'), named('added')];
  return [
    ...(gone.length === 0 ? [] : [`destroy ${few(gone, 'environments')} with all data`]),
    ...(made.length === 0 ? [] : [`create ${few(made, 'environments')}`]),
  ];
}

/** The worst first. */
function clauses(changes: readonly Change[]): readonly string[] {
  return [...IMPACTS].reverse().flatMap((impact) =>
    clause(
      impact,
      changes.filter((change) => change.impact === impact),
    ),
  );
}

function clause(impact: Impact, changes: readonly Change[]): readonly string[] {
  const moved = changes.filter(({ key }) => key.startsWith('aws.state'));
  if (moved.length > 0)
    return [
      ...clause(
        impact,
        changes.filter((change) => !moved.includes(change)),
      ),
      `create everything of ${few(environmentsOf(moved), 'environments')} a second time unless its state is moved (aws.state)`,
    ];
  const own = new Set(changes.flatMap((change) => change.clause ?? []));
  return [
    ...usualClause(
      impact,
      changes.filter((change) => change.clause === undefined),
    ),
    ...own,
  ];
}

function usualClause(impact: Impact, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const keys = keysOf(changes);
  switch (impact) {
    case 'data-loss':
      return [`lose or leave behind data of ${where(changes)} (${few(keys, 'values')})`];
    case 'replace':
      return [`replace ${where(changes)} (${few(keys, 'values')})`];
    case 'stop-start':
      return [`stop and start ${where(changes)}`];
    case 'restart':
      return [`restart ${programs(changes)} on ${where(changes)}`];
    case 'live-heavy':
      return [`change ${few(keys, 'values')} with care while running`];
    default:
      return [`change ${keys.length} ${keys.length === 1 ? 'value' : 'values'} live`];
  }
}

function namesOf(changes: readonly Change[], means: Means): readonly string[] {
  return keysOf(changes.filter((change) => change.means === means && change.impact !== 'refused'));
}

function keysOf(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.map(({ key }) => key))];
}

function environmentsOf(changes: readonly Change[]): readonly string[] {
  return [...new Set(changes.flatMap(({ places }) => places.map(({ environment }) => environment)))].sort();
}

function where(changes: readonly Change[]): string {
  const places = changes.flatMap(({ places }) => places);
  const environments = environmentsOf(changes);
  if (places.some(({ hosts }) => hosts.length === 0))
    return `all hosts of ${few(environments, 'environments')}`;
  const hosts = places.flatMap(({ environment, hosts }) =>
    hosts.map((host) => (environments.length === 1 ? host : `${environment}/${host}`)),
  );
  const names = [...new Set(hosts)].sort();
  return names.length > NAMED && environments.length > 1
    ? `${names.length} hosts of ${few(environments, 'environments')}`
    : few(names, 'hosts');
}

function programs(changes: readonly Change[]): string {
  const names = new Set(changes.map(({ program }) => (program === 'sentinel' ? 'Sentinel' : 'Redis')));
  return list([...names].sort());
}

function few(names: readonly string[], noun: string): string {
  return names.length > NAMED ? `${names.length} ${noun}` : list(names);
}

function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
