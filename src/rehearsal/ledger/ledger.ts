/** All that is known of the writes of a round. */
import { UserError } from '../../base/errors.ts';
import type { WriterEvent } from '../writers/event.ts';
import type { Writer } from '../writers/kind.ts';

/** What happened to the clients, and what is left of their writes. */
export interface Ledger {
  readonly clients: readonly LedgerClient[];
  readonly events: readonly WriterEvent[];
  /** The ids that the primary has of each client's writes, in the order of its list. */
  readonly kept: ReadonlyMap<string, readonly number[]>;
}

/** One client. */
export interface LedgerClient extends Pick<Writer, 'client' | 'kind' | 'settings'> {
  /** With its version, for example `ioredis 6.0.0`. */
  readonly library: string;
}

/**
 * Joins what the clients did and what was read afterwards.
 *
 * @throws UserError if the lists were not read: then nobody knows what is lost
 */
export function ledgerOf(
  environment: string,
  clients: readonly LedgerClient[],
  events: readonly WriterEvent[],
): Ledger {
  const kept = new Map(
    events.flatMap((event) => (event.kind === 'kept' ? [[event.client, event.ids] as const] : [])),
  );
  if (clients.every(({ client }) => kept.has(client))) return { clients, events, kept };
  const failure = events.find((event) => event.kind === 'unread');
  throw new UserError(
    `what ${environment} kept of the writes is unknown, since ${failure?.because ?? 'the program that reads them ended'}; look whether its Sentinels name a primary that answers`,
  );
}

/** Why the times of its clients are not to be relied on, as a clause; undefined if they are. */
export function disturbanceOf({ events }: Ledger): string | undefined {
  const ended = events.find((event) => event.kind === 'ended' && event.status !== 0);
  if (ended?.kind === 'ended') return `a program that writes ended by itself with ${ended.status}`;
  const uncaught = events.filter((event) => event.kind === 'uncaught');
  const [first] = uncaught;
  if (first === undefined) return undefined;
  const errors = uncaught.length === 1 ? '1 error' : `${uncaught.length} errors`;
  return `the clients left ${errors} uncaught, the first of them ${first.error}`;
}
