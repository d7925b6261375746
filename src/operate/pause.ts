/** Keeping clients from writing for a moment. */
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { demand } from '../group/demand.ts';
import type { Group } from '../group/group.ts';
import type { Environment } from '../topology/environment.ts';
import type { Undo } from './undo.ts';

/**
 * How much of downAfter writes are paused at most: while they are, the hellos of Sentinels wait too, and the primary looks
 * silent to them (redis sentinel.c, sentinelSendHello).
 */
const SHARE = 0.8;

/** A pause ends by itself, so this is how long clients wait at most for a vedette that was killed. */
const LONGEST = milliseconds(10_000);

/** How long writes are paused at most. */
export function longestPause({ sentinel }: Environment): Milliseconds {
  return milliseconds(Math.min(Math.round(SHARE * sentinel.downAfter), LONGEST));
}

/**
 * Lets the writes of clients wait on a host for the longest pause, or until `resumeWrites`. Reads are answered.
 *
 * @throws UserError if the host does not do it
 */
export async function pauseWrites(group: Group, host: string, undo: Undo): Promise<void> {
  undo.remember({ host, what: `${host} takes writes again`, command: ['CLIENT', 'UNPAUSE'] });
  const time = String(longestPause(group.environment));
  await demand(group.redis(host), 'CLIENT', 'PAUSE', time, 'WRITE');
}

/** Lets writes go on that wait on a host. @throws UserError if the host does not do it */
export async function resumeWrites(group: Group, host: string): Promise<void> {
  await demand(group.redis(host), 'CLIENT', 'UNPAUSE');
}
