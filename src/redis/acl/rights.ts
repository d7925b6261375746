/** What a user may do, as sets that can be compared, and what became of them in words. */
import type { Argument } from '../document.ts';
import { showWord } from '../line.ts';
import { commandsOf } from './commands.ts';
import type { AclContext } from './context.ts';
import { covering, printSelector, together } from './print.ts';
import { leavesOf, membersOf, type Selector } from './selector.ts';
import { userOf } from './user.ts';

/** What a user may do by itself; what its selectors allow is text, since a command must have all it needs from one of them. */
export interface Rights {
  readonly on: boolean;
  readonly nopass: boolean;
  readonly passwords: ReadonlySet<string>;
  /** Patterns with what keys of them are used for: `read app:*`. */
  readonly keys: ReadonlySet<string>;
  readonly channels: ReadonlySet<string>;
  /** All that can be called, a subcommand as `config|get`. */
  readonly commands: ReadonlySet<string>;
  /** Commands of modules, which nobody can list. */
  readonly others: boolean;
  /** First arguments that alone are allowed, and rules of modules and versions that are not known. */
  readonly beside: ReadonlySet<string>;
  readonly selectors: ReadonlySet<string>;
}

/** What a user may do now that it might not, and the other way round: ends of sentences behind `may`. */
export interface RightsChange {
  readonly gains: readonly string[];
  readonly losses: readonly string[];
}

const NOTHING: Rights = {
  on: false,
  nopass: false,
  passwords: new Set(),
  keys: new Set(),
  channels: new Set(),
  commands: new Set(),
  others: false,
  beside: new Set(),
  selectors: new Set(),
};

/** What the rules of a user allow. @throws UserError if Redis would refuse one of them */
export function rightsOf(rules: readonly Argument[], context: AclContext): Rights {
  const { on, nopass, hashes, secrets, root, selectors } = userOf(rules, context);
  return {
    on,
    nopass,
    passwords: new Set([...hashes, ...[...secrets.values()].map(showWord)]),
    keys: new Set(keysOf(root)),
    channels: new Set(root.allChannels ? ['*'] : root.channels),
    commands: root.commands,
    others: root.others,
    beside: new Set(besideOf(root)),
    selectors: new Set(selectors.map((one) => `(${printSelector(one, context).join(' ')})`)),
  };
}

/** What became of the rights of a user. One that does not exist, or is off, may do nothing. */
export function changedRights(
  before: Rights | undefined,
  after: Rights | undefined,
  context: AclContext,
): RightsChange {
  const [from, to] = [before, after].map((side) => (side?.on ? side : NOTHING));
  if (from === undefined || to === undefined) throw new RangeError('there are two sides');
  return { gains: more(from, to, context), losses: to.on ? more(to, from, context) : [...lostLogin(from)] };
}

function lostLogin({ on }: Rights): readonly string[] {
  return on ? ['log in'] : [];
}

/** What the second may and the first may not. */
function more(one: Rights, other: Rights, context: AclContext): readonly string[] {
  const commands = without(other.commands, one.commands);
  const isEvery = commands.size === leavesOf(commandsOf(context.version, context.kind)).length;
  return [
    ...loginTexts(one, other),
    ...(isEvery ? ['run every command'] : commands.size === 0 ? [] : [`run ${inWords(commands, context)}`]),
    ...(other.others && !one.others && !isEvery ? ['run commands of modules'] : []),
    ...[...without(other.beside, one.beside)].map((rule) => `run what ${rule} names`),
    ...keyTexts(one.keys, other.keys),
    ...channelTexts(one.channels, other.channels),
    ...[...without(other.selectors, one.selectors)].map((rules) => `do what ${rules} allows`),
  ];
}

/** Another password is no other right. */
function loginTexts(one: Rights, other: Rights): readonly string[] {
  if (other.nopass && !one.nopass) return ['log in without a password'];
  if (other.on && !one.on) return ['log in'];
  const count = other.passwords.size - one.passwords.size;
  if (!other.on || one.nopass || count <= 0) return [];
  return [`log in with ${count === 1 ? 'one more password' : `${count} more passwords`}`];
}

function keysOf({ allKeys, keys }: Selector): readonly string[] {
  if (allKeys) return ['read *', 'write *'];
  return [...keys].flatMap(([pattern, access]) => [
    ...(access.includes('R') ? [`read ${pattern}`] : []),
    ...(access.includes('W') ? [`write ${pattern}`] : []),
  ]);
}

function besideOf({ firstArguments, commands, unknown }: Selector): readonly string[] {
  return [
    ...[...firstArguments]
      .filter((first) => !commands.has(first.split('|', 1).join()))
      .map((first) => `+${first}`),
    ...[...unknown].map(([name, sign]) => `${sign}${name}`),
  ];
}

/** Patterns that the second has, but for those that a pattern of the first holds. */
function keyTexts(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  const gained = [...other].filter((key) => ![...one].some((held) => holds(held, key)));
  const patterns = [...new Set(gained.map((key) => key.replace(/^\w+ /, '')))];
  return patterns.map((pattern) => {
    const uses = ['read', 'write'].filter((use) => gained.includes(`${use} ${pattern}`));
    const verb = uses.length === 2 ? 'use' : uses.join('');
    return pattern === '*' ? `${verb} all keys` : `${verb} keys ${showWord(pattern)}`;
  });
}

/** Where a pattern ends with its only special sign, what begins like it is held by it. */
function holds(held: string, key: string): boolean {
  const [, beginning] = /^([^*?[\]\\]*)\*$/.exec(held) ?? [];
  return held === key || (beginning !== undefined && key.startsWith(beginning));
}

/** A pattern to subscribe to must be allowed letter by letter, but where all are (redis acl.c, ACLCheckChannelAgainstList). */
function channelTexts(one: ReadonlySet<string>, other: ReadonlySet<string>): readonly string[] {
  if (one.has('*')) return [];
  return [...without(other, one)].map((channel) =>
    channel === '*' ? 'use all channels' : `use channels ${showWord(channel)}`,
  );
}

/** Commands as a person reads them: none that is dangerous is left to a category that does not say so. */
function inWords(commands: ReadonlySet<string>, context: AclContext): string {
  const known = commandsOf(context.version, context.kind);
  const dangerous = membersOf(context).get('dangerous') ?? new Set();
  const mild = new Set(leavesOf(known).filter((name) => !dangerous.has(name)));
  const capitals = (names: Iterable<string>): string =>
    together([...names], known)
      .map(inCapitals)
      .join(', ');
  const nearlyAll = (all: ReadonlySet<string>, title: string): string | undefined => {
    const lacks = without(all, commands);
    if (lacks.size > Math.min(EXCEPTIONS, all.size / 10)) return undefined;
    return lacks.size === 0 ? title : `${title} but ${capitals(lacks)}`;
  };
  const grave = [...commands].filter((name) => dangerous.has(name));
  const others = without(commands, dangerous);
  return [
    ...(grave.length === 0
      ? []
      : [nearlyAll(dangerous, 'all of @dangerous') ?? `${capitals(grave)} (@dangerous)`]),
    ...(others.size === 0
      ? []
      : [nearlyAll(mild, 'all that is not @dangerous') ?? byCategory(others, context, capitals)]),
  ].join(' and ');
}

/** More commands than this are not told as exceptions. */
const EXCEPTIONS = 10;

/** Every command is in one of these, which tell a reader nothing. */
const SPEEDS: ReadonlySet<string> = new Set(['fast', 'slow']);

function byCategory(
  commands: ReadonlySet<string>,
  context: AclContext,
  capitals: (names: Iterable<string>) => string,
): string {
  const dangerous = membersOf(context).get('dangerous') ?? new Set();
  const members = [...membersOf(context)]
    .filter(([category]) => !SPEEDS.has(category))
    .map(([category, names]) => [category, without(names, dangerous)] as const);
  const { categories, exceptions, singles } = covering(commands, new Map(members));
  const names = categories.map((category) => `@${category}`).join(', ');
  const but = exceptions.length === 0 ? '' : ` but ${capitals(exceptions)}`;
  return [
    ...(categories.length === 0 ? [] : [`all of ${names}${but}`]),
    ...(singles.length === 0 ? [] : [capitals(singles)]),
  ].join(' and ');
}

/** As a person types it. */
function inCapitals(command: string): string {
  return command.replace('|', ' ').toUpperCase();
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !others.has(name)));
}
