import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { directive, secret } from '../../src/redis/document.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { parseDocument } from '../../src/redis/parse.ts';

test('without a line the default of the version holds', (t) => {
  t.deepEqual(effective('', 'maxmemory-samples'), ['5']);
});

test('a directive without a default has no value', (t) => {
  t.is(effective('', 'dir'), undefined);
});

test('the last line wins', (t) => {
  t.deepEqual(effective('timeout 1\ntimeout 2', 'timeout'), ['2']);
});

test('an alias and its directive are one', (t) => {
  t.deepEqual(effective('slave-priority 1\nreplica-priority 2\nslave-priority 3', 'replica-priority'), ['3']);
});

test('the value is in canonical form', (t) => {
  t.deepEqual(effective('maxmemory 1gb', 'maxmemory'), ['1073741824']);
});

test('the first save line drops the built-in ones', (t) => {
  t.deepEqual(effective('save 900 1', 'save'), ['900', '1']);
});

test('save lines accumulate in order', (t) => {
  t.deepEqual(effective('save 900 1\nsave "300 10"', 'save'), ['900', '1', '300', '10']);
});

test('an empty save line clears what came before, and later lines add again', (t) => {
  t.deepEqual(effective('save 900 1\nsave ""', 'save'), ['']);
  t.deepEqual(effective('save 900 1\nsave ""\nsave 60 5', 'save'), ['60', '5']);
});

test('output buffer limits are merged by class over the defaults', (t) => {
  t.is(
    effective('client-output-buffer-limit slave 1gb 512mb 30', 'client-output-buffer-limit')?.join(' '),
    'normal 0 0 0 replica 1073741824 536870912 30 pubsub 33554432 8388608 60',
  );
});

test('lines that stand beside each other are one element each', (t) => {
  t.deepEqual(effective('user a on\nuser b off', 'user'), ['user a on', 'user b off']);
});

test('a secret stays a reference', (t) => {
  const document = [directive('requirepass', [secret('redis-password')], 'test')];
  t.deepEqual(effectiveValue(document, '7.2', 'requirepass'), [secret('redis-password')]);
});

test('options of Sentinel are found behind the word sentinel and the group', (t) => {
  const text =
    'sentinel down-after-milliseconds mymaster 5000\nsentinel resolve-hostnames YES\nloglevel debug';
  const document = parseDocument(text, { file: 'sentinel.conf', kind: 'sentinel' });
  const values = ['down-after-milliseconds', 'resolve-hostnames', 'loglevel', 'failover-timeout', 'port'];
  t.deepEqual(
    values.map((name) => effectiveValue(document, '7.2', name, 'sentinel')),
    [['5000'], ['yes'], ['debug'], ['180000'], ['26379']],
  );
});

test('an unknown directive is refused', (t) => {
  t.throws(() => effective('', 'max-memory'), {
    instanceOf: UserError,
    message: 'max-memory is not a directive of redis.conf in Redis 7.2; check its name',
  });
});

function effective(text: string, name: string): ReturnType<typeof effectiveValue> {
  return effectiveValue(parseDocument(text, { file: 'redis.conf', kind: 'redis' }), '7.2', name);
}
