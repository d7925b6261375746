/** Single judgements of rc.d/vedette, asked with answers that are hard to bring about on real processes. */
import { functionsOf, judged, type Run } from './_functions.ts';

const GROUP = "self=10.0.0.30 peers='10.0.0.51 10.0.0.52 10.0.0.53'";

const test = judged(`${functionsOf('vedette.rc', { tls: false })}\n${GROUP}\nbegun=$(date +%s)`);

const NONE = '0'.repeat(40);

/** What a data host says: its address, role, whom it follows, the ids of its present and its former history. */
type Place = readonly [
  host: string,
  role: 'master' | 'slave' | 'silent',
  follows?: string,
  id?: string,
  former?: string,
];

/** Who leads by these places; undefined if it is not clear. */
function leaderOf(run: Run, places: readonly Place[], early = true): string | undefined {
  const lines = places.map(
    ([host, role, follows = '-', id = '-', former = NONE]) => `${host} ${role} ${follows} ${id} ${former}`,
  );
  const patience = early ? 600 : 0;
  const { status, stdout } = run(
    `vedette_patience=${patience}\nplaces() { printf '%s\\n' "$INPUT"; }\nleader`,
    lines.join('\n'),
  );
  return status === 0 ? stdout : undefined;
}

const [ONE, TWO, THREE] = ['10.0.0.51', '10.0.0.52', '10.0.0.53'];

const LEADERS: readonly {
  readonly title: string;
  readonly places: readonly Place[];
  readonly leads: string | undefined;
  readonly late?: true;
}[] = [
  {
    title: 'nobody, where all are silent, as at a first boot',
    places: [
      [ONE, 'silent'],
      [TWO, 'silent'],
    ],
    leads: '',
  },
  {
    title: 'the only primary',
    places: [
      [ONE, 'slave', TWO, 'b'],
      [TWO, 'master', '-', 'b'],
    ],
    leads: TWO,
  },
  {
    title: 'the primary that is followed, not one that woke up',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'master', '-', 'b', 'a'],
      [THREE, 'slave', TWO, 'b'],
    ],
    leads: TWO,
  },
  {
    title: 'the primary that is followed, though their histories are not related',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'master', '-', 'c'],
      [THREE, 'slave', TWO, 'c'],
    ],
    leads: TWO,
  },
  {
    title: 'the one that was promoted out of the history of the other, where nobody follows',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'master', '-', 'b', 'a'],
    ],
    leads: TWO,
  },
  {
    title: 'the top of a chain of replicas',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'slave', ONE, 'a'],
      [THREE, 'slave', TWO, 'a'],
    ],
    leads: ONE,
  },
  {
    title: 'a primary that is down and that all others follow',
    places: [
      [ONE, 'silent'],
      [TWO, 'slave', ONE, 'a'],
      [THREE, 'slave', ONE, 'a'],
    ],
    leads: ONE,
  },
  {
    title: 'this host, which all others follow',
    places: [
      [ONE, 'slave', '10.0.0.30', 'a'],
      [TWO, 'slave', '10.0.0.30', 'a'],
    ],
    leads: '10.0.0.30',
  },
  {
    title: 'nobody for sure, where a primary was promoted and the old one is still followed',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'master', '-', 'b', 'a'],
      [THREE, 'slave', ONE, 'a'],
    ],
    leads: undefined,
  },
  {
    title: 'nobody for sure, where both went on from the same history',
    places: [
      [ONE, 'master', '-', 'b', 'a'],
      [TWO, 'master', '-', 'c', 'a'],
    ],
    leads: undefined,
  },
  {
    title: 'nobody for sure, where replicas follow each other',
    places: [
      [ONE, 'slave', TWO],
      [TWO, 'slave', ONE],
    ],
    leads: undefined,
  },
  {
    title: 'nobody for sure, where the host that is followed is silent beside a primary',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'silent'],
      [THREE, 'slave', TWO, 'b'],
    ],
    leads: undefined,
  },
  {
    title: 'nobody for sure yet, beside a silent host and without a follower',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'silent'],
    ],
    leads: undefined,
  },
  {
    title: 'the only primary, once the other has been silent for long',
    places: [
      [ONE, 'master', '-', 'a'],
      [TWO, 'silent'],
    ],
    leads: ONE,
    late: true,
  },
  {
    title: 'nobody for sure, where all follow a stranger',
    places: [
      [ONE, 'slave', '192.0.2.1'],
      [TWO, 'slave', '192.0.2.1'],
    ],
    leads: undefined,
  },
];

for (const { title, places, leads, late } of LEADERS)
  test(`of data hosts leads ${title}`, (t, run) => {
    t.is(leaderOf(run, places, late === undefined), leads);
    t.is(leaderOf(run, [...places].reverse(), late === undefined), leads, 'in any order');
  });

/** What a replica says; it followed to the end of history `a`, place 200, and was promotable. */
const REPLICA = {
  role: 'slave',
  slave_priority: '100',
  master_link_status: 'down',
  master_link_down_since_seconds: '3',
  master_last_io_seconds_ago: '-1',
  master_replid: 'a',
  master_replid2: NONE,
  second_repl_offset: '-1',
  slave_repl_offset: '200',
  db0: 'keys=1,expires=0,avg_ttl=0',
};

/** True if the script finds a replica ahead of a disk. */
function isAhead(run: Run, replica: Partial<typeof REPLICA>, disk: string): boolean {
  const info = Object.entries({ ...REPLICA, ...replica }).map(([name, value]) => `${name}:${value}`);
  return (
    run(`redis() { printf '%s\\r\\n' "$INPUT" ; }\n${disk}\nplace_ahead 10.0.0.51`, info.join('\r\n'))
      .stdout !== ''
  );
}

const DISK = 'history=a place=100 age=60';

test('a replica with more of the history on the disk is ahead, one with as much or less is not', (t, run) => {
  t.true(isAhead(run, {}, DISK));
  t.false(isAhead(run, { slave_repl_offset: '100' }, DISK));
  t.false(isAhead(run, { slave_repl_offset: '99' }, DISK));
  t.true(isAhead(run, { slave_repl_offset: '9007199254740001' }, 'history=a place=9007199254740000 age=60'));
});

test('a replica whose former history goes on beyond the disk is ahead', (t, run) => {
  const promoted = { master_replid: 'b', master_replid2: 'a', second_repl_offset: '150' };
  t.true(isAhead(run, promoted, DISK));
  t.false(isAhead(run, { ...promoted, slave_repl_offset: '100' }, 'history=a place=100 age=60'));
});

test('where the histories cannot be compared, a replica is ahead unless the disk was written after it last heard', (t, run) => {
  for (const disk of ['history=b place=100', 'history= place=']) {
    t.true(isAhead(run, {}, `${disk} age=60`), disk);
    t.true(isAhead(run, { master_link_down_since_seconds: '62' }, `${disk} age=60`), disk);
    t.false(isAhead(run, { master_link_down_since_seconds: '63' }, `${disk} age=60`), disk);
    const up = { master_link_status: 'up', master_last_io_seconds_ago: '70' };
    t.false(isAhead(run, up, `${disk} age=60`), disk);
    t.true(isAhead(run, { ...up, master_last_io_seconds_ago: '0' }, `${disk} age=0`), disk);
  }
});

test('a replica that has not been in sync since it started is ahead only of a disk without data', (t, run) => {
  const never = { master_link_down_since_seconds: '-1', master_replid: 'c' };
  t.false(isAhead(run, never, 'history= place= age=60'));
  t.true(isAhead(run, never, 'history= place= age='));
});

test('nobody is ahead that is empty, of priority 0, or a primary', (t, run) => {
  t.false(isAhead(run, { db0: '', master_replid: 'c' }, DISK));
  t.false(isAhead(run, { slave_priority: '0' }, DISK));
  t.false(isAhead(run, { role: 'master' }, DISK));
});

/** What the script does where a replica is ahead of the disk of the host that the Sentinels name, for long already. */
function whereAhead(run: Run, flags: string): string {
  return run(`
tally() { echo "$self 2"; }
silent_peer() { :; }
look_at_disk() { :; }
host_ahead() { echo 10.0.0.51; }
replicas_known() { :; }
flags() { echo '${flags}'; }
await_promotion() { echo "waits for $1"; }
give_way_to() { echo "gives way to $1"; }
majority=2 vedette_patience=0
decide`).stdout;
}

test('a host whose disk is behind gives way once the Sentinels had their time, but not while they promote another', (t, run) => {
  t.is(whereAhead(run, 'master'), 'gives way to 10.0.0.51');
  t.is(whereAhead(run, 's_down,o_down,master,failover_in_progress'), 'waits for 10.0.0.51');
});

/** What Redis logs when it ends in order with an append-only file. */
const LAST_WORDS = [
  '25:M 27 Nov 2026 12:00:00.000 # User requested shutdown...',
  '25:M 27 Nov 2026 12:00:00.001 * Calling fsync() on the AOF file.',
  '25:M 27 Nov 2026 12:00:00.002 * Saving the final RDB snapshot before exiting.',
  '25:M 27 Nov 2026 12:00:00.003 * DB saved on disk',
  '25:M 27 Nov 2026 12:00:00.004 * Removing the pid file.',
  '25:M 27 Nov 2026 12:00:00.005 # Redis is now ready to exit, bye bye...',
];

/** True if the snapshot counts beside an append-only file, after a log and with a snapshot that may be written later. */
function speaksForBoth(run: Run, log: readonly string[], later = false): boolean {
  const lines = `
log=$(mktemp) file=$(mktemp)
printf '%s\\n' "$INPUT" >"$log"
${later ? 'sleep 0.05; echo >"$file"' : ''}
ended_in_order && echo yes
rm "$log" "$file"`;
  return run(lines, log.join('\n')).stdout === 'yes';
}

test('a snapshot speaks for an append-only file too only if Redis wrote it last, when it ended in order', (t, run) => {
  t.true(speaksForBoth(run, LAST_WORDS));
  t.false(speaksForBoth(run, LAST_WORDS, true), 'a snapshot that is newer than the log');
  t.false(
    speaksForBoth(
      run,
      LAST_WORDS.filter((line) => !line.includes('fsync')),
    ),
    'without an append-only file',
  );
  t.false(speaksForBoth(run, [...LAST_WORDS, '26:M * Ready to accept connections']), 'it runs again');
  t.false(speaksForBoth(run, LAST_WORDS.slice(0, -1)), 'it did not come to the end');
  t.false(speaksForBoth(run, []));
});
