import test from 'ava';
import { UsageError } from '../../../src/base/errors.ts';
import { movedBefore, writersNamed } from '../../../src/rehearsal/writers/chosen.ts';
import { writersOf } from '../../../src/rehearsal/writers/kind.ts';
import { resolved } from '../../_boot.ts';
import { groupCalled } from '../_rehearsed.ts';

test('clients are chosen by kind and number, each with what is recommended and with its defaults', (t) => {
  t.deepEqual(
    writersOf(writersNamed('ioredis=2,counter')).map(({ client, settings }) => [client, settings]),
    [
      ['ioredis 1', 'recommended'],
      ['ioredis 2', 'recommended'],
      ['ioredis 3', 'default'],
      ['ioredis 4', 'default'],
      ['counter 1', 'recommended'],
      ['counter 2', 'default'],
    ],
  );
});

test('what is no kind of client, or no number of them, is refused in a sentence that names those there are', (t) => {
  for (const text of ['', 'jedis', 'ioredis=0', 'ioredis=', 'ioredis=100', 'ioredis=-1', 'ioredis,,counter'])
    t.throws(() => writersNamed(text), {
      instanceOf: UsageError,
      message: `--clients ${text} is not possible; give some of counter, node-redis, ioredis, iovalkey, each with a number up to 99 where there are several, such as ioredis=5,counter`,
    });
});

test('where plain ports close, clients with the settings of their author write not, and everywhere else they do', (t) => {
  const both = writersNamed('ioredis,counter');
  const [off, optional, required] = (['off', 'optional', 'required'] as const).map((mode) =>
    resolved({ ...groupCalled('moved'), tls: { mode } }),
  );
  if (off === undefined || optional === undefined || required === undefined) return t.fail();
  t.deepEqual(
    movedBefore(both, optional, [optional, required]).map(({ kind, settings }) => `${kind} ${settings}`),
    ['ioredis recommended', 'counter recommended'],
  );
  for (const [before, after] of [
    [off, [off]],
    [off, [optional]],
    [optional, []],
    [required, [required]],
  ] as const)
    t.deepEqual(movedBefore(both, before, after), both);
});
