/** What changes would do, as parts of a sentence. */
import type { Impact } from '../redis/impact.ts';
import { type Change, type Event, titleOf } from './change.ts';

/** Names of hosts and values that fit into a sentence. */
const NAMED = 6;

/** What has a sentence of its own, or none. */
type Told = Exclude<Impact, 'none' | 'unknown' | 'refused'>;

/** What a clause says of all changes of its kind. */
type Clause = (changes: readonly Change[], on: string) => string;

/** The worst first. */
const CLAUSES: Readonly<Record<Told | Event, Clause>> = {
  'data-loss': (changes, on) => `lose or leave behind data of ${on} (${few(titlesOf(changes), 'values')})`,
  'host-goes': (_, on) => `destroy ${on}`,
  replace: (changes, on) => `replace ${on} (${few(titlesOf(changes), 'values')})`,
  'stop-start': (_, on) => `stop and start ${on}`,
  restart: (changes, on) => `restart ${programs(changes)} on ${on}`,
  'live-heavy': (changes) => `change ${few(titlesOf(changes), 'values')} with care while running`,
  'host-comes': (_, on) => `create ${on}`,
  live: (changes) => `change ${few(titlesOf(changes), 'values')} live`,
};

/** What changes would do, as clauses behind `would`, the worst first. */
export function clauses(isOfMany: boolean, changes: readonly Change[]): readonly string[] {
  return Object.entries(CLAUSES).flatMap(([kind, clause]) => {
    const all = changes.filter(({ event, impact }) => impact !== 'none' && (event ?? impact) === kind);
    const usual = all.filter((change) => change.clause === undefined);
    const own = distinct(all.flatMap((change) => change.clause ?? [])).map((text) => {
      const environments = environmentsOf(all.filter((change) => change.clause === text));
      return isOfMany ? `${text} in ${list(environments)}` : text;
    });
    return [...(usual.length === 0 ? [] : [clause(usual, where(isOfMany, usual))]), ...own];
  });
}

/** The names of rows, each once. */
export function titlesOf(changes: readonly Change[]): readonly string[] {
  return distinct(changes.map(titleOf));
}

/** The environments of changes, sorted. */
export function environmentsOf(changes: readonly Change[]): readonly string[] {
  return distinct(changes.flatMap(({ places }) => places.map(({ environment }) => environment))).toSorted();
}

/** The hosts of changes, with their environments where there are several of those. */
export function where(isOfMany: boolean, changes: readonly Change[]): string {
  const places = changes.flatMap(({ places }) => places);
  const environments = environmentsOf(changes);
  if (places.some(({ hosts }) => hosts.length === 0)) return `all hosts of ${list(environments)}`;
  const hosts = places.flatMap(({ environment, hosts }) =>
    hosts.map((host) => (isOfMany ? `${environment}/${host}` : host)),
  );
  const names = distinct(hosts).toSorted();
  return names.length > NAMED && isOfMany
    ? `${names.length} hosts of ${list(environments)}`
    : few(names, 'hosts');
}

function programs(changes: readonly Change[]): string {
  return list(
    distinct(changes.map(({ program }) => (program === 'sentinel' ? 'Sentinel' : 'Redis'))).toSorted(),
  );
}

/** Names that fit into a sentence, or their number. Environments are always named: `list`. */
export function few(names: readonly string[], noun: string): string {
  return names.length > NAMED ? `${names.length} ${noun}` : list(names);
}

/** Names as a sentence has them: `a, b and c`. */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Each name once. */
export function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
