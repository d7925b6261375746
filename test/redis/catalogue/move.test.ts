import test from 'ava';
import { ENGINE_VERSIONS, refusalOfMove, titleOf } from '../../../src/redis/catalogue/index.ts';

/** Where a group goes with its data, by what it runs. */
const WAYS: Readonly<Record<string, string>> = {
  'Redis 7.0': '7.2 7.4 8.0 8.2 8.4 8.6 8.8 8.10 valkey-8.0 valkey-8.1 valkey-9.0 valkey-9.1',
  'Redis 7.2': '7.4 8.0 8.2 8.4 8.6 8.8 8.10 valkey-8.0 valkey-8.1 valkey-9.0 valkey-9.1',
  'Redis 7.4': '8.0 8.2 8.4 8.6 8.8 8.10',
  'Redis 8.0': '8.2 8.4 8.6 8.8 8.10',
  'Redis 8.2': '8.4 8.6 8.8 8.10',
  'Redis 8.4': '8.6 8.8 8.10',
  'Redis 8.6': '8.8 8.10',
  'Redis 8.8': '8.10',
  'Redis 8.10': '',
  'Valkey 8.0': 'valkey-8.1 valkey-9.0 valkey-9.1',
  'Valkey 8.1': 'valkey-9.0 valkey-9.1',
  'Valkey 9.0': 'valkey-9.1',
  'Valkey 9.1': '',
};

test('each version goes with its data where the table of ways says, and nowhere else', (t) => {
  for (const from of ENGINE_VERSIONS) {
    const ways = ENGINE_VERSIONS.filter((to) => to !== from && refusalOfMove(from, to) === undefined);
    t.is(ways.join(' '), WAYS[titleOf(from)] ?? 'nothing said', from);
  }
});

test('what a server does that looks as if it could go back is said with the refusal', (t) => {
  t.is(
    refusalOfMove('valkey-9.1', 'valkey-8.1'),
    'Valkey 8.1 cannot read the data that it writes: replicas of Valkey 8.1 follow a primary of Valkey 9.1 only until the first hash field has a time to live, and never sync fully again',
  );
});
