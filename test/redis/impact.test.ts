import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { findDirective } from '../../src/redis/catalogue/index.ts';
import { type Argument, secret } from '../../src/redis/document.ts';
import { IMPACTS, type Impact, impactOfChange, isAtLeast, WEIGHTS, worst } from '../../src/redis/impact.ts';
import { specOf } from './_catalogue.ts';

testProp(
  'the worst impact is one of them, and none is worse',
  [fc.array(fc.constantFrom(...IMPACTS))],
  (t, impacts) => {
    const found = IMPACTS.indexOf(worst(impacts));
    t.true(impacts.every((impact) => IMPACTS.indexOf(impact) <= found));
    t.true(impacts.length === 0 ? found === 0 : impacts.some((impact) => IMPACTS.indexOf(impact) === found));
  },
);

test('what nobody can tell is at least as heavy as all, and nothing is lighter than all', (t) => {
  for (const weight of WEIGHTS) {
    t.true(isAtLeast('unknown', weight));
    t.true(isAtLeast('refused', weight));
    t.true(isAtLeast(weight, weight));
    t.false(isAtLeast('none', weight));
  }
  t.true(isAtLeast('replace', 'restart'));
  t.false(isAtLeast('live-heavy', 'restart'));
});

type Values = readonly Argument[] | undefined;

const changes: readonly [title: string, name: string, before: Values, after: Values, impact: Impact][] = [
  ['an equal value', 'timeout', ['5'], ['5'], 'none'],
  ['an explicit default', 'timeout', undefined, ['0'], 'none'],
  ['an equal secret', 'requirepass', [secret('a')], [secret('a')], 'none'],
  ['another secret', 'requirepass', [secret('a')], [secret('b')], 'live-heavy'],
  ['a secret in place of a text of its name', 'masterauth', ['a'], [secret('a')], 'live-heavy'],
  ['a timeout', 'timeout', ['5'], ['6'], 'live'],
  ['more memory', 'maxmemory', ['1024'], ['2048'], 'live'],
  ['less memory', 'maxmemory', ['2048'], ['1024'], 'live-heavy'],
  ['memory without a limit after all', 'maxmemory', ['1024'], ['0'], 'live'],
  ['a first limit on memory', 'maxmemory', undefined, ['1024'], 'live-heavy'],
  ['the append-only file turned on', 'appendonly', undefined, ['yes'], 'live-heavy'],
  ['the append-only file turned off', 'appendonly', ['yes'], undefined, 'data-loss'],
  ['snapshots turned off', 'save', undefined, [''], 'data-loss'],
  ['other snapshots', 'save', undefined, ['900', '1'], 'live'],
  ['more databases', 'databases', ['16'], ['32'], 'restart'],
  ['fewer databases', 'databases', ['16'], ['8'], 'data-loss'],
  ['another folder', 'dir', ['/a'], ['/b'], 'data-loss'],
  ['another listener', 'bind', ['*'], ['127.0.0.1'], 'live-heavy'],
  ['another backlog of connections', 'tcp-backlog', ['511'], ['1024'], 'restart'],
  ['another primary', 'replicaof', ['a', '6379'], ['b', '6379'], 'none'],
  ['a line that Redis ignores', 'list-max-ziplist-value', undefined, ['64'], 'none'],
];

for (const [title, name, before, after, impact] of changes)
  test(`the impact of ${title} is ${impact}`, (t) => {
    t.is(impactOfChange(specOf(name), before, after).impact, impact);
  });

test('a change of an encoding says that it acts on what is written afterwards', (t) => {
  t.is(
    impactOfChange(specOf('hash-max-listpack-entries'), ['512'], ['128']).note,
    'acts on values that are written afterwards',
  );
});

test('more needed replicas are live, and the note says what they do', (t) => {
  t.deepEqual(impactOfChange(specOf('min-replicas-to-write'), ['0'], ['1']), {
    impact: 'live',
    note: 'writes are refused while fewer replicas than that are attached',
  });
});

for (const name of ['requirepass', 'bind', 'port', 'dir', 'loglevel'])
  test(`a Sentinel restarts for another ${name}`, (t) => {
    t.is(impactOfChange(specOf(name, 'sentinel'), ['1'], ['2']).impact, 'restart');
  });

test('from 7.2 on a Sentinel takes another loglevel at once', (t) => {
  const spec = findDirective('sentinel', '7.2', 'loglevel');
  t.is(spec && impactOfChange(spec, ['notice'], ['debug']).impact, 'live');
});

test('what Sentinel finds out has no impact', (t) => {
  t.is(impactOfChange(specOf('current-epoch', 'sentinel'), ['1'], ['2']).impact, 'none');
});
