/** The last line of a diff: what applying it would do, in one sentence. */
import type { Impact } from '../redis/impact.ts';
import type { Change, Compared } from './change.ts';

const WORST_FIRST: readonly Impact[] = [
  'data-loss',
  'replace',
  'stop-start',
  'restart',
  'live-heavy',
  'live',
];

/** Names that fit into a sentence. */
const NAMED = 6;

/**
 * Says what applying changes would do.
 *
 * @param doing how the sentence begins, for example `Applying it`
 * @param compared the environments that come or go, where several are compared
 */
export function summarize(
  doing: string,
  changes: readonly Change[],
  compared: readonly Compared[] = [],
): string {
  const clauses = [
    ...comingAndGoing(compared),
    ...WORST_FIRST.flatMap((impact) =>
      clause(
        impact,
        changes.filter((change) => change.impact === impact),
      ),
    ),
  ];
  if (clauses.length > 0) return `${doing} would ${list(clauses)}.`;
  return changes.length === 0 ? 'Nothing differs.' : `${doing} would change nothing on running hosts.`;
}

function comingAndGoing(compared: readonly Compared[]): readonly string[] {
  const named = (wanted: Compared['state']): readonly string[] =>
    compared.filter(({ state }) => state === wanted).map(({ name }) => name);
  const [unknown, gone, made] = [named('unknown'), named('removed'), named('added')];
  return [
    ...(unknown.length === 0 ? [] : [`do to ${few(unknown, 'environments')} what is not known`]),
    ...(gone.length === 0 ? [] : [`destroy ${few(gone, 'environments')}`]),
    ...(made.length === 0 ? [] : [`create ${few(made, 'environments')}`]),
  ];
}

function clause(impact: Impact, changes: readonly Change[]): readonly string[] {
  if (changes.length === 0) return [];
  const keys = [...new Set(changes.map(({ key }) => key))];
  switch (impact) {
    case 'data-loss':
      return [`lose or leave behind data (${few(keys, 'values')})`];
    case 'replace':
      return [`replace ${where(changes)}`];
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

function where(changes: readonly Change[]): string {
  const places = changes.flatMap(({ places }) => places);
  const environments = new Set(places.map(({ environment }) => environment));
  if (places.some(({ hosts }) => hosts.length === 0))
    return `every host of ${few([...environments].sort(), 'environments')}`;
  const hosts = places.flatMap(({ environment, hosts }) =>
    hosts.map((host) => (environments.size === 1 ? host : `${environment}/${host}`)),
  );
  return few([...new Set(hosts)].sort(), 'hosts');
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
