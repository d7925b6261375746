import test from 'ava';
import { directivesOf } from '../../src/redis/catalogue/index.ts';
import { effectiveValue } from '../../src/redis/effective.ts';
import { printDirective } from '../../src/redis/line.ts';
import { parseDocument } from '../../src/redis/parse.ts';
import { withoutState } from '../../src/redis/state.ts';
import { withSentinel, withServer } from '../_redis.ts';
import { ENGINES } from './_engines.ts';

const files: readonly [title: string, text: string][] = [
  ['a password', 'requirepass hunter2\nmaxmemory 1gb\nsave 900 1'],
  ['no password', 'timeout 5\nappendonly no'],
  ['users', 'user ann on >secret ~* +@all\nclient-output-buffer-limit slave 1gb 512mb 30'],
];

for (const { version, server, real } of ENGINES) {
  for (const [title, text] of files)
    real(`CONFIG REWRITE of a file with ${title} changes nothing that is left without state`, async (t) => {
      const rewritten = await withServer(
        text,
        async (client) => {
          for (const word of ['hunter2']) if (text.includes(word)) await client.command('AUTH', word);
          await client.command('CONFIG', 'REWRITE');
          return read(await client.file());
        },
        server,
      );
      const written = read(text);
      const different = directivesOf('redis', version)
        .map(({ name }) => name)
        .filter((name) => !SET_BY_THE_TEST.has(name))
        .map((name) => [
          name,
          effectiveValue(written, version, name),
          effectiveValue(rewritten, version, name),
        ])
        .filter(([, one, other]) => JSON.stringify(one) !== JSON.stringify(other));
      t.deepEqual(different, []);
    });

  real('what Sentinel adds to its file is left out, and what was written stays', async (t) => {
    const text = 'sentinel monitor mymaster 127.0.0.1 6390 2\nsentinel down-after-milliseconds mymaster 5000';
    const rewritten = await withSentinel(
      text,
      async (client) => {
        await client.command('SENTINEL', 'FLUSHCONFIG');
        return parseDocument(await client.file(), { file: 'sentinel.conf', kind: 'sentinel' });
      },
      server,
    );
    const lines = withoutState(rewritten)
      .map(printDirective)
      .filter((line) => line.startsWith('sentinel ') || line.startsWith('user '))
      .filter((line) => !line.startsWith('sentinel myid '));
    t.deepEqual(lines, text.split('\n'));
  });
}

test('the user default stays where it is not what requirepass makes of it', (t) => {
  const text = 'user default on nopass ~cached:* &* +@all';
  t.is(withoutState(parseDocument(text, { file: 'redis.conf', kind: 'redis' })).length, 1);
});

test('the user default without a password stays where requirepass sets one', (t) => {
  const text = 'requirepass hunter2\nuser default on nopass ~* &* +@all';
  t.is(withoutState(parseDocument(text, { file: 'redis.conf', kind: 'redis' })).length, 2);
});

test('the primary that a replica follows is state', (t) => {
  const text = 'replicaof 10.0.0.30 6379\nslaveof 10.0.0.30 6379\nport 6379';
  t.deepEqual(
    withoutState(parseDocument(text, { file: 'redis.conf', kind: 'redis' })).map(({ name }) => name),
    ['port'],
  );
});

/** The folder and the socket are the test's; CONFIG REWRITE writes the password of a user as its hash. */
const SET_BY_THE_TEST: ReadonlySet<string> = new Set(['dir', 'port', 'unixsocket', 'user']);

function read(text: string): ReturnType<typeof withoutState> {
  return withoutState(parseDocument(text, { file: 'redis.conf', kind: 'redis' }));
}
