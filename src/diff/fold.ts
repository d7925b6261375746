/** Folds changes that are the same on many hosts, or in many environments, into one. */
import type { Change, Place } from './change.ts';

/** Every distinct change once, with all its places. */
export function fold(changes: readonly Change[]): readonly Change[] {
  const folded = new Map<string, Change>();
  for (const change of changes) {
    const id = identity(change);
    const known = folded.get(id);
    folded.set(
      id,
      known === undefined ? change : { ...known, places: join([...known.places, ...change.places]) },
    );
  }
  return [...folded.values()];
}

/** How a value is written, and in which line, may differ between hosts: what it means may not. */
function identity({ area, program, key, before, after, impact, note, security, individual }: Change): string {
  return JSON.stringify([
    area,
    program,
    key,
    before?.canonical,
    after?.canonical,
    impact,
    note,
    security,
    individual,
  ]);
}

function join(places: readonly Place[]): readonly Place[] {
  const environments = [...new Set(places.map(({ environment }) => environment))].sort();
  return environments.map((environment) => ({
    environment,
    hosts: [
      ...new Set(places.filter((place) => place.environment === environment).flatMap(({ hosts }) => hosts)),
    ].sort(),
  }));
}
