/** Changes of what a group can bear. */
import type { Environment } from '../topology/environment.ts';
import type { Change } from './change.ts';
import { type Consequence, consequencesOf } from './consequences.ts';
import { plainValue } from './setting.ts';

/**
 * Compares how two groups behave. These changes have no impact of their own.
 *
 * @param today the day that end-of-life dates are compared with
 */
export function consequenceChanges(before: Environment, after: Environment, today: Date): readonly Change[] {
  const [olds, news] = [byKey(before, today), byKey(after, today)];
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((key) => {
    const [from, to] = [olds.get(key), news.get(key)];
    if (from?.text === to?.text) return [];
    return [
      {
        area: 'consequence',
        key,
        ...(from === undefined ? {} : { before: plainValue(from.text, from.origin) }),
        ...(to === undefined ? {} : { after: plainValue(to.text, to.origin) }),
        impact: 'none',
        means: 'nothing',
        security: false,
        individual: false,
        places: [{ environment: before.name, hosts: [] }],
      } as const,
    ];
  });
}

function byKey(environment: Environment, today: Date): ReadonlyMap<string, Consequence> {
  return new Map(consequencesOf(environment, today).map((one) => [one.key, one]));
}
