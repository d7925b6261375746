import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { Client } from '../../../src/group/client.ts';
import { refuseOtherGroup } from '../../../src/operate/identity.ts';
import type { AskedGroup } from '../../../src/operate/status/ask.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { watchStatus } from '../../../src/operate/status/watch.ts';
import { type ProcessGroup, runGroup } from '../_processes.ts';

/** What `docs/status.md` tells to give. */
const RIGHTS = {
  redis: ['+info', '+role'],
  sentinel: [
    '+info',
    '+sentinel|master',
    '+sentinel|replicas',
    '+sentinel|sentinels',
    '+sentinel|ckquorum',
    '+sentinel|myid',
  ],
} as const;

const READER = ['AUTH', 'reader', 'of-the-reader'] as const;

/** The same group, asked by a user of its own that has these rights and no others. */
async function asReader({ group, environment, reach }: ProcessGroup): Promise<AskedGroup & Disposable> {
  const clients: Client[] = [];
  const reader = async (host: string, program: 'redis' | 'sentinel'): Promise<Client> => {
    const rules = ['reset', 'on', '>of-the-reader', ...RIGHTS[program]];
    await group[program](host).ask(['ACL', 'SETUSER', 'reader', ...rules]);
    const client = new Client(`${program} of ${host}`, async (connect) => {
      const connection = await connect(await reach.endpoint(host, environment[program].port), undefined);
      await connection.send(READER);
      return connection;
    });
    clients.push(client);
    return client;
  };
  const by = async (program: 'redis' | 'sentinel') =>
    new Map(
      await Promise.all(
        environment.hosts.map(async ({ name }) => [name, await reader(name, program)] as const),
      ),
    );
  const [redis, sentinel] = [await by('redis'), await by('sentinel')];
  const of = (known: ReadonlyMap<string, Client>, host: string): Client => {
    const client = known.get(host);
    if (client === undefined) throw new Error(`nobody asks ${host}`);
    return client;
  };
  return {
    environment,
    reach,
    redis: (host) => of(redis, host),
    sentinel: (host) => of(sentinel, host),
    [Symbol.dispose]: () => {
      for (const client of clients) client.close();
    },
  };
}

test('the status of real processes takes users that may only read, and tells of one that is gone', async (t) => {
  const running = await runGroup(t);
  const { group, signal, until } = running;
  using reader = await asReader(running);
  const { verdict, primary, sentinels } = await groupStatus(reader);
  t.is(primary, 'one');
  t.deepEqual(verdict.problems, []);
  t.true(verdict.healthy, verdict.failover.reasons.join('; '));
  t.deepEqual(verdict.failover.to, ['two', 'three']);
  t.is(verdict.writableAfter.answer, 'yes');
  t.false(verdict.loss.everything);
  t.is(typeof verdict.loss.bytes, 'number');
  t.true(sentinels.every(({ facts }) => facts?.currentEpoch === 0));
  await t.notThrowsAsync(refuseOtherGroup(group));
  for (const { name } of running.environment.hosts) {
    t.deepEqual(await group.redis(name).ask(['ACL', 'LOG']), [], 'nothing more was asked for');
    t.deepEqual(await group.sentinel(name).ask(['ACL', 'LOG']), []);
  }

  const told: string[] = [];
  const watching = new AbortController();
  const watched = watchStatus(reader, (_, changes) => told.push(...changes), watching.signal);
  await signal('two', 'redis', 'SIGKILL');
  await until(({ sentinels: all }) => all.every(({ replicas }) => replicas.length === 1));
  const after = await groupStatus(reader);
  t.false(after.verdict.healthy);
  t.regex(after.verdict.problems.join('\n'), /^redis of two does not answer/m);
  t.like(after.verdict.failover, { answer: 'yes', to: ['three'] });
  t.is(after.verdict.writableAfter.answer, 'no');

  while (!told.join().includes('redis of two does not answer')) await sleep(50);
  watching.abort();
  await t.notThrowsAsync(watched);
});
