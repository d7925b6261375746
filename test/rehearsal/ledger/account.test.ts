import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { accountOf } from '../../../src/rehearsal/ledger/account.ts';
import {
  disturbanceOf,
  type Ledger,
  type LedgerClient,
  ledgerOf,
} from '../../../src/rehearsal/ledger/ledger.ts';
import { summaryOf, summaryText } from '../../../src/rehearsal/ledger/summary.ts';
import type { WriterEvent } from '../../../src/rehearsal/writers/event.ts';

const ZERO = milliseconds(100_000);

const IOREDIS: LedgerClient = {
  client: 'ioredis 1',
  kind: 'ioredis',
  library: 'ioredis 6.0.0',
  settings: 'default',
};
const COUNTERS: readonly LedgerClient[] = [1, 2].map((number) => ({
  client: `counter ${number}`,
  kind: 'counter',
  library: 'counter',
  settings: 'recommended',
}));

function sent(client: string, id: number, at: number): WriterEvent {
  return { kind: 'sent', client, id, at: milliseconds(ZERO + at) };
}

function acknowledged(client: string, id: number, at: number, value = id, by = 'one'): WriterEvent {
  return { kind: 'acknowledged', client, id, at: milliseconds(ZERO + at), value, by };
}

function stopped(at: number): WriterEvent {
  return { kind: 'stopped', at: milliseconds(ZERO + at) };
}

function ledger(
  clients: readonly LedgerClient[],
  events: readonly WriterEvent[],
  kept: readonly number[],
): Ledger {
  return { clients, events, kept: new Map(clients.map(({ client }) => [client, kept])) };
}

test('a client is told with what became of its writes, its errors, its gap, and its time on a replaced primary', (t) => {
  const { client } = IOREDIS;
  const events: readonly WriterEvent[] = [
    sent(client, 1, -100),
    acknowledged(client, 1, -90),
    sent(client, 2, 10),
    acknowledged(client, 2, 20),
    sent(client, 3, 30),
    { kind: 'complained', client, at: milliseconds(ZERO + 500), error: 'ECONNREFUSED' },
    { kind: 'complained', client, at: milliseconds(ZERO + 600), error: 'ECONNREFUSED' },
    { kind: 'rejected', client, id: 3, at: milliseconds(ZERO + 700), error: 'READONLY' },
    sent(client, 4, 710),
    acknowledged(client, 4, 4_000, 2, 'two'),
    sent(client, 5, 4_010),
    stopped(4_100),
  ];
  const named = [
    {
      host: 's1',
      spans: [
        { from: milliseconds(-1_000), to: milliseconds(5), value: 'one' },
        { from: milliseconds(5), to: milliseconds(5_000), value: 'two' },
      ],
    },
  ];
  const fate = { kept: 2, lost: 1, unacknowledged: 1, refused: 1, doubled: 0 };
  t.deepEqual(accountOf(ledger([IOREDIS], events, [1, 4, 3]), named, ZERO), {
    total: fate,
    repeated: 1,
    clients: [
      {
        client,
        library: 'ioredis 6.0.0',
        settings: 'default',
        fate,
        errors: { READONLY: 1 },
        complaints: { ECONNREFUSED: 2 },
        gap: { from: 30, to: 4_000 },
        lostFor: 0,
        onReplaced: 15,
      },
    ],
  });
});

test('a client that never writes again has a gap until the end, and one that could not even be opened has nothing else', (t) => {
  const { client } = IOREDIS;
  const gapOf = (events: readonly WriterEvent[]) =>
    accountOf(
      ledger([IOREDIS], [{ kind: 'started', at: milliseconds(ZERO - 700) }, ...events, stopped(9_000)], []),
      [],
      ZERO,
    ).clients[0]?.gap;
  t.deepEqual(gapOf([sent(client, 1, 0), acknowledged(client, 1, 5), sent(client, 2, 10)]), {
    from: 10,
    to: 9_000,
  });
  t.deepEqual(gapOf([sent(client, 1, 0)]), { from: 0, to: 9_000 });
  t.deepEqual(gapOf([]), { from: -700, to: 9_000 });
});

test('a client that writes seldom has no gap for that, and what was before the fault is none', (t) => {
  const [counter = IOREDIS] = COUNTERS;
  const { client } = counter;
  const gapOf = (...events: readonly WriterEvent[]) =>
    accountOf(ledger([counter], [...events, stopped(4_000)], [1, 2, 3]), [], ZERO).clients[0]?.gap;
  const before = [sent(client, 1, -3_000), acknowledged(client, 1, -500)];
  const after = [sent(client, 2, 500), acknowledged(client, 2, 540), sent(client, 3, 1_540)];
  t.deepEqual(gapOf(...before, ...after, acknowledged(client, 3, 1_550)), { from: 500, to: 540 });
  t.deepEqual(gapOf(...before), { from: 0, to: 0 });
  t.deepEqual(gapOf(sent(client, 1, -30), acknowledged(client, 1, 700)), { from: -30, to: 700 });
});

test('a client that was refused in between has one gap, from its first try on', (t) => {
  const { client } = IOREDIS;
  const refused = (id: number, at: number): WriterEvent => ({
    kind: 'rejected',
    client,
    id,
    at: milliseconds(ZERO + at),
    error: 'NOREPLICAS',
  });
  const events = [
    sent(client, 1, 10),
    refused(1, 20),
    sent(client, 2, 30),
    refused(2, 40),
    sent(client, 3, 50),
  ];
  const [account] = accountOf(
    ledger([IOREDIS], [...events, acknowledged(client, 3, 90), stopped(100)], [3]),
    [],
    ZERO,
  ).clients;
  t.deepEqual(account?.gap, { from: 10, to: 90 });
});

testProp(
  'writes are lost from the first acknowledged one that is not kept to the last one',
  [fc.uniqueArray(fc.integer({ min: 1, max: 50 }), { minLength: 1 })],
  (t, lost) => {
    const { client } = IOREDIS;
    const ids = Array.from({ length: 50 }, (_, at) => at + 1);
    const events = ids.flatMap((id) => [sent(client, id, 100 * id), acknowledged(client, id, 100 * id + 5)]);
    const kept = ids.filter((id) => !lost.includes(id));
    const [account] = accountOf(ledger([IOREDIS], [...events, stopped(6_000)], kept), [], ZERO).clients;
    t.is(Number(account?.lostFor), 100 * (Math.max(...lost) - Math.min(...lost)));
  },
);

test('a value of the counter that two clients got is one that was handed out twice, and a length is one of its own list', (t) => {
  const [one = '', two = ''] = COUNTERS.map(({ client }) => client);
  const other = { ...IOREDIS, client: 'ioredis 2' };
  const repeated = (clients: readonly LedgerClient[], events: readonly WriterEvent[]): number =>
    accountOf(ledger(clients, events, []), [], ZERO).repeated;
  t.is(
    repeated(COUNTERS, [acknowledged(one, 1, 1, 7), acknowledged(two, 1, 2, 7), acknowledged(two, 2, 3, 8)]),
    1,
  );
  t.is(
    repeated([IOREDIS, other], [acknowledged(IOREDIS.client, 1, 1, 7), acknowledged(other.client, 1, 2, 7)]),
    0,
  );
});

test('a ledger whose lists nobody read is refused with the reason', (t) => {
  const unread: WriterEvent = { kind: 'unread', because: '10.0.0.30 does not answer' };
  t.throws(() => ledgerOf('lab', [IOREDIS], [unread]), {
    message: /^what lab kept of the writes is unknown, since 10\.0\.0\.30 does not answer; /,
  });
  t.throws(() => ledgerOf('lab', [IOREDIS], []), { message: /the program that reads them ended; / });
});

test('times are not to be relied on where the program ended by itself, or threw what no client caught', (t) => {
  const of = (...events: readonly WriterEvent[]) => disturbanceOf(ledger([IOREDIS], events, []));
  const ended: WriterEvent = { kind: 'ended', at: ZERO, status: 137 };
  t.is(of(stopped(1), { ...ended, status: 0 }), undefined);
  t.is(of(ended), 'a program that writes ended by itself with 137');
  t.is(
    of({ kind: 'uncaught', at: ZERO, error: 'TypeError' }, stopped(1)),
    'the clients left 1 error uncaught, the first of them TypeError',
  );
});

test('a summary says in one line what was acknowledged, lost, kept without it and done twice, and the longest gap', (t) => {
  const { client } = IOREDIS;
  const events = [sent(client, 1, 0), acknowledged(client, 1, 6_400), sent(client, 2, 6_410), stopped(6_500)];
  const summary = summaryOf(accountOf(ledger([IOREDIS], events, [1, 2]), [], ZERO));
  t.is(
    summaryText(summary),
    '1 write acknowledged, 0 lost, 1 kept without an acknowledgement, longest gap 6.4 s',
  );
  t.is(
    summaryText({ ...summary, acknowledged: 9_811, lost: 12, doubled: 2 }),
    '9811 writes acknowledged, 12 lost, 1 kept without an acknowledgement, 2 done twice, longest gap 6.4 s',
  );
});
