import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { monotonicNow } from '../../../src/base/clock.ts';
import type { Reach } from '../../../src/group/reach.ts';
import { startTimeline } from '../../../src/rehearsal/timeline/recorder.ts';
import { small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { type Booted, boot } from '../../_redis.ts';

const real = needs('redis-server', 'redis-sentinel');

const environment = small();
const { group } = environment.sentinel;
const [address = ''] = environment.hosts.map((host) => host.address);

/** How late something is seen on a machine that is busy, in milliseconds. */
const LATE = 400;

interface Server extends Booted {
  readonly path: string;
}

async function server(t: ExecutionContext, conf: string, ...options: readonly string[]): Promise<Server> {
  await mkdir('tmp', { recursive: true });
  // Relative, because the path of a unix socket may have about 100 bytes only.
  const directory = relative('.', await mkdtemp(join('tmp', 'lane-')));
  await writeFile(join(directory, 'redis.conf'), `port 0\nunixsocket socket\n${conf}`);
  const booted = await boot(directory, options, 'redis-server');
  t.teardown(async () => {
    booted.signal('SIGCONT');
    await booted.end('SIGKILL');
    await rm(directory, { recursive: true });
  });
  return { ...booted, path: join(directory, 'socket') };
}

/** Hosts of which each Redis is one server, and each Sentinel another one. */
function reachTo(redis: Server, sentinel: Server): Reach {
  return {
    exec: async () => {
      throw new Error('a question starts a process');
    },
    read: async () => undefined,
    endpoint: async (_host, port) => ({
      path: port === environment.redis.port ? redis.path : sentinel.path,
    }),
  };
}

async function servers(t: ExecutionContext): Promise<readonly [redis: Server, sentinel: Server]> {
  return Promise.all([
    server(t, 'save ""\n'),
    server(t, `sentinel monitor ${group} ${address} 6379 2\n`, '--sentinel'),
  ]);
}

real('a program that hangs is silent for as long, and the others are seen meanwhile', async (t) => {
  const [redis, sentinel] = await servers(t);
  const recorder = await startTimeline(reachTo(redis, sentinel), environment);
  await sleep(200);
  const zero = monotonicNow();
  redis.signal('SIGSTOP');
  await sleep(1_000);
  redis.signal('SIGCONT');
  await sleep(LATE);
  const { timeline } = recorder.stop(zero);

  const [role, ...others] = timeline.roles;
  t.deepEqual(
    role?.spans.map(({ value }) => value),
    ['primary', 'silent', 'primary'],
  );
  t.is(others.length, 2);
  const [, silent] = role?.spans ?? [];
  t.true(Math.abs(silent?.from ?? Number.NaN) < LATE, JSON.stringify(silent));
  t.true(Math.abs((silent?.to ?? Number.NaN) - 1_000) < LATE, JSON.stringify(silent));
  t.deepEqual(
    timeline.named.map(({ spans }) => spans.map(({ value }) => value)),
    [['one'], ['one'], ['one']],
  );
});

real('a program that ends is silent at once', async (t) => {
  const [redis, sentinel] = await servers(t);
  const recorder = await startTimeline(reachTo(redis, sentinel), environment);
  const zero = monotonicNow();
  redis.signal('SIGKILL');
  await sleep(LATE);
  const [role] = recorder.stop(zero).timeline.roles;
  t.deepEqual(
    role?.spans.map(({ value }) => value),
    ['primary', 'silent'],
  );
  t.true(Math.abs(role?.spans[1]?.from ?? Number.NaN) < LATE / 2, JSON.stringify(role));
});

real('what Sentinels publish is heard, also after a connection was lost', async (t) => {
  const [redis, sentinel] = await servers(t);
  const recorder = await startTimeline(reachTo(redis, sentinel), environment);
  const zero = monotonicNow();
  await sentinel.client.command('SENTINEL', 'SET', group, 'quorum', '3');
  await sleep(LATE / 2);
  await sentinel.client.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await sleep(LATE);
  await sentinel.client.command('SENTINEL', 'SET', group, 'quorum', '1');
  await sleep(LATE / 2);
  const events = recorder.stop(zero).timeline.events.filter(({ event }) => event === '+set');
  t.deepEqual(
    events.map(({ host, detail }) => [host, detail.split(' ').slice(-2).join(' ')]).sort(),
    ['one', 'three', 'two'].flatMap((host) => [
      [host, 'quorum 1'],
      [host, 'quorum 3'],
    ]),
  );
  t.true(Math.abs(events[0]?.at ?? Number.NaN) < LATE, JSON.stringify(events[0]));
});
