/** What Sentinel must be allowed to do on a server, and whether the rules of a user allow it. */
import type { EngineVersion } from '../catalogue/version.ts';
import type { Argument } from '../document.ts';
import { nameMatcher } from '../glob.ts';
import type { AclContext } from './context.ts';
import type { Selector } from './selector.ts';
import { selectorsOf } from './user.ts';

/**
 * The commands that Sentinel calls on a server. `SCRIPT KILL` is not among them: Sentinel calls it only on a server that a
 * script keeps busy.
 */
const COMMANDS: readonly string[] = [
  'client|kill',
  'client|setname',
  'config|rewrite',
  'exec',
  'info',
  'multi',
  'ping',
  'publish',
  'role',
  'slaveof',
  'subscribe',
];

/** The commands that Sentinel calls on a server, without their subcommands. */
export const SENTINEL_COMMANDS: ReadonlySet<string> = new Set(
  COMMANDS.map((command) => command.split('|')[0] ?? command),
);

/** True for a command that Sentinel may call on a server, a subcommand as `client|kill`. */
export function isCalledBySentinel(command: string): boolean {
  return COMMANDS.includes(command) || COORDINATING.includes(command) || command === 'script|kill';
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
  const commands = [...COMMANDS, ...(COORDINATES.has(version) ? COORDINATING : [])];
  return [`&${HELLO_CHANNEL}`, ...commands.map((command) => `+${command}`)];
}

/**
 * What a user lacks of the rights that Sentinel needs, as rules to add: `+config|rewrite`, `&__sentinel__:hello`.
 *
 * @param rules the rules behind the name of the user, in order
 * @throws UserError if Redis would refuse one of the rules
 */
export function missingRights(rules: readonly Argument[], context: AclContext): readonly string[] {
  const allowed = selectorsOf(rules, context);
  return [
    ...COMMANDS.filter((command) => !allowed.some(({ commands }) => commands.has(command))).map(
      (command) => `+${command}`,
    ),
    ...(allowed.some(hearsHello) ? [] : [`&${HELLO_CHANNEL}`]),
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

/** True for a user that may say on the hello channel which server is primary. @throws UserError if Redis would refuse one of the rules */
export function mayForgeHello(rules: readonly Argument[], context: AclContext): boolean {
  return selectorsOf(rules, context).some(
    (selector) => hearsHello(selector) && selector.commands.has('publish'),
  );
}

function hearsHello({ allChannels, channels }: Selector): boolean {
  return allChannels || [...channels].some((pattern) => nameMatcher(pattern)(HELLO_CHANNEL));
}
