/** What the user that Sentinel logs in as may do beyond what Sentinel does. */
import { commandsOf } from './commands.ts';
import type { AclContext } from './context.ts';
import { isOfSentinel } from './sentinel-rights.ts';
import { selectorsOf } from './user.ts';

/** Categories of commands that change or show data, or that change the server (redis.io, ACL: command categories). */
const GRAVE = ['write', 'read', 'admin', 'dangerous', 'scripting'];

/**
 * What rules allow that Sentinel never does, as clauses: `use keys`, `call FLUSHALL and 12 more`.
 *
 * @throws UserError if Redis would refuse one of the rules
 */
export function excessRights(rules: readonly string[], context: AclContext): readonly string[] {
  const selectors = selectorsOf(rules, context);
  const all = commandsOf(context.version, context.kind);
  const called = new Set(selectors.flatMap(({ commands }) => [...commands]));
  const [first, ...more] = [...called]
    .filter((name) => !isOfSentinel(name))
    .filter((name) => GRAVE.some((category) => all.get(name)?.categories.has(category)))
    .toSorted();
  const keys = selectors.some(({ allKeys, keys: patterns }) => allKeys || patterns.size > 0);
  return [
    ...(keys ? ['use keys'] : []),
    ...(first === undefined
      ? []
      : [`call ${inCapitals(first)}${more.length === 0 ? '' : ` and ${more.length} more`}`]),
  ];
}

function inCapitals(command: string): string {
  return command.replace('|', ' ').toUpperCase();
}
