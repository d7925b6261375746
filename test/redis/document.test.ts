import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { directive, isSecret, secret } from '../../src/redis/document.ts';

test('a directive keeps its arguments in order and prints numbers in decimal', (t) => {
  t.deepEqual(directive('save', [900, '1', secret('a')], 'redis.persistence'), {
    name: 'save',
    args: ['900', '1', { secret: 'a' }],
    origin: 'redis.persistence',
  });
});

test('the name of a directive is read in any case', (t) => {
  t.is(directive('MaxMemory', ['1gb'], 'test').name, 'maxmemory');
});

for (const name of ['', 'two words', 'port\nrequirepass', '#port', '"port"', 'pört'])
  test(`${JSON.stringify(name)} is refused as the name of a directive`, (t) => {
    t.throws(() => directive(name, ['1'], 'test'), {
      instanceOf: UserError,
      message: /is not the name of a directive/,
    });
  });

test('a secret is told from a text', (t) => {
  t.true(isSecret(secret('redis-password')));
  t.false(isSecret('{secret redis-password}'));
});

for (const name of ['', 'a b', 'a}', 'a\n', '-a'])
  test(`${JSON.stringify(name)} is refused as the name of a secret`, (t) => {
    t.throws(() => secret(name), { instanceOf: UserError, message: /is not the name of a secret/ });
  });
