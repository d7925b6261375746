import test from 'ava';
import { redisView } from '../../src/group/redis-view.ts';
import { sentinelView } from '../../src/group/sentinel-view.ts';

/** What `SENTINEL MASTER` answers, as far as it is read. */
function master(flags: string): readonly string[] {
  return ['name', 'mymaster', 'ip', '10.0.0.30', 'port', '6379', 'flags', flags, 'num-other-sentinels', '2'];
}

function replica(ip: string, flags: string, priority: string): readonly string[] {
  return ['name', `${ip}:6379`, 'ip', ip, 'flags', flags, 'slave-priority', priority];
}

const PRIMARY = ['master', 1_000, [['10.0.0.51', '6379', '1000']]];
const INFO = '# Replication\r\nrole:slave\r\nslave_priority:100\r\n';

test('the view of a Sentinel is what it says of the primary and of each replica', (t) => {
  const replicas = [
    replica('10.0.0.51', 'slave', '100'),
    replica('10.0.0.52', 'slave', '0'),
    replica('10.0.0.53', 's_down,slave', '100'),
  ];
  t.deepEqual(sentinelView('ctrl', [master('master'), replicas]), {
    host: 'ctrl',
    primary: '10.0.0.30',
    others: 2,
    replicas: ['10.0.0.51', '10.0.0.52'],
    heldBack: ['10.0.0.52'],
    calm: true,
  });
});

test('a Sentinel that finds the primary down, or is failing over, is not calm', (t) => {
  for (const flags of ['s_down,master', 'master,o_down', 'master,failover_in_progress'])
    t.false(sentinelView('ctrl', [master(flags), []]).calm, flags);
});

test('a Sentinel that is silent, or knows no such group, names nobody', (t) => {
  const refused = { refused: 'ERR No such master with that name' };
  for (const replies of [[], [refused, refused]])
    t.deepEqual(sentinelView('ctrl', replies), {
      host: 'ctrl',
      primary: undefined,
      others: 0,
      replicas: [],
      heldBack: [],
      calm: false,
    });
});

test('the view of a primary counts who acknowledged', (t) => {
  t.deepEqual(redisView('ns', [PRIMARY, 'slave_priority:100\r\n', 0, 2]), {
    host: 'ns',
    role: 'primary',
    inSync: true,
    wasInSync: true,
    priority: 100,
    acknowledgements: 2,
    unwritten: undefined,
  });
});

test('a replica is in sync when its link is connected', (t) => {
  const view = (link: string, info: string) =>
    redisView('node01', [['slave', '10.0.0.30', 6379, link, 1_000], info, 0, { refused: 'ERR WAIT' }]);
  t.like(view('connected', INFO), { role: 'replica', inSync: true, wasInSync: true, acknowledgements: 0 });
  t.like(view('sync', INFO), { role: 'replica', inSync: false });
});

test('a replica whose link is down was in sync if it says since when', (t) => {
  const view = (since: string) =>
    redisView('node01', [
      ['slave', '10.0.0.30', 6379, 'connect', -1],
      `${INFO}master_link_down_since_seconds:${since}\r\n`,
    ]);
  t.true(view('12').wasInSync);
  t.false(view('-1').wasInSync);
});

test('a Redis that is silent, or only refuses, has no role', (t) => {
  const refused = { refused: 'LOADING Redis is loading the dataset in memory' };
  for (const replies of [[], [refused, refused, refused, refused]])
    t.like(redisView('ns', replies), { role: undefined, inSync: false, acknowledgements: 0 });
});

test('the view of a Redis tells what it could not write to its volume', (t) => {
  const unwritten = (persistence: string) => redisView('ns', [PRIMARY, INFO, 0, 2, persistence]).unwritten;
  t.is(unwritten('rdb_last_bgsave_status:ok\r\naof_last_write_status:ok\r\n'), undefined);
  t.is(unwritten('rdb_last_bgsave_status:err\r\naof_last_write_status:ok\r\n'), 'snapshot');
  t.is(unwritten('rdb_last_bgsave_status:ok\r\naof_last_write_status:err\r\n'), 'append-only file');
});
