import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { milliseconds } from '../../src/base/units.ts';
import { Client, NoAnswer } from '../../src/group/client.ts';
import { Group } from '../../src/group/group.ts';
import { small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { type Booted, boot } from '../_redis.ts';
import { play, reachTo } from './_program.ts';

const real = needs('redis-server');

const SHORTLY = milliseconds(200);

/** A real server with a password, and a group whose every Redis it is. */
async function server(t: ExecutionContext): Promise<{ readonly group: Group; readonly booted: Booted }> {
  await mkdir('tmp', { recursive: true });
  // Relative, because the path of a unix socket may have about 100 bytes only.
  const directory = relative('.', await mkdtemp(join('tmp', 'client-')));
  await writeFile(
    join(directory, 'redis.conf'),
    'port 0\nunixsocket socket\nuser watcher on nopass ~* &* +@all\n',
  );
  const booted = await boot(directory, [], 'redis-server');
  await booted.client.command('CONFIG', 'SET', 'requirepass', 'a "quoted" one');
  const path = join(directory, 'socket');
  const files = { '/usr/local/etc/redis/redis.conf': 'requirepass "a \\"quoted\\" one"\n' };
  const group = new Group(reachTo({ path }, files), small());
  t.teardown(async () => {
    group[Symbol.dispose]();
    booted.signal('SIGCONT');
    await booted.end('SIGKILL');
    await rm(directory, { recursive: true });
  });
  return { group, booted };
}

real(
  'a question is answered with the password that the host has, and questions at once in order',
  async (t) => {
    const { group } = await server(t);
    const redis = group.redis('one');
    t.is(await redis.ask(['SET', 'name', 'ä b']), 'OK');
    t.deepEqual(
      await redis.askAll([
        ['GET', 'name'],
        ['RPUSH', 'list', 'a', 'b'],
        ['LRANGE', 'list', '0', '-1'],
      ]),
      ['ä b', 2, ['a', 'b']],
    );
    t.is(await redis.ask(['GET', 'nothing']), null);
  },
);

real('what a program refuses is an answer', async (t) => {
  const { group } = await server(t);
  const [refused, get] = await group.redis('one').askAll([['NOSUCH'], ['GET', 'x']]);
  t.like(refused, { refused: "ERR unknown command 'NOSUCH', with args beginning with: " });
  t.is(get, null);
});

real('the connection is kept from one question to the next', async (t) => {
  const { group } = await server(t);
  const id = await group.redis('one').ask(['CLIENT', 'ID']);
  t.is(await group.redis('one').ask(['CLIENT', 'ID']), id);
  t.not(await group.redis('two').ask(['CLIENT', 'ID']), id);
});

real(
  'a program that hangs is waited for no longer than the limit, and asked again when it goes on',
  async (t) => {
    const { group, booted } = await server(t);
    const redis = group.redis('one');
    await redis.ask(['PING']);
    booted.signal('SIGSTOP');
    const began = performance.now();
    // How long something takes on a busy machine nobody knows, but what is due first comes first.
    let over = false;
    const later = setTimeout(() => setImmediate(() => (over = true)), 10 * SHORTLY);
    const error = await t.throwsAsync(redis.ask(['PING'], SHORTLY), { instanceOf: NoAnswer });
    t.is(error?.message, 'Redis on one does not answer');
    t.true(performance.now() - began >= SHORTLY - 10);
    t.false(over);
    clearTimeout(later);
    await t.throwsAsync(redis.ask(['PING'], SHORTLY), { instanceOf: NoAnswer });
    booted.signal('SIGCONT');
    t.is(await redis.ask(['PING']), 'PONG');
  },
);

real('a wrong password is no answer', async (t) => {
  const { group, booted } = await server(t);
  await booted.client.command('CONFIG', 'SET', 'requirepass', 'another');
  await t.throwsAsync(group.redis('one').ask(['PING']), { instanceOf: NoAnswer });
});

real('a connection that was lost is opened anew by the next question', async (t) => {
  const { group, booted } = await server(t);
  const redis = group.redis('one');
  const before = await redis.ask(['CLIENT', 'ID']);
  await booted.client.command('CLIENT', 'KILL', 'SKIPME', 'yes', 'TYPE', 'normal');
  // Its end has arrived here before the second answer.
  for (const _ of [1, 2]) await booted.client.command('PING');
  t.not(await redis.ask(['CLIENT', 'ID']), before);
});

needs()('a program that cannot be connected to does not answer, at once', async (t) => {
  const { endpoint, connections } = await play(t, () => undefined);
  using group = new Group(reachTo({ path: '/nonexistent/socket' }), small());
  await t.throwsAsync(group.sentinel('one').ask(['PING']), { message: 'Sentinel one does not answer' });
  using other = new Group(reachTo(endpoint), small());
  await t.throwsAsync(other.sentinel('one').ask(['PING'], SHORTLY), { instanceOf: NoAnswer });
  t.is(connections(), 1);
});

needs()('a host that cannot be reached says why', async (t) => {
  const client = new Client('Redis on one', async () => {
    throw new UserError('one is killed; start it first');
  });
  await t.throwsAsync(client.ask(['PING']), { message: 'one is killed; start it first' });
});

needs()('a host that is not reached in time does not answer', async (t) => {
  const client = new Client('Redis on one', () => new Promise(() => undefined));
  await t.throwsAsync(client.ask(['PING'], SHORTLY), { message: 'Redis on one does not answer' });
});

real('the next password is tried where one is wrong, and none where there is none left', async (t) => {
  const { group, booted } = await server(t);
  const open = (passwords: readonly string[]): Group => {
    const other = new Group(group.reach, group.environment, async () => passwords);
    t.teardown(() => other[Symbol.dispose]());
    return other;
  };
  t.is(await open(['new', 'a "quoted" one']).redis('one').ask(['PING']), 'PONG');
  await t.throwsAsync(open(['new', 'newer']).redis('one').ask(['PING']), { instanceOf: NoAnswer });
  await booted.client.command('CONFIG', 'SET', 'requirepass', '');
  t.is(await open([]).redis('one').ask(['PING']), 'PONG');
});
