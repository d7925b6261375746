/** Changes of what a group can bear. */
import type { Environment } from '../topology/environment.ts';
import type { Change } from './change.ts';
import { type Consequence, consequencesOf } from './consequences.ts';
import { plainValue } from './setting.ts';

/** Compares how two groups behave. These changes have no impact of their own. */
export function consequenceChanges(before: Environment, after: Environment): readonly Change[] {
  const [olds, news] = [byKey(before), byKey(after)];
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

function byKey(environment: Environment): ReadonlyMap<string, Consequence> {
  return new Map(consequencesOf(environment).map((one) => [one.key, one]));
}
