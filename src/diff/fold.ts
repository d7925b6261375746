/** Folds changes that are the same on many hosts, or in many environments, into one. */
import type { Change, Place } from './change.ts';

/** Every distinct change once, with all its places. */
export function fold(changes: readonly Change[]): readonly Change[] {
  return folded(changes, (change) => identity(change, change.key));
}

/**
 * The same over environments, whose groups may have different names: their options are one change all the same.
 *
 * @param changes folded within each environment already
 */
export function foldEnvironments(changes: readonly Change[]): readonly Change[] {
  const seen = new Set<string>();
  return folded(changes, (change) => {
    const id = identity(change, anyGroup(change.key));
    const here = `${change.places[0]?.environment} ${id}`;
    // Two groups of one environment are two things.
    if (seen.has(here)) return identity(change, change.key);
    seen.add(here);
    return id;
  });
}

function folded(changes: readonly Change[], identify: (change: Change) => string): readonly Change[] {
  const found = new Map<string, Change>();
  for (const change of changes) {
    const id = identify(change);
    const known = found.get(id);
    found.set(id, known === undefined ? change : joined(known, change));
  }
  return [...found.values()];
}

/** How a value is written, and in which line, may differ between hosts: what it means may not. */
function identity(
  { area, program, before, after, impact, means, note, clause, security, individual }: Change,
  key: string,
): string {
  return JSON.stringify([
    ...[area, program, key, before?.canonical, after?.canonical],
    ...[impact, means, note, clause, security, individual],
  ]);
}

function joined(one: Change, other: Change): Change {
  return {
    ...one,
    key: one.key === other.key ? one.key : anyGroup(one.key),
    places: joinPlaces([...one.places, ...other.places]),
  };
}

function anyGroup(key: string): string {
  return key.replace(/^sentinel\/[^/]+\/(?=.)/, 'sentinel/*/');
}

function joinPlaces(places: readonly Place[]): readonly Place[] {
  const environments = new Map<string, Set<string>>();
  for (const { environment, hosts } of places)
    environments.set(environment, new Set([...(environments.get(environment) ?? []), ...hosts]));
  return [...environments]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([environment, hosts]) => ({ environment, hosts: [...hosts].sort() }));
}
