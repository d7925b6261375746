/** The one way to write what a selector allows. */

import { commandsOf, type RedisCommand } from './commands.ts';
import type { AclContext } from './context.ts';
import { leavesOf, leavesUnder, membersOf, type Selector } from './selector.ts';

/** The rules of a selector in the order of keys, channels, commands. */
export function printSelector(selector: Selector, context: AclContext): readonly string[] {
  return [...keyRules(selector), ...channelRules(selector), ...commandRules(selector, context)];
}

function keyRules({ allKeys, keys }: Selector): readonly string[] {
  if (allKeys) return ['~*'];
  return [...keys]
    .map(([pattern, access]) =>
      access === 'RW' && pattern !== '*' ? `~${pattern}` : `%${access}~${pattern}`,
    )
    .toSorted();
}

function channelRules({ allChannels, channels }: Selector): readonly string[] {
  return allChannels
    ? ['&*']
    : ['resetchannels', ...[...channels].toSorted().map((channel) => `&${channel}`)];
}

/** From all commands some are taken away, or to none some are added: what modules bring tells which. */
function commandRules({ others, commands, firstArguments, unknown }: Selector, context: AclContext) {
  const known = commandsOf(context.version, context.kind);
  const [sign, opposite] = others ? ['-', '+'] : ['+', '-'];
  const changed = new Set(leavesOf(known).filter((name) => commands.has(name) !== others));
  const { categories, exceptions, singles } = covering(changed, membersOf(context));
  return [
    others ? '+@all' : '-@all',
    ...categories.map((category) => `${sign}@${category}`),
    ...together(exceptions, known).map((name) => `${opposite}${name}`),
    ...together(singles, known).map((name) => `${sign}${name}`),
    ...[...firstArguments]
      .filter((first) => !commands.has(first.split('|', 1).join()))
      .toSorted()
      .map((first) => `+${first}`),
    ...[...unknown].map(([name, given]) => `${given}${name}`).toSorted(),
  ];
}

/** A set of commands as categories without some of their commands, and with some more. */
export interface Cover {
  readonly categories: readonly string[];
  readonly exceptions: readonly string[];
  readonly singles: readonly string[];
}

/** Takes the category that saves the most rules as long as one saves any: the same for equal sets. */
export function covering(
  wanted: ReadonlySet<string>,
  members: ReadonlyMap<string, ReadonlySet<string>>,
): Cover {
  const covered = new Set<string>();
  const categories: string[] = [];
  while (true) {
    const best = [...members]
      .map(([category, names]) => ({ category, saved: savedBy(names, wanted, covered) }))
      .reduce((one, other) => (other.saved > one.saved ? other : one), { category: '', saved: 0 });
    if (best.saved <= 0) break;
    categories.push(best.category);
    for (const name of members.get(best.category) ?? []) covered.add(name);
  }
  return {
    categories: categories.toSorted(),
    exceptions: [...covered].filter((name) => !wanted.has(name)),
    singles: [...wanted].filter((name) => !covered.has(name)),
  };
}

function savedBy(
  names: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
  covered: ReadonlySet<string>,
): number {
  let saved = -1;
  for (const name of names) if (!covered.has(name)) saved += wanted.has(name) ? 1 : -1;
  return saved;
}

/** A command stands for all its subcommands where all of them are there. */
export function together(
  names: readonly string[],
  commands: ReadonlyMap<string, RedisCommand>,
): readonly string[] {
  const given = new Set(names);
  const whole = names.map((name) => {
    const [command = ''] = name.split('|');
    return leavesUnder(commands, command).every((leaf) => given.has(leaf)) ? command : name;
  });
  return [...new Set(whole)].toSorted();
}
