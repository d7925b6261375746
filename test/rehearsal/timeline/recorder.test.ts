import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { monotonicNow } from '../../../src/base/clock.ts';
import type { Reach } from '../../../src/group/reach.ts';
import { PERIOD, startTimeline } from '../../../src/rehearsal/timeline/recorder.ts';
import { until } from '../../_boot.ts';
import { small } from '../../_environment.ts';
import { needs } from '../../_needs.ts';
import { type Booted, boot } from '../../_redis.ts';

const real = needs('redis-server', 'redis-sentinel');

const environment = small();
const { group } = environment.sentinel;
const [address = ''] = environment.hosts.map((host) => host.address);

/** Turns of this process, each long enough for every question that is due: one may be late on a busy machine, not all. */
async function turns(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) await sleep(5 * PERIOD);
}

/** Waits until what a program was asked, or has said, before now has arrived here. */
async function arrived({ client }: Server): Promise<void> {
  for (const _ of ['answered', 'read']) await client.command('PING');
  await setImmediate();
}

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
  const before = monotonicNow();
  await arrived(redis);
  const zero = monotonicNow();
  redis.signal('SIGSTOP');
  await turns(1);
  const asked = monotonicNow();
  await turns(9);
  await arrived(sentinel);
  const hung = monotonicNow();
  redis.signal('SIGCONT');
  await arrived(redis);
  const after = monotonicNow();
  const { timeline } = recorder.stop(zero);

  t.is(timeline.roles.length, 3);
  for (const { spans } of timeline.roles) {
    const at = spans.findIndex(({ from, to }) => from < hung - zero && hung - zero <= to);
    t.deepEqual(
      spans.slice(at - 1).map(({ value }) => value),
      ['primary', 'silent', 'primary'],
    );
    const silent = spans[at];
    if (silent === undefined) return t.fail();
    t.true(before - zero <= silent.from && silent.from <= asked - zero, JSON.stringify(silent));
    t.true(silent.to <= after - zero, JSON.stringify(silent));
  }
  for (const { spans } of timeline.named)
    t.true(spans.some(({ from, to, value }) => value === 'one' && from < hung - zero && asked - zero < to));
});

real('a program that ends is silent at once', async (t) => {
  const [redis, sentinel] = await servers(t);
  const recorder = await startTimeline(reachTo(redis, sentinel), environment);
  const before = monotonicNow();
  await arrived(redis);
  const zero = monotonicNow();
  await redis.end('SIGKILL');
  await turns(1);
  const asked = monotonicNow();
  for (const { spans } of recorder.stop(zero).timeline.roles) {
    t.deepEqual(
      spans.slice(-2).map(({ value }) => value),
      ['primary', 'silent'],
    );
    const from = Number(spans.at(-1)?.from);
    t.true(before - zero <= from && from <= asked - zero, JSON.stringify(spans));
  }
});

/** The ids of those that listen to a Sentinel. */
async function listeners({ client }: Server): Promise<readonly string[]> {
  return String(await client.command('CLIENT', 'LIST', 'TYPE', 'pubsub')).match(/(?<=^id=)\d+/gm) ?? [];
}

real('what Sentinels publish is heard, also after a connection was lost', async (t) => {
  const [redis, sentinel] = await servers(t);
  const recorder = await startTimeline(reachTo(redis, sentinel), environment);
  const zero = monotonicNow();
  await sentinel.client.command('SENTINEL', 'SET', group, 'quorum', '3');
  await arrived(sentinel);
  const heard = monotonicNow();
  const lost = await listeners(sentinel);
  await sentinel.client.command('CLIENT', 'KILL', 'TYPE', 'pubsub');
  await until('all listen again', async () => {
    const present = await listeners(sentinel);
    return present.length === lost.length && !present.some((id) => lost.includes(id));
  });
  await sentinel.client.command('SENTINEL', 'SET', group, 'quorum', '1');
  await arrived(sentinel);
  const events = recorder.stop(zero).timeline.events.filter(({ event }) => event === '+set');
  t.deepEqual(
    events.map(({ host, detail }) => [host, detail.split(' ').slice(-2).join(' ')]).sort(),
    ['one', 'three', 'two'].flatMap((host) => [
      [host, 'quorum 1'],
      [host, 'quorum 3'],
    ]),
  );
  for (const { at } of events.slice(0, 3)) t.true(0 <= at && at <= heard - zero, String(at));
});
