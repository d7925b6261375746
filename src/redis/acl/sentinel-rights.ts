/** What Sentinel must be allowed to do on a server, and whether the rules of a user allow it. */
import type { EngineVersion } from '../catalogue/version.ts';
import type { Argument } from '../document.ts';
import { nameMatcher } from '../glob.ts';
import type { AclContext } from './context.ts';
import type { Selector } from './selector.ts';
import { selectorsOf } from './user.ts';

/** The channel on which Sentinels find each other. */
export const HELLO_CHANNEL = '__sentinel__:hello';

/** A rule, and what a Sentinel does not do whose user has all but this one: a clause. */
type Right = readonly [rule: string, without: string];

const PROMOTES_NOBODY = 'it promotes nobody';
const FINDS_NO_SENTINEL = 'it finds no other Sentinel';

/**
 * What a failover takes, the gravest first. `ROLE`, which the documentation names too, no Sentinel calls: nothing is denied
 * without it (measured, as what comes of each that is missing, on Redis 7.0.15 and 8.0, and Valkey 8.1 and 9.1).
 */
const OF_FAILOVER: readonly Right[] = [
  ['+ping', 'it calls the server down'],
  ['+info', 'it finds no replica'],
  ['+slaveof', PROMOTES_NOBODY],
  ['+config|rewrite', PROMOTES_NOBODY],
  ['+client|kill', PROMOTES_NOBODY],
  ['+exec', PROMOTES_NOBODY],
  [`&${HELLO_CHANNEL}`, FINDS_NO_SENTINEL],
  ['+subscribe', FINDS_NO_SENTINEL],
  ['+publish', FINDS_NO_SENTINEL],
  ['+multi', 'what cuts it off leaves a server half changed'],
];

/** What it does beside that (redis sentinel.c, sentinelPingReplyCallback and sentinelSetClientName). */
const BESIDE: readonly Right[] = [
  ['+script|kill', 'a server that a script keeps busy stays so'],
  ['+client|setname', 'no server tells whose its connections are'],
];

/**
 * What Sentinels of Valkey 9.1 call to hand over by themselves (SENTINEL FAILOVER COORDINATED). Measured with 9.1.2:
 * without the first two it answers OK and nothing moves, without the last the old primary stays paused.
 */
const OF_COORDINATION = ['+failover', '+client|pause', '+client|unpause'];

/** The versions whose Sentinels hand over so. */
const COORDINATES: ReadonlySet<EngineVersion> = new Set(['valkey-9.1']);

/** What the user that Sentinels of a version log in as at servers needs, and no more: rules without a login. */
export function rightsOfSentinel(version: EngineVersion): readonly string[] {
  return [
    ...[...OF_FAILOVER, ...BESIDE].map(([rule]) => rule).toSorted(),
    ...(COORDINATES.has(version) ? OF_COORDINATION : []),
  ];
}

const CALLED = [...[...OF_FAILOVER, ...BESIDE].map(([rule]) => rule), ...OF_COORDINATION]
  .filter((rule) => rule.startsWith('+'))
  .map((rule) => rule.slice(1));

/** True for a command that Sentinel may call on a server, or that its documentation gives it: a subcommand as `client|kill`. */
export function isOfSentinel(command: string): boolean {
  return CALLED.includes(command) || command === 'role';
}

/** The commands without which no failover succeeds, without their subcommands. */
export const SENTINEL_COMMANDS: ReadonlySet<string> = new Set(
  OF_FAILOVER.filter(([rule]) => rule.startsWith('+')).map(([rule]) => rule.slice(1).replace(/\|.*/, '')),
);

/**
 * What a user lacks of the rights that a failover takes, as rules to add: `+config|rewrite`, `&__sentinel__:hello`.
 *
 * @param rules the rules behind the name of the user, in order
 * @throws UserError if Redis would refuse one of the rules
 */
export function missingRights(rules: readonly Argument[], context: AclContext): readonly string[] {
  const selectors = selectorsOf(rules, context);
  return OF_FAILOVER.map(([rule]) => rule).filter(
    (rule) =>
      !selectors.some((selector) =>
        rule.startsWith('&') ? hearsHello(selector) : selector.commands.has(rule.slice(1)),
      ),
  );
}

/** What comes of rights that are missing, as {@link missingRights} names them: a clause; undefined where none is. */
export function outcomeWithout(missing: readonly string[]): string | undefined {
  return OF_FAILOVER.find(([rule]) => missing.includes(rule))?.[1];
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
