/** A switch-over that is under way: who hands over, to whom, and what has to be taken back if it is given up. */
import { UserError } from '../../base/errors.ts';
import type { Milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { answersOf } from '../../group/client.ts';
import type { Group } from '../../group/group.ts';
import { fieldsOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import type { HostWithData, HostWithSentinel } from '../../topology/environment.ts';
import type { Undo } from '../undo.ts';

/** Says what is done next, as a clause, and to which host. */
export type Tell = (what: string, host?: string) => void;

/** A switch-over that is under way. */
export interface Switching {
  readonly group: Group;
  /** Who is primary when it begins. */
  readonly old: HostWithData;
  /** Who is to be primary; undefined where the Sentinels choose. */
  readonly to: HostWithData | undefined;
  /** Whom Sentinels may promote. */
  readonly promotable: readonly Promotable[];
  /** Those of them that follow the primary. */
  readonly inSync: readonly HostWithData[];
  /** The Sentinel that is asked. It leads the failover, and has to reach every replica. */
  readonly leading: HostWithSentinel;
  /** The Sentinels that answered when it began. */
  readonly telling: readonly string[];
  /** True where Sentinel itself pauses writes and hands over. */
  readonly isCoordinated: boolean;
  /** Looks whether it may still be done. @throws UserError if not */
  readonly confirm: () => Promise<void>;
  readonly undo: Undo;
  readonly tell: Tell;
  /** True where the other replicas are waited for too. */
  readonly isFollowed: boolean;
  /** True where nobody waits until the leading Sentinel is done, as long as all others are. */
  readonly isLeft: boolean;
  /** Aborted where it is to be given up, with what is thrown then; nobody looks at it once somebody may be promoted. */
  readonly signal: AbortSignal | undefined;
}

/** A replica that may be promoted. */
export interface Promotable {
  readonly host: HostWithData;
  /** Its `replica-priority` as it is. */
  readonly priority: number;
}

/**
 * Says what is waited for, and waits; given up where that is asked for.
 *
 * @param what as a clause: `a replica is promoted`
 * @throws UserError if it takes too long
 */
export async function waitUntil(
  { tell, signal }: Pick<Switching, 'tell' | 'signal'>,
  what: string,
  holds: () => Promise<boolean>,
  limit: Milliseconds,
): Promise<void> {
  tell(`waits until ${what}`);
  await until(what, holds, limit, signal);
}

/** What a Redis answers to ROLE, as words; empty if it does not. */
export async function roleOf(group: Group, { name }: HostWithData): Promise<readonly string[]> {
  const [reply = null] = await answersOf(group.redis(name), [['ROLE']]);
  return listOf(reply).map(textOf);
}

/** The address that a Sentinel names as primary; undefined if it does not answer. */
export async function namedBy(group: Group, host: string): Promise<string | undefined> {
  const [address] = listOf(await askSentinel(group, host, 'GET-MASTER-ADDR-BY-NAME')).map(textOf);
  return address;
}

/** The replicas that a Sentinel tells of, each with what it knows of it. */
export async function replicasOf(
  group: Group,
  host: string,
): Promise<readonly ReadonlyMap<string, string>[]> {
  return listOf(await askSentinel(group, host, 'REPLICAS')).map(fieldsOf);
}

/** True while the Sentinel is in the middle of a failover. @throws UserError if it does not answer */
export async function isFailingOver(group: Group, host: string): Promise<boolean> {
  const flags = fieldsOf(await askSentinel(group, host, 'MASTER')).get('flags');
  if (flags === undefined) throw new UserError(`Sentinel ${host} does not answer`);
  return flags.split(',').includes('failover_in_progress');
}

async function askSentinel(group: Group, host: string, question: string): Promise<Reply> {
  const command = ['SENTINEL', question, group.environment.sentinel.group] as const;
  const [reply = null] = await answersOf(group.sentinel(host), [command]);
  return reply;
}
