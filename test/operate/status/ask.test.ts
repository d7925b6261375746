import test from 'ava';
import { Group } from '../../../src/group/group.ts';
import { redisFacts } from '../../../src/operate/status/ask-redis.ts';
import { sentinelFacts } from '../../../src/operate/status/ask-sentinel.ts';
import { groupStatus } from '../../../src/operate/status/status.ts';
import { small } from '../../_environment.ts';
import { type Answer, play, reachTo } from '../../group/_program.ts';

const INFO = [
  ...['# Server', 'redis_version:7.2.4', 'run_id:abc', 'uptime_in_seconds:9', 'role:master', 'loading:0'],
  ...['master_replid:stream', 'master_repl_offset:1000', 'connected_clients:3'],
  ...['used_memory:10', 'used_memory_rss:20', 'maxmemory:0', 'maxmemory_policy:noeviction'],
  ...['rdb_changes_since_last_save:0', 'rdb_last_save_time:100', 'server_time_usec:160000000'],
  ...['rdb_last_bgsave_status:ok', 'rdb_bgsave_in_progress:0', 'aof_enabled:0'],
  ...['aof_rewrite_in_progress:0', 'aof_last_bgrewrite_status:ok', 'aof_last_write_status:ok'],
];

function told(...lines: readonly string[]) {
  return redisFacts([...INFO, ...lines].join('\r\n'));
}

/** What `unknown` says of each program, where every one of them answers so. */
async function silences(t: Parameters<typeof play>[0], answer: Answer): Promise<readonly string[]> {
  const { endpoint } = await play(t, answer);
  using group = new Group(reachTo(endpoint), small());
  const { data, sentinels, verdict } = await groupStatus(group);
  t.is(verdict.failover.answer, 'unknown');
  return [data, sentinels].map(([first]) => first?.unknown ?? '');
}

test('what a Redis tells is read, and ages are by its own clock', (t) => {
  t.like(told('db0:keys=2,expires=0', 'db7:keys=40,expires=1'), {
    role: 'primary',
    keys: 42,
    persistence: { savedAgo: 60 },
    memory: { machine: undefined },
    paused: undefined,
  });
  t.is(told('paused_reason:client_pause', 'paused_actions:write')?.paused, 'write');
  t.is(told('paused_reason:none', 'paused_actions:none')?.paused, undefined);
});

test('a follower that is in sync since less than a second has not acknowledged, whatever lag is told', (t) => {
  const line = (offset: number) =>
    `slave0:ip=fd00::1,port=6379,state=online,offset=${offset},lag=0,type=replica`;
  t.like(told(line(0))?.followers[0], { place: { address: 'fd00::1', port: 6379 }, lag: undefined });
  t.is(told(line(900))?.followers[0]?.lag, 0);
});

test('Valkey is named as itself, though it tells a version of Redis too', (t) => {
  t.deepEqual(told('server_name:valkey', 'valkey_version:9.1.2')?.engine, {
    name: 'Valkey',
    version: '9.1.2',
    line: 'valkey-9.1',
  });
  t.is(told('server_name:other', 'other_version:1.0')?.engine.line, undefined);
});

test('what another program answers to INFO is read as nothing', (t) => {
  t.is(redisFacts('hello'), undefined);
  t.is(redisFacts(INFO.filter((line) => !line.startsWith('role')).join('\r\n')), undefined);
  t.is(sentinelFacts(['hello', [], [], 'OK', 'id', 'hello'], undefined), undefined);
});

test('what a program says can steer no terminal', (t) => {
  t.is(told('maxmemory_policy:\u001b[2Jx')?.memory.policy, '\\u001b[2Jx');
});

test('a program that refuses is not known, and its words are told', async (t) => {
  const [redis, sentinel] = await silences(t, () => '-NOPERM User default has no permissions\r\n');
  t.is(redis, 'Redis on one refuses to tell: NOPERM User default has no permissions');
  t.is(sentinel, 'Sentinel one refuses to tell of mymaster: NOPERM User default has no permissions');
});

test('a program that answers something else is not known', async (t) => {
  const [redis, sentinel] = await silences(t, () => '+HELLO\r\n');
  t.is(redis, 'Redis on one answers INFO in a form that vedette does not know');
  t.is(sentinel, 'Sentinel one answers in a form that vedette does not know');
});

test('where nothing listens, that is told', async (t) => {
  using group = new Group(reachTo({ host: '127.0.0.1', port: 1 }), small());
  const { data } = await groupStatus(group);
  t.is(data[0]?.unknown, 'Redis on one does not answer: nothing listens there');
});
