import test from 'ava';
import { monotonicNow } from '../../../src/base/clock.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { accountOf } from '../../../src/rehearsal/ledger/account.ts';
import { disturbanceOf, type Ledger } from '../../../src/rehearsal/ledger/ledger.ts';
import type { Account } from '../../../src/rehearsal/record.ts';
import type { Acknowledged, WriterEvent } from '../../../src/rehearsal/writers/event.ts';
import { jobOf } from '../../../src/rehearsal/writers/job.ts';
import { WRITER_KINDS, type WriterGroup, writersOf } from '../../../src/rehearsal/writers/kind.ts';
import { WriterProgram } from '../../../src/rehearsal/writers/program-child.ts';
import { prepareWriters, startWriters, type Writers } from '../../../src/rehearsal/writers/start.ts';
import { hostNamed, until } from '../../_boot.ts';
import { bootGroup, HERE, type LoopbackGroup, PASSWORD } from './_group.ts';

const OFTEN = milliseconds(20);

const EACH: readonly WriterGroup[] = WRITER_KINDS.flatMap((kind) =>
  (['recommended', 'default'] as const).map((settings) => ({ kind, settings, count: 1, every: OFTEN })),
);

let group: LoopbackGroup;
test.before(async () => {
  group = await bootGroup();
});
test.after.always(() => group.end());

test.serial(
  'each client of each kind has its writes acknowledged by the primary, and kept once',
  async (t) => {
    const writers = await startWriters(HERE, group.environment, PASSWORD, EACH);
    await allAcknowledged(writers, EACH, 10, 'ns');
    const ledger = await writers.stop();
    const account = accountOfAll(ledger);
    t.is(disturbanceOf(ledger), undefined);
    t.is(account.repeated, 0);
    for (const { client, fate, errors } of account.clients) {
      t.true(fate.kept >= 10, client);
      t.deepEqual([fate.lost, fate.doubled], [0, 0], client);
      // A program that waits for an answer for a second at most gives up on a busy machine.
      if (!client.startsWith('counter'))
        t.deepEqual([fate.unacknowledged, fate.refused, errors], [0, 0, {}], client);
    }
  },
);

test.serial('code that throws, and code that never connects, stops no other client', async (t) => {
  const writers = writersOf([
    { kind: 'ioredis', settings: 'recommended', count: 3, every: OFTEN },
    { kind: 'node-redis', settings: 'recommended', count: 1, every: OFTEN },
  ]);
  const CODE: Readonly<Record<string, string>> = {
    'ioredis 1': "setTimeout(() => { throw new RangeError('later'); });\nexport const redis = undefined;",
    'ioredis 2': 'export const redis = await new Promise(() => undefined);',
  };
  const job = jobOf(group.environment, PASSWORD, 'broken', writers);
  const clients = job.clients.map((client) => ({ ...client, code: CODE[client.client] ?? client.code }));
  const events: WriterEvent[] = [];
  const kinds = writers.map(({ kind }) => kind);
  const program = await WriterProgram.start(HERE, kinds, (event) => events.push(event));
  program.begin({ ...job, clients });
  await until('the others write', async () =>
    ['ioredis 3', 'node-redis 1'].every((client) => acknowledgements(events, client).length >= 10),
  );
  await program.stop(milliseconds(10_000));
  t.true(events.some((event) => event.kind === 'uncaught' && event.error === 'RangeError'));
  t.true(events.some((event) => event.kind === 'complained' && event.client === 'ioredis 1'));
  t.deepEqual(acknowledgements(events, 'ioredis 2'), []);
  t.deepEqual(
    events.flatMap((event) => (event.kind === 'kept' ? [event.client] : [])),
    job.clients.map(({ client }) => client),
  );
});

test.serial(
  'clients that are given another password are opened anew with it, and lose nothing',
  async (t) => {
    const other = 'a password that came later';
    const writers = await startWriters(HERE, group.environment, PASSWORD, EACH);
    await allAcknowledged(writers, EACH, 5, 'ns');
    t.false(writers.haveMoved());
    await group.primary.command('ACL', 'SETUSER', 'default', `>${other}`);
    writers.move(other);
    await until('every client has moved', async () => writers.haveMoved());
    await group.primary.command('ACL', 'SETUSER', 'default', `<${PASSWORD}`);
    await allAcknowledged(writers, EACH, 5, 'ns');
    const { clients } = accountOfAll(await writers.stop());
    await group.primary.command('ACL', 'SETUSER', 'default', 'resetpass', `>${PASSWORD}`);
    for (const { client, fate, errors } of clients) {
      t.deepEqual([fate.lost, fate.doubled], [0, 0], client);
      t.false('WRONGPASS' in errors, client);
    }
  },
);

test.serial('programs that are killed while they load keep nobody waiting', async (t) => {
  const ready = await prepareWriters(HERE, group.environment, EACH);
  await ready.kill();
  await ready.loaded;
  t.deepEqual(new Set(ready.begin(PASSWORD).events.map(({ kind }) => kind)), new Set(['ended']));
});

test.serial(
  'clients that have loaded all that they need write nothing before they are told to',
  async (t) => {
    const ready = await prepareWriters(HERE, group.environment, EACH);
    await ready.loaded;
    const began = monotonicNow();
    const writers = ready.begin(PASSWORD);
    t.deepEqual(writers.events, []);
    await allAcknowledged(writers, EACH, 1, 'ns');
    const took = monotonicNow() - began;
    t.log(`all have written after ${Math.round(took)} ms`);
    const { total } = accountOfAll(await writers.stop());
    t.is(total.lost, 0);
  },
);

test.serial('what was written is read also where the program that wrote was killed', async (t) => {
  const list: readonly WriterGroup[] = [{ kind: 'iovalkey', settings: 'default', count: 1, every: OFTEN }];
  const writers = await startWriters(HERE, group.environment, PASSWORD, list);
  await allAcknowledged(writers, list, 5, 'ns');
  await writers.kill();
  const ledger = await writers.stop();
  t.is(disturbanceOf(ledger), 'a program that writes ended by itself with 137');
  const { kept, lost } = accountOfAll(ledger).total;
  t.true(kept >= 5);
  t.is(lost, 0);
});

test.serial('writes that the primary refuses are refused, each by the name of its error', async (t) => {
  const list = EACH.filter(({ kind, settings }) => kind === 'counter' || settings === 'default');
  const writers = await startWriters(HERE, group.environment, PASSWORD, list);
  await allAcknowledged(writers, list, 5, 'ns');
  await group.primary.command('CONFIG', 'SET', 'min-replicas-to-write', '9');
  const refused = writers.events.length;
  await until('every client is refused', async () => {
    const events = writers.events.slice(refused).filter(({ kind }) => kind === 'rejected');
    return writersOf(list).every(({ client }) =>
      events.some((event) => 'client' in event && event.client === client),
    );
  });
  await group.primary.command('CONFIG', 'SET', 'min-replicas-to-write', '0');
  await allAcknowledged(writers, list, 5, 'ns');
  for (const { client, fate, errors } of accountOfAll(await writers.stop()).clients) {
    t.true((errors.NOREPLICAS ?? 0) >= 1, client);
    t.true(fate.refused >= (errors.NOREPLICAS ?? 0), client);
    t.deepEqual([fate.lost, fate.doubled], [0, 0], client);
  }
});

test.serial('a client that sends a write again after its connection broke has done it twice', async (t) => {
  const list: readonly WriterGroup[] = [{ kind: 'ioredis', settings: 'recommended', count: 2, every: OFTEN }];
  const writers = await startWriters(HERE, group.environment, PASSWORD, list);
  await allAcknowledged(writers, list, 5, 'ns');
  group.gate.cutAfter('rpush');
  await allAcknowledged(writers, list, 10, 'ns');
  const { total, clients } = accountOfAll(await writers.stop());
  t.is(total.doubled, 1);
  t.deepEqual({ ...total, kept: 0 }, { kept: 0, lost: 0, unacknowledged: 0, refused: 0, doubled: 1 });
  t.deepEqual(clients.map(({ fate }) => fate.doubled).toSorted(), [0, 1]);
});

test.serial(
  'writes that the primary acknowledged and its replica never got are lost with the primary',
  async (t) => {
    const writers = await startWriters(HERE, group.environment, PASSWORD, EACH);
    await allAcknowledged(writers, EACH, 10, 'ns');
    group.gate.hold(hostNamed(group.environment, 'node01').address);
    const held = monotonicNow();
    await allAcknowledged(writers, EACH, 10, 'ns');
    await group.killPrimary();
    await allAcknowledged(writers, EACH, 10, 'node01');
    const ledger = await writers.stop();
    const account = accountOfAll(ledger);
    for (const { client, fate } of account.clients) {
      const acknowledged = acknowledgements(ledger.events, client);
      const later = sentAfter(ledger.events, client, held);
      const surelyLost = acknowledged.filter(({ by, id }) => by === 'ns' && later.has(id)).length;
      t.true(surelyLost >= 8, `${client}: ${surelyLost}`);
      t.true(fate.lost >= surelyLost, `${client}: ${fate.lost} of ${surelyLost}`);
      t.true(fate.kept >= acknowledged.filter(({ by }) => by === 'node01').length, client);
      t.is(fate.kept + fate.lost, acknowledged.length, client);
    }
    t.true(account.repeated >= 10 * (EACH.length - 2));
  },
);

/** Waits until every client of a list has some more writes acknowledged by a host: what is heard later may be of before. */
async function allAcknowledged(
  { events }: Writers,
  list: readonly WriterGroup[],
  count: number,
  by: string,
): Promise<void> {
  const from = monotonicNow();
  await until(`all write to ${by}`, async () =>
    writersOf(list).every(
      ({ client }) =>
        acknowledgements(events, client).filter((event) => event.by === by && event.at >= from).length >=
        count,
    ),
  );
}

function acknowledgements(events: readonly WriterEvent[], client: string): readonly Acknowledged[] {
  return events.filter((event) => event.kind === 'acknowledged').filter((event) => event.client === client);
}

/** The ids of what a client sent after a moment. */
function sentAfter(events: readonly WriterEvent[], client: string, moment: number): ReadonlySet<number> {
  return new Set(
    events.flatMap((event) =>
      event.kind === 'sent' && event.client === client && event.at > moment ? [event.id] : [],
    ),
  );
}

function accountOfAll(ledger: Ledger): Account {
  return accountOf(ledger, [], milliseconds(0));
}
