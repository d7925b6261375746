/** What Sentinel must be allowed to do on a server, and whether the rules of a user allow it. */
import type { EngineVersion } from './catalogue/version.ts';
import { nameMatcher } from './glob.ts';

/**
 * The commands that Sentinel calls on a server, each with its categories (ACL CAT of Redis 7.0.15 and 8.0.2).
 * `SCRIPT KILL` is not among them: Sentinel calls it only on a server that a script keeps busy.
 */
const COMMANDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['client|kill', ['admin', 'connection', 'dangerous', 'slow']],
  ['client|setname', ['connection', 'slow']],
  ['config|rewrite', ['admin', 'dangerous', 'slow']],
  ['exec', ['slow', 'transaction']],
  ['info', ['dangerous', 'slow']],
  ['multi', ['fast', 'transaction']],
  ['ping', ['connection', 'fast']],
  ['publish', ['fast', 'pubsub']],
  ['role', ['admin', 'dangerous', 'fast']],
  ['slaveof', ['admin', 'dangerous', 'slow']],
  ['subscribe', ['pubsub', 'slow']],
]);

/** The commands that Sentinel calls on a server, without their subcommands. */
export const SENTINEL_COMMANDS: ReadonlySet<string> = new Set(
  [...COMMANDS.keys()].map((command) => command.split('|')[0] ?? command),
);

/** True for a command that Sentinel may call on a server, a subcommand as `client|kill`. */
export function isCalledBySentinel(command: string): boolean {
  return COMMANDS.has(command) || COORDINATING.includes(command) || command === 'script|kill';
}

/** The channel on which Sentinels find each other. */
export const HELLO_CHANNEL = '__sentinel__:hello';

/**
 * What Sentinels of Valkey 9.1 call to hand over by themselves (SENTINEL FAILOVER COORDINATED). Measured with 9.1.2:
 * without the first two it answers OK and nothing moves, without the last the old primary stays paused.
 */
const COORDINATING = ['failover', 'client|pause', 'client|unpause'];

/** The versions whose Sentinels hand over so. */
const COORDINATES: ReadonlySet<EngineVersion> = new Set(['valkey-9.1']);

/** What the user that Sentinels of a version log in as at servers needs, and no more: rules without a login. */
export function rightsOfSentinel(version: EngineVersion): readonly string[] {
  const commands = [...COMMANDS.keys(), ...(COORDINATES.has(version) ? COORDINATING : [])];
  return [`&${HELLO_CHANNEL}`, ...commands.map((command) => `+${command}`)];
}

/** What one set of rules allows: those of a user, or of a selector in round brackets. */
interface Allowed {
  readonly commands: ReadonlySet<string>;
  readonly channel: boolean;
}

const ALL: ReadonlySet<string> = new Set(COMMANDS.keys());
const NOTHING: Allowed = { commands: new Set(), channel: false };

/**
 * What a user lacks of the rights that Sentinel needs, as rules to add: `+role`, `&__sentinel__:hello`.
 *
 * @param rules the rules behind the name of the user, in order
 */
export function missingRights(rules: readonly string[]): readonly string[] {
  const allowed = selectors(rules).map(allowedBy);
  return [
    ...[...ALL]
      .filter((command) => !allowed.some(({ commands }) => commands.has(command)))
      .map((command) => `+${command}`),
    ...(allowed.some(({ channel }) => channel) ? [] : [`&${HELLO_CHANNEL}`]),
  ];
}

/**
 * What a Sentinel does not do whose user lacks rights, as a clause: the gravest first (redis sentinel.c; measured on 7.0.15:
 * the hello channel, and CONFIG REWRITE in the transaction that promotes).
 */
const OUTCOMES: readonly (readonly [outcome: string, rights: readonly string[]])[] = [
  ["it can't log in", ['on']],
  ['it calls the server down', ['+ping']],
  ['it finds no replica', ['+info']],
  ['it promotes nobody', ['+config|rewrite', '+exec', '+multi', '+slaveof']],
  ['it finds no other Sentinel', [`&${HELLO_CHANNEL}`, '+publish', '+subscribe']],
  ['clients stay connected to a former primary', ['+client|kill']],
];

/** What comes of rights that are missing, as {@link missingRights} names them: a clause; undefined where it is not known. */
export function outcomeWithout(missing: readonly string[]): string | undefined {
  return OUTCOMES.find(([, rights]) => rights.some((right) => missing.includes(right)))?.[0];
}

/** True for a user that may say on the hello channel which server is primary. */
export function mayForgeHello(rules: readonly string[]): boolean {
  return selectors(rules)
    .map(allowedBy)
    .some(({ commands, channel }) => channel && commands.has('publish'));
}

/** The rules of the user itself, and those of each selector. */
function selectors(rules: readonly string[]): readonly (readonly string[])[] {
  const text = rules.join(' ');
  const inBrackets = [...text.matchAll(/\(([^)]*)\)/g)].map(([, inner = '']) => inner);
  return [text.replace(/\([^)]*\)/g, ' '), ...inBrackets].map((part) => part.split(' ').filter(Boolean));
}

function allowedBy(rules: readonly string[]): Allowed {
  return rules.map((rule) => rule.toLowerCase()).reduce(afterRule, NOTHING);
}

function afterRule(allowed: Allowed, rule: string): Allowed {
  if (rule === 'reset') return NOTHING;
  if (rule === 'resetchannels') return { ...allowed, channel: false };
  if (rule === 'allchannels') return { ...allowed, channel: true };
  if (rule.startsWith('&'))
    return { ...allowed, channel: allowed.channel || nameMatcher(rule.slice(1))(HELLO_CHANNEL) };
  if (rule === 'allcommands') return { ...allowed, commands: ALL };
  if (rule === 'nocommands') return { ...allowed, commands: new Set() };
  const meant = meantBy(rule.slice(1));
  if (rule.startsWith('+')) return { ...allowed, commands: new Set([...allowed.commands, ...meant]) };
  if (rule.startsWith('-')) return { ...allowed, commands: without(allowed.commands, meant) };
  return allowed;
}

function without(commands: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...commands].filter((command) => !others.has(command)));
}

/** The commands of Sentinel that a category, a command or a subcommand names. */
function meantBy(name: string): ReadonlySet<string> {
  if (name === '@all') return ALL;
  const isMeant = ([command, categories]: readonly [string, readonly string[]]): boolean =>
    name.startsWith('@')
      ? categories.includes(name.slice(1))
      : command === name || command.startsWith(`${name}|`);
  return new Set([...COMMANDS].filter(isMeant).map(([command]) => command));
}
