/** What one selector of a user allows: keys, channels and commands. */

import { nearest } from '../../base/nearest.ts';
import { REDIS_VERSIONS, titleOf } from '../catalogue/version.ts';
import { readBy } from '../unknown-name.ts';
import { commandsOf, knowsCommandsOf, type RedisCommand } from './commands.ts';
import type { AclContext } from './context.ts';

/** What a key may be used for. */
type Access = 'R' | 'W' | 'RW';

/** What rules allow. Changed by {@link applyRule}, in the order of the rules. */
export interface Selector {
  allKeys: boolean;
  readonly keys: Map<string, Access>;
  allChannels: boolean;
  readonly channels: Set<string>;
  /** What the commands of modules, which nobody can list, may. */
  others: boolean;
  readonly commands: Set<string>;
  /** First arguments that alone are allowed, as `select|0`. */
  readonly firstArguments: Set<string>;
  /** Rules whose command or category is a module's or of a version that is not known. */
  readonly unknown: Map<string, string>;
}

/** A selector that allows nothing, but for channels where the file says so. */
export function emptySelector({ allChannels }: AclContext): Selector {
  return {
    allKeys: false,
    keys: new Map(),
    allChannels,
    channels: new Set(),
    others: false,
    commands: new Set(),
    firstArguments: new Set(),
    unknown: new Map(),
  };
}

/** What is wrong with a rule, as the end of a sentence; undefined if it was applied (redis acl.c, ACLSetSelector). */
export function applyRule(selector: Selector, rule: string, context: AclContext): string | undefined {
  switch (rule.toLowerCase()) {
    case 'allkeys':
    case '~*':
      selector.keys.clear();
      selector.allKeys = true;
      return undefined;
    case 'resetkeys':
      selector.keys.clear();
      selector.allKeys = false;
      return undefined;
    case 'allchannels':
    case '&*':
      selector.channels.clear();
      selector.allChannels = true;
      return undefined;
    case 'resetchannels':
      selector.channels.clear();
      selector.allChannels = false;
      return undefined;
    case 'allcommands':
    case '+@all':
      return allowAll(selector, true, context);
    case 'nocommands':
    case '-@all':
      return allowAll(selector, false, context);
    default:
      return applyPattern(selector, rule, context);
  }
}

const NOT_A_RULE =
  'is none that Redis knows; write rules such as on, >password, ~key:*, &channel, +@read or -flushall';
const KEYS = /^(?:~|%(?<access>R|W|RW|WR)~)(?<pattern>.*)$/is;

function applyPattern(selector: Selector, rule: string, context: AclContext): string | undefined {
  const { access, pattern } = KEYS.exec(rule)?.groups ?? {};
  if (pattern !== undefined) return allowKeys(selector, pattern, access);
  if (rule.startsWith('&')) return allowChannel(selector, rule.slice(1));
  if (rule.startsWith('+') || rule.startsWith('-'))
    return applyCommand(selector, rule.toLowerCase(), context);
  return NOT_A_RULE;
}

function allowKeys(selector: Selector, pattern: string, access = 'RW'): string | undefined {
  if (selector.allKeys)
    return 'adds a pattern to all keys, which Redis refuses; remove it, or write resetkeys before it';
  const before = selector.keys.get(pattern) ?? '';
  const letters = `${before}${access.toUpperCase()}`;
  const both = letters.includes('R') && letters.includes('W');
  selector.keys.set(pattern, both ? 'RW' : letters.includes('R') ? 'R' : 'W');
  return undefined;
}

function allowChannel(selector: Selector, channel: string): string | undefined {
  if (selector.allChannels)
    return 'adds a channel to all channels, which Redis refuses; remove it, or write resetchannels before it';
  selector.channels.add(channel);
  return undefined;
}

function allowAll(selector: Selector, allowed: boolean, { version, kind }: AclContext): undefined {
  selector.others = allowed;
  selector.commands.clear();
  selector.firstArguments.clear();
  selector.unknown.clear();
  if (allowed) for (const name of leavesOf(commandsOf(version, kind))) selector.commands.add(name);
}

function applyCommand(selector: Selector, rule: string, context: AclContext): string | undefined {
  const commands = commandsOf(context.version, context.kind);
  const [allowed, name] = [rule.startsWith('+'), rule.slice(1)];
  if (name.startsWith('@')) return applyCategory(selector, rule, context);
  if (commands.has(name)) {
    for (const leaf of leavesUnder(commands, name)) setCommand(selector, leaf, allowed);
    return undefined;
  }
  const [command = '', first, ...more] = name.split('|');
  const takesFirst = commands.has(command) && !hasSubcommands(commands, command);
  if (allowed && takesFirst && first !== undefined && first !== '' && more.length === 0) {
    selector.firstArguments.add(name);
    return undefined;
  }
  return applyUnknown(selector, rule, 'command', context);
}

function applyCategory(selector: Selector, rule: string, context: AclContext): string | undefined {
  const leaves = membersOf(context).get(rule.slice(2));
  if (leaves === undefined) return applyUnknown(selector, rule, 'category', context);
  for (const leaf of leaves) setCommand(selector, leaf, rule.startsWith('+'));
  return undefined;
}

function setCommand(selector: Selector, name: string, allowed: boolean): void {
  if (allowed) selector.commands.add(name);
  else selector.commands.delete(name);
  for (const first of selector.firstArguments)
    if (first.startsWith(`${name}|`)) selector.firstArguments.delete(first);
}

/** A module may bring commands and categories, and so may a version that is not known. */
function applyUnknown(
  selector: Selector,
  rule: string,
  what: string,
  context: AclContext,
): string | undefined {
  const { version, modules } = context;
  if (!modules && knowsCommandsOf(version))
    return `names no ${what} of ${titleOf(version)}; ${adviceFor(rule, context)}`;
  selector.unknown.set(rule.slice(1), rule.slice(0, 1));
  return undefined;
}

/** A later version that has what a rule names, or the rule with the nearest name that is known. */
function adviceFor(rule: string, context: AclContext): string {
  const [, sign = '', name = ''] = /^([+-]@?)(.*)$/.exec(rule) ?? [];
  const { version, kind } = context;
  const later = REDIS_VERSIONS.find((candidate) => commandsOf(candidate, kind).has(rule.slice(1)));
  if (later !== undefined) return `${titleOf(later)} brought it, so ${readBy(later)}`;
  const near = nearest(name, (sign.endsWith('@') ? membersOf(context) : commandsOf(version, kind)).keys());
  return near === undefined ? 'check its name' : `did you mean ${sign}${near}?`;
}

/** The commands of each category. One that a command with subcommands is in holds all of them (measured on 7.0.15). */
export function membersOf({ version, kind }: AclContext): ReadonlyMap<string, ReadonlySet<string>> {
  const key = `${kind} ${version}`;
  const known = members.get(key) ?? makeMembers(commandsOf(version, kind), commandsOf(version, 'redis'));
  members.set(key, known);
  return known;
}

const members = new Map<string, ReadonlyMap<string, ReadonlySet<string>>>();

function makeMembers(
  commands: ReadonlyMap<string, RedisCommand>,
  ofRedis: ReadonlyMap<string, RedisCommand>,
): ReadonlyMap<string, ReadonlySet<string>> {
  // A Sentinel has the categories of Redis, some of them without a command.
  const names = [...new Set([...ofRedis.values()].flatMap(({ categories }) => [...categories]))].toSorted();
  return new Map(
    names.map((category) => {
      const found = [...commands.values()].filter(({ categories }) => categories.has(category));
      return [category, new Set(found.flatMap(({ name }) => leavesUnder(commands, name)))];
    }),
  );
}

/** The commands that can be called: of one with subcommands, those. */
export function leavesOf(commands: ReadonlyMap<string, RedisCommand>): readonly string[] {
  return [...commands.keys()].filter((name) => !hasSubcommands(commands, name));
}

/** The command, or its subcommands if it has any. */
export function leavesUnder(commands: ReadonlyMap<string, RedisCommand>, name: string): readonly string[] {
  const subcommands = [...commands.keys()].filter((other) => other.startsWith(`${name}|`));
  return subcommands.length > 0 ? subcommands : [name];
}

function hasSubcommands(commands: ReadonlyMap<string, RedisCommand>, name: string): boolean {
  return leavesUnder(commands, name)[0] !== name;
}
