import test from 'ava';
import { UsageError } from '../../../src/base/errors.ts';
import { writersNamed } from '../../../src/rehearsal/writers/chosen.ts';
import { writersOf } from '../../../src/rehearsal/writers/kind.ts';

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
