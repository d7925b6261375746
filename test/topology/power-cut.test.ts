import test from 'ava';
import { powerCutOf } from '../../src/topology/power-cut.ts';
import { small } from '../_environment.ts';

test('a power cut of all hosts loses all since the last snapshot, which is due by the save points of Redis', (t) => {
  t.is(
    powerCutOf(small()).loses,
    'all writes since the last snapshot: up to 1h of them, 5m from 100 on, 1m from 10000 on',
  );
});

test('without persistence it loses everything', (t) => {
  t.is(powerCutOf(small({ redis: { persistence: 'none' } })).loses, 'everything');
});

test('with an append-only file it loses what was not flushed, by appendfsync', (t) => {
  const losesWith = (appendfsync: string): string =>
    powerCutOf(small({ redis: { persistence: 'aof', directives: { appendfsync } } })).loses;
  t.is(losesWith('always'), 'no acknowledged write');
  t.is(losesWith('everysec'), 'the writes of the last second, and of two where the disk is busy');
  t.is(losesWith('no'), 'the writes that the system has not yet brought to the disk');
});
