/** The account of a round: what became of every write, and what each client saw. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Account, ClientAccount, Timeline } from '../record.ts';
import type { Acknowledged, ClientEvent } from '../writers/event.ts';
import { countEach, fateOf, sumOf } from './fate.ts';
import { type Gap, gapsOf, longestGap } from './gap.ts';
import type { Ledger, LedgerClient } from './ledger.ts';
import { onReplaced, type Reign, successionOf } from './succession.ts';

/**
 * Accounts for every write of a ledger.
 *
 * @param named what each Sentinel named, in milliseconds since `zero`
 * @param zero the moment that all times are counted from, by `monotonicNow`
 */
export function accountOf(ledger: Ledger, named: Timeline['named'], zero: Milliseconds): Account {
  const reigns = successionOf(named).map(({ primary, from }) => ({
    primary,
    from: milliseconds(from + zero),
  }));
  const events = eventsByClient(ledger);
  const end = endOf(ledger) ?? zero;
  const begin = ledger.events.find((event) => event.kind === 'started')?.at ?? end;
  const clients = ledger.clients.map((client) => {
    const kept = ledger.kept.get(client.client) ?? [];
    const seen = events.get(client.client) ?? [];
    const gap = longestGap(gapsOf(seen, [begin, end]), zero);
    return { ...clientAccount(client, seen, kept, reigns), gap: sinceZero(gap, zero) };
  });
  return { total: sumOf(clients.map(({ fate }) => fate)), repeated: repeatedValues(ledger), clients };
}

function clientAccount(
  { client, library, settings }: LedgerClient,
  events: readonly ClientEvent[],
  kept: readonly number[],
  reigns: readonly Reign[],
): Omit<ClientAccount, 'gap'> {
  const sent = events.filter((event) => event.kind === 'sent');
  const acknowledged = events.filter((event) => event.kind === 'acknowledged');
  return {
    client,
    library,
    settings,
    fate: fateOf({
      sent: sent.map(({ id }) => id),
      acknowledged: new Set(acknowledged.map(({ id }) => id)),
      kept,
    }),
    errors: errorsOf(events, 'rejected'),
    complaints: errorsOf(events, 'complained'),
    lostFor: lostFor(acknowledged, new Set(kept)),
    onReplaced: onReplaced(reigns, acknowledged),
  };
}

/** They are in the order of time. */
function lostFor(acknowledged: readonly Acknowledged[], kept: ReadonlySet<number>): Milliseconds {
  const lost = acknowledged.filter(({ id }) => !kept.has(id));
  return milliseconds((lost.at(-1)?.at ?? 0) - (lost[0]?.at ?? 0));
}

function sinceZero({ from, to }: Gap, zero: Milliseconds): Gap {
  return { from: milliseconds(from - zero), to: milliseconds(to - zero) };
}

function eventsByClient({ events }: Ledger): ReadonlyMap<string, readonly ClientEvent[]> {
  const byClient = new Map<string, ClientEvent[]>();
  for (const event of events) {
    if (!('client' in event) || event.kind === 'kept') continue;
    const list = byClient.get(event.client);
    if (list === undefined) byClient.set(event.client, [event]);
    else list.push(event);
  }
  return byClient;
}

/** When nobody wrote any more. */
function endOf({ events }: Ledger): Milliseconds | undefined {
  const stopped = events.findLast((event) => event.kind === 'stopped');
  return (stopped ?? events.findLast((event) => event.kind === 'ended'))?.at;
}

function errorsOf(
  events: readonly ClientEvent[],
  kind: 'rejected' | 'complained',
): Readonly<Record<string, number>> {
  return Object.fromEntries(countEach(events.flatMap((event) => (event.kind === kind ? [event.error] : []))));
}

/** A counter client has the counter that all of them share, any other one the length of its own list. */
function repeatedValues({ clients, events }: Ledger): number {
  const shared = new Set(clients.filter(({ kind }) => kind === 'counter').map(({ client }) => client));
  const counterOf = ({ client }: Acknowledged): string => (shared.has(client) ? 'counter' : client);
  const values = events.flatMap((event) =>
    event.kind === 'acknowledged' ? [`${counterOf(event)} ${event.value}`] : [],
  );
  return [...countEach(values).values()].filter((times) => times > 1).length;
}
