/** Who is connected to a program, and waiting until those are gone who would be refused. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../base/clock.ts';
import { onOneLine, UserError } from '../base/errors.ts';
import { milliseconds } from '../base/units.ts';
import type { Client } from '../group/client.ts';
import { demand } from '../group/demand.ts';
import { linesOf } from '../group/reply.ts';

/** How long they may take to go. */
const PATIENCE = milliseconds(10_000);
const POLL = milliseconds(500);

/** How Sentinels call what they connect with (redis sentinel.c, sentinelSetClientName). */
export const SENTINEL_NAME = /^sentinel-[0-9a-f]{8}-(cmd|pubsub)$/;

/** A line of what a program answers to `CLIENT LIST` (redis networking.c, catClientInfoString). */
export interface ConnectedClient {
  /** Where it comes from: `10.0.0.9:51234`. */
  readonly addr: string;
  /** Where it came in. */
  readonly laddr: string;
  /** `S` for a replica, `M` for the primary. */
  readonly flags: string;
  /** What it calls itself; empty for nothing. */
  readonly name: string;
  /** As whom it is logged in. */
  readonly user: string;
}

/** Reads a line; what it does not have is empty. */
export function connectedClient(line: string): ConnectedClient {
  const fields = new Map(line.split(' ').map(split));
  const field = (key: string): string => fields.get(key) ?? '';
  return {
    addr: field('addr'),
    laddr: field('laddr'),
    flags: field('flags'),
    name: field('name'),
    user: field('user'),
  };
}

function split(field: string): readonly [string, string] {
  const at = field.indexOf('=');
  return at < 0 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}

/** A client as messages call it: by its address, and the name that it gave itself. */
export function titleOf({ addr, name }: ConnectedClient): string {
  return onOneLine([addr, name].filter((text) => text !== '').join(' '));
}

/** Who is waited for. */
export interface Going {
  /** Those of them that are in a list of clients. */
  readonly find: (list: readonly string[]) => readonly string[];
  /** Who they are, in a phrase. */
  readonly who: string;
  /** What to do about them, as a clause. */
  readonly remedy: string;
  readonly signal?: AbortSignal | undefined;
}

/** Waits until none of them is connected to a program. @throws UserError that names who still is */
export async function untilGone(client: Client, { find, who, remedy, signal }: Going): Promise<void> {
  const end = monotonicNow() + PATIENCE;
  for (;;) {
    signal?.throwIfAborted();
    const [first, ...others] = find(linesOf(await demand(client, 'CLIENT', 'LIST')));
    if (first === undefined) return;
    if (monotonicNow() > end) {
      const all = others.length === 0 ? first : `${first} and ${others.length} more`;
      throw new UserError(`${client.program} has ${who}: ${all}; ${remedy}`);
    }
    await sleep(POLL);
  }
}
