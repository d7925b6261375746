import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { jobOf, programsOf } from '../../../src/rehearsal/writers/job.ts';
import { writersOf } from '../../../src/rehearsal/writers/kind.ts';
import { small } from '../../_environment.ts';

test('clients of a kind are numbered, whatever their settings, and a counter writes each second', (t) => {
  const every = milliseconds(50);
  const list = writersOf([
    { kind: 'ioredis', settings: 'recommended', count: 2, every },
    { kind: 'counter', settings: 'default', count: 1 },
    { kind: 'ioredis', settings: 'default', count: 1 },
  ]);
  t.deepEqual(
    list.map(({ client, settings, every: pause }) => [client, settings, pause]),
    [
      ['ioredis 1', 'recommended', 50],
      ['ioredis 2', 'recommended', 50],
      ['counter 1', 'default', 1_000],
      ['ioredis 3', 'default', 10],
    ],
  );
});

test('recommended clients ask the Sentinel beside the primary last, by the code of vedette clients, others as it is written', (t) => {
  const { clients, lists } = jobOf(small(), 'secret', 'r1', [
    { client: 'ioredis 1', kind: 'ioredis', settings: 'recommended', every: milliseconds(10) },
    { client: 'ioredis 2', kind: 'ioredis', settings: 'default', every: milliseconds(10) },
  ]);
  const hosts = small().hosts.map(({ address }) => address);
  const [first, ...rest] = hosts;
  t.deepEqual(
    clients.map(({ sentinels }) => sentinels.map(({ host }) => host)),
    [[...rest, first], hosts],
  );
  t.deepEqual(
    clients.map(({ code }) => code?.includes('sentinelCommandTimeout: 300')),
    [true, undefined],
  );
  t.deepEqual(
    clients.map(({ limit }) => limit),
    [1_000, undefined],
  );
  t.deepEqual(lists, [
    { client: 'ioredis 1', key: 'vedette:r1:ioredis 1' },
    { client: 'ioredis 2', key: 'vedette:r1:ioredis 2' },
  ]);
});

test('each client of node-redis has a program of its own, and every client is in one', (t) => {
  const writers = writersOf([
    { kind: 'node-redis', settings: 'default', count: 2 },
    { kind: 'counter', settings: 'default', count: 1 },
    { kind: 'ioredis', settings: 'default', count: 1 },
  ]);
  t.deepEqual(
    programsOf(writers).map((program) => program.map(({ client }) => client)),
    [['node-redis 1'], ['node-redis 2'], ['counter 1', 'ioredis 1']],
  );
  t.deepEqual(programsOf([]), []);
});
