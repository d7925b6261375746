import test from 'ava';
import { isValkey } from '../../src/redis/catalogue/index.ts';
import { withSentinel, withServer } from '../_redis.ts';
import { REDIS_ENGINES } from '../redis/_engines.ts';
import { differ } from './_files.ts';

const { files } = differ('diff-rewritten');

const GROUP = 'sentinel monitor m 127.0.0.1 6379 1\nsentinel down-after-milliseconds m 5000';
const MYID = `sentinel myid ${'a'.repeat(40)}`;

/** What the test adds, so that the program can be asked. */
const OWN = 'port 0\nunixsocket socket';

for (const [at, { version, server: path, real }] of REDIS_ENGINES.entries()) {
  if (isValkey(version)) continue;
  // Each listens on a bus of its own.
  const bus = `cluster-port ${20_000 + (process.pid % 20_000) + at}`;

  real('what a Sentinel makes of its file is no difference', async (t) => {
    const made = await withSentinel(
      GROUP,
      async (sentinel) => {
        await sentinel.command('SENTINEL', 'FLUSHCONFIG');
        return sentinel.file();
      },
      path,
    );
    t.regex(made, /^sentinel myid [0-9a-f]{40}$/m);
    t.deepEqual((await files(`${GROUP}\n${OWN}`, made, version)).changes, []);
  });

  real('what CONFIG REWRITE makes of the file of a cluster is no difference', async (t) => {
    for (const text of [`cluster-enabled yes\n${bus}\ndatabases 16`, `cluster-enabled yes\n${bus}`]) {
      const made = await withServer(
        `dir .\n${text}`,
        async (server) => {
          await server.command('CONFIG', 'REWRITE');
          return server.file();
        },
        path,
      );
      const dir = /^dir .*$/m.exec(made)?.[0] ?? '';
      t.deepEqual((await files(`${dir}\n${OWN}\n${text}`, made, version)).changes, []);
    }
  });
}

test('a Sentinel with another id, or one that would make a new one, is another to the others', async (t) => {
  const keys = async (before: string, after: string) =>
    (await files(`${GROUP}\n${before}`, `${GROUP}\n${after}`)).changes.map(({ key, impact }) => [
      key,
      impact,
    ]);
  t.deepEqual(await keys(MYID, MYID.replace(/a+$/, 'b'.repeat(40))), [['sentinel/myid', 'restart']]);
  t.deepEqual(await keys(MYID, ''), [['sentinel/myid', 'restart']]);
  t.deepEqual(await keys('', MYID), []);
});

test('a server that becomes a cluster loses its other databases, and one of a cluster has none to lose', async (t) => {
  const impacts = async (before: string, after: string) =>
    Object.fromEntries((await files(before, after)).changes.map(({ key, impact }) => [key, impact]));
  t.deepEqual(await impacts('', 'cluster-enabled yes'), {
    'cluster-enabled': 'restart',
    databases: 'data-loss',
  });
  t.deepEqual(await impacts('cluster-enabled yes\ndatabases 16', 'cluster-enabled yes\ndatabases 8'), {});
});

test('a folder that only one file names may be the one that the server ran in, and counts as another', async (t) => {
  for (const [before, after] of [
    ['', 'dir /data'],
    ['dir /data', ''],
  ] as const) {
    const { changes } = await files(before, after);
    t.like(changes[0], { key: 'dir', impact: 'data-loss' });
    t.regex(changes[0]?.note ?? '', /^a file without dir leaves the data in the folder/);
  }
  t.regex((await files('dir /a', 'dir /b')).changes[0]?.note ?? '', /^the data in the old folder/);
});
