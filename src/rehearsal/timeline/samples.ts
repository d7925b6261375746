/** What the programs of a group are asked all the time, and what their answers say. */
import type { Milliseconds } from '../../base/units.ts';
import type { Command } from '../../group/client.ts';
import { listOf, type Reply, textOf } from '../../group/reply.ts';
import type { Environment } from '../../topology/environment.ts';

/** What a program said at a moment; undefined where it did not answer, or only refused. */
export interface Sample<Said> {
  readonly at: Milliseconds;
  readonly said: Said | undefined;
}

/** What a Redis says of its part in the replication. */
export interface Part {
  readonly role: 'primary' | 'replica';
  /** The address of the primary that a replica is in sync with; undefined for none. */
  readonly follows: string | undefined;
  /** How far it is in the stream of writes; undefined for a replica that does not know. */
  readonly offset: number | undefined;
}

/** Tells role, link and offset in one answer, and is answered while Redis loads. */
export const ASK_PART: Command = ['ROLE'];

/** Asks a Sentinel for the primary of its group. */
export function askName({ sentinel }: Environment): Command {
  return ['SENTINEL', 'GET-MASTER-ADDR-BY-NAME', sentinel.group];
}

/** What `ROLE` says; undefined for a refusal. */
export function partOf(reply: Reply): Part | undefined {
  const [title, second = null, , link, last = null] = listOf(reply);
  if (title === 'master') return { role: 'primary', follows: undefined, offset: offsetOf(second) };
  if (title !== 'slave') return undefined;
  const follows = link === 'connected' ? textOf(second) : undefined;
  return { role: 'replica', follows, offset: offsetOf(last) };
}

/** What a Sentinel that knows no such group names. */
export const NOBODY = 'nobody';

/** The address that a Sentinel names, or `nobody`; undefined for a refusal. */
export function nameOf(reply: Reply): string | undefined {
  if (reply === null) return NOBODY;
  const [address] = listOf(reply);
  return address === undefined ? undefined : textOf(address);
}

/** A replica that has not been in sync says -1. */
function offsetOf(reply: Reply): number | undefined {
  return typeof reply === 'number' && reply >= 0 ? reply : undefined;
}
