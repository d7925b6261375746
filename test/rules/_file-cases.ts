import { createHash } from 'node:crypto';
import { type Files, GROUP, only, replaced, withLines } from './_files.ts';

/** Files that break one rule, and what is printed. */
export interface FileCase {
  readonly files: Files;
  readonly severity: 'error' | 'warning';
  /** Each finding: `file:line: directive: message; remedy`. */
  readonly findings: readonly string[];
  /** Rules that cannot be kept then. */
  readonly also?: readonly string[];
}

/** A rule, the files that break it and nothing else, and files near them that keep it. */
export interface FileRuleCases {
  readonly breaks: readonly FileCase[];
  readonly keeps: readonly Files[];
}

const SENTINEL_RULES =
  'resetchannels &__sentinel__:hello +multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill +script|kill';

/** All servers have a user for Sentinel, and all Sentinels log in as it. */
function withUser(rules: string): Files {
  const user = `user watch on >s3cret ${rules}`;
  return withLines({
    'data1.conf': user,
    'data2.conf': user,
    'data3.conf': user,
    'sentinel1.conf': 'sentinel auth-user m watch',
    'sentinel2.conf': 'sentinel auth-user m watch',
    'sentinel3.conf': 'sentinel auth-user m watch',
  });
}

const OPEN = replaced(
  'requirepass s3cret\nmasterauth s3cret\n',
  '',
  'data',
  replaced(/sentinel auth-pass .*\n/, '', 'sentinel'),
);
const CERTIFICATE = 'tls-cert-file /tls/host.pem\ntls-key-file /tls/host.key\ntls-ca-cert-file /tls/ca.pem';
/** One server that asks for no password. */
const OPEN_SERVER = replaced('requirepass s3cret\nmasterauth s3cret\n', '', '', only('data1.conf'));
const ENCRYPTED_SERVER = `port 0\ntls-port 6380\n${CERTIFICATE}\ntls-replication yes`;
const ENCRYPTED_SENTINEL = `port 0\ntls-port 26380\n${CERTIFICATE}\ntls-replication yes`;
/** A group that speaks TLS alone, and one that has the plain ports beside those for TLS. */
const ENCRYPTED = encrypted('port 0\n');
const ENCRYPTED_BESIDE_PLAIN = encrypted('');
const SERVERS = ['data1.conf', 'data2.conf', 'data3.conf'];

function encrypted(closed: string): Files {
  const lines = (port: number): string => `${closed}tls-port ${port}\n${CERTIFICATE}\ntls-replication yes`;
  const told = replaced('10.0.0.1 6379', '10.0.0.1 6380');
  return withLines(
    Object.fromEntries(
      Object.keys(told).map((file) => [file, lines(file.startsWith('data') ? 6380 : 26_380)]),
    ),
    told,
  );
}

/** For rules that judge files too. */
export const FILE_CASES: Readonly<Record<string, FileRuleCases>> = {
  'down-after-min': {
    breaks: [
      {
        files: replaced('milliseconds m 5000', 'milliseconds m 500', 'sentinel'),
        severity: 'error',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:6: sentinel down-after-milliseconds m: 500 calls a host down during an ordinary stall; give at least 1000, better 5000`,
        ),
      },
    ],
    keeps: [replaced('milliseconds m 5000', 'milliseconds m 3000', 'sentinel')],
  },
  'repl-timeout': {
    breaks: [
      {
        files: withLines({ 'data2.conf': 'repl-timeout 10' }),
        severity: 'error',
        findings: [
          'data2.conf:9: repl-timeout: 10 seconds are not longer than repl-ping-replica-period (10 seconds) and sentinel down-after-milliseconds m (5000), so replicas break off by themselves; give at least 11',
        ],
      },
      {
        files: { 'data.conf': 'maxmemory 1gb\nrepl-timeout 9\nbind 127.0.0.1' },
        severity: 'error',
        findings: [
          'data.conf:2: repl-timeout: 9 seconds are not longer than repl-ping-replica-period (10 seconds), so replicas break off by themselves; give at least 11',
        ],
      },
    ],
    keeps: [withLines({ 'data2.conf': 'repl-timeout 11' })],
  },
  'reboot-period': {
    breaks: [
      {
        files: replaced('maxmemory 1gb', 'maxmemory 16gb', 'data'),
        severity: 'warning',
        findings: [
          `sentinel1.conf: sentinel master-reboot-down-after-period m: 0 waits for a primary that restarts within down-after for as long as it loads its data, 16gb in about 163.8 s; give 30000, or what loading may take`,
        ],
      },
    ],
    keeps: [
      replaced('maxmemory 1gb', 'maxmemory 11gb', 'data'),
      replaced('maxmemory 1gb', 'maxmemory 16gb\nsave ""', 'data'),
      withLines(
        Object.fromEntries(
          [1, 2, 3].map((host) => [
            `sentinel${host}.conf`,
            'sentinel master-reboot-down-after-period m 9000',
          ]),
        ),
        replaced('maxmemory 1gb', 'maxmemory 16gb', 'data'),
      ),
    ],
  },
  'parallel-syncs-range': {
    breaks: [
      {
        files: withLines({ 'sentinel1.conf': 'sentinel parallel-syncs m 0' }, only('sentinel1.conf')),
        severity: 'error',
        findings: [
          'sentinel1.conf:8: sentinel parallel-syncs m: 0 lets replicas follow the new primary only when the failover-timeout has passed; give 1',
        ],
      },
      {
        files: withLines(
          {
            'sentinel1.conf':
              'sentinel parallel-syncs m 3\nsentinel known-replica m 10.0.0.2 6379\nsentinel known-replica m 10.0.0.3 6379',
          },
          only('sentinel1.conf'),
        ),
        severity: 'error',
        findings: [
          'sentinel1.conf:8: sentinel parallel-syncs m: 3 is not from 1 to 2, the number of replicas; give 1',
        ],
      },
    ],
    keeps: [withLines({ 'sentinel1.conf': 'sentinel parallel-syncs m 3' }, only('sentinel1.conf'))],
  },
  'min-replicas-range': {
    breaks: [
      {
        files: replaced('min-replicas-to-write 1', 'min-replicas-to-write 3', 'data1'),
        severity: 'error',
        findings: [
          'data1.conf:7: min-replicas-to-write: 3 is more than there are replicas (2), so no write is ever taken; give 1',
        ],
      },
    ],
    keeps: [replaced('min-replicas-to-write 1', 'min-replicas-to-write 3', '', only('data1.conf'))],
  },
  'quorum-range': {
    breaks: [
      {
        files: replaced('6379 2', '6379 4', 'sentinel'),
        severity: 'error',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 4 is more than the 3 Sentinels, so the primary is never found down; give 2, a majority`,
        ),
      },
    ],
    keeps: [replaced('6379 2', '6379 4', '', only('sentinel1.conf'))],
  },
  'maxmemory-unset': {
    breaks: [
      {
        files: replaced('maxmemory 1gb\n', '', 'data3'),
        severity: 'error',
        findings: [
          'data3.conf: maxmemory: 0 is no limit, so data grows until the system ends Redis; give a size such as 1gb, below the memory of the host',
        ],
      },
    ],
    keeps: [replaced('maxmemory 1gb', 'maxmemory 2gb', 'data3')],
  },
  'maxmemory-equal': {
    breaks: [
      {
        files: replaced('maxmemory 1gb', 'maxmemory 512mb', 'data3'),
        severity: 'warning',
        findings: [
          'data3.conf:6: maxmemory: 512mb is less than the 1gb of another data host, so once it leads it refuses writes until it holds less; give all data hosts of the group the same, such as 536870912',
        ],
      },
      {
        files: replaced('maxmemory 1gb', 'maxmemory 512mb\nmaxmemory-policy allkeys-lfu', 'data3'),
        severity: 'warning',
        findings: [
          'data3.conf:6: maxmemory: 512mb is less than the 1gb of another data host, so once it leads it evicts what is above that (allkeys-lfu); give all data hosts of the group the same, such as 536870912',
        ],
      },
    ],
    keeps: [
      replaced('maxmemory 1gb', 'maxmemory 1024mb', 'data3'),
      replaced('maxmemory 1gb', 'maxmemory 512mb\nreplica-priority 0', 'data3'),
    ],
  },
  'active-defrag': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'activedefrag yes' }),
        severity: 'warning',
        findings: [
          "data1.conf:8: activedefrag: yes keeps a Redis from starting that is built without its own allocator, as FreeBSD's and Debian's packages are; leave it out",
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'activedefrag no' })],
  },
  'announce-mixed': {
    breaks: [
      {
        files: withLines({ 'sentinel2.conf': 'sentinel announce-hostnames yes' }),
        severity: 'error',
        findings: [
          'sentinel2.conf:8: sentinel announce-hostnames: yes mixes names with the addresses that all hosts are known by; leave it out',
        ],
      },
    ],
    keeps: [
      replaced(
        'monitor m 10.0.0.1',
        'monitor m redis-1',
        '',
        withLines(
          { 'sentinel2.conf': 'sentinel resolve-hostnames yes\nsentinel announce-hostnames yes' },
          only('sentinel2.conf'),
        ),
      ),
    ],
  },
  'line-refused': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'maxclients many' }),
        severity: 'error',
        findings: [
          'data1.conf:8: maxclients: many is not a whole number from 1; write digits without a unit',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'maxclients 5000' })],
  },
  'line-ignored': {
    breaks: [
      {
        files: withLines({ 'sentinel1.conf': 'maxmemory 1gb' }),
        severity: 'warning',
        findings: ['sentinel1.conf:8: maxmemory: is read and does nothing here; remove it'],
      },
    ],
    keeps: [withLines({ 'sentinel1.conf': 'loglevel notice' })],
  },
  'masterauth-missing': {
    breaks: [
      {
        files: replaced('masterauth s3cret\n', '', 'data1'),
        severity: 'error',
        findings: [
          'data1.conf:4: requirepass: asks for a password while masterauth gives none, so this server can never be a replica; write masterauth with the password of the group',
        ],
      },
      {
        files: replaced(
          'requirepass s3cret\nmasterauth s3cret',
          'user default on >s3cret ~* &* +@all',
          'data1',
        ),
        severity: 'error',
        findings: [
          'data1.conf:4: user: asks for a password while masterauth gives none, so this server can never be a replica; write masterauth with the password of the group',
        ],
      },
    ],
    keeps: [OPEN, replaced('requirepass s3cret', 'user default on >s3cret ~* &* +@all', 'data1')],
  },
  'requirepass-missing': {
    breaks: [
      {
        files: replaced('requirepass s3cret\n', '', 'data1'),
        also: ['protected-open'],
        severity: 'error',
        findings: [
          'data1.conf:4: masterauth: gives a password that no server asks for, so this one refuses its replicas once it is primary; write requirepass with the same password',
        ],
      },
    ],
    keeps: [replaced('requirepass s3cret', 'aclfile /usr/local/etc/redis/users.acl', 'data1')],
  },
  'auth-pass-missing': {
    breaks: [
      {
        files: replaced(/sentinel auth-pass .*\n/, '', 'sentinel3'),
        severity: 'error',
        findings: [
          'sentinel3.conf: sentinel auth-pass m: is missing while the servers ask for a password, so Sentinel calls them all down; write sentinel auth-pass m with their password',
        ],
      },
    ],
    keeps: [OPEN],
  },
  'secret-equal': {
    breaks: [
      {
        files: replaced('masterauth s3cret', 'masterauth d1fferent', 'data1'),
        severity: 'error',
        findings: [
          'data1.conf:5: masterauth: is not the password that data1.conf asks for; give the password of the group everywhere',
        ],
      },
      {
        files: replaced('auth-pass m s3cret', 'auth-pass m d1fferent', 'sentinel2'),
        severity: 'error',
        findings: [
          'sentinel2.conf:5: sentinel auth-pass m: is not the password that data1.conf asks for; give the password of the group everywhere',
        ],
      },
    ],
    keeps: [
      replaced(
        'requirepass s3cret',
        `user default on #${createHash('sha256').update('s3cret').digest('hex')} ~* &* +@all`,
        'data',
      ),
    ],
  },
  'secret-distinct': {
    breaks: [
      {
        files: withLines(
          {
            'sentinel1.conf':
              'sentinel monitor n 10.0.9.1 6379 2\nsentinel auth-pass n s3cret\nsentinel failover-timeout n 60000\nsentinel down-after-milliseconds n 5000',
          },
          only('sentinel1.conf'),
        ),
        severity: 'error',
        findings: [
          'sentinel1.conf:5: sentinel auth-pass m: is the password of n too, so one group can take over servers of the other; give each group a password of its own',
          'sentinel1.conf:9: sentinel auth-pass n: is the password of m too, so one group can take over servers of the other; give each group a password of its own',
        ],
      },
    ],
    keeps: [
      withLines(
        {
          'sentinel1.conf':
            'sentinel monitor n 10.0.9.1 6379 2\nsentinel auth-pass n d1fferent\nsentinel failover-timeout n 60000\nsentinel down-after-milliseconds n 5000',
        },
        only('sentinel1.conf'),
      ),
    ],
  },
  'sentinel-password': {
    breaks: [
      {
        files: withLines({ 'sentinel2.conf': 'requirepass watchword' }),
        severity: 'error',
        findings: [
          'sentinel2.conf:8: requirepass: is not what sentinel1.conf says, and Sentinels log in at each other with their own password; give all Sentinels the same requirepass, or none',
        ],
      },
    ],
    keeps: [
      withLines({
        'sentinel1.conf': 'requirepass watchword',
        'sentinel2.conf': 'requirepass watchword',
        'sentinel3.conf': 'requirepass watchword',
      }),
    ],
  },
  'acl-sentinel-user': {
    breaks: [
      {
        files: withUser(SENTINEL_RULES.replace(' +ping', '').replace('&__sentinel__:hello ', '')),
        severity: 'error',
        findings: SERVERS.map(
          (file, at) =>
            `${file}:${at === 0 ? 8 : 9}: user: watch, which Sentinel logs in as, lacks +ping &__sentinel__:hello, so it calls the server down; add these rules`,
        ),
      },
      {
        files: withLines(
          { 'sentinel1.conf': 'sentinel auth-user m nobody' },
          { ...only('data1.conf', 'sentinel1.conf') },
        ),
        severity: 'error',
        findings: [
          "sentinel1.conf:8: sentinel auth-user m: nobody is no user of data1.conf, so Sentinel can't log in; write user nobody there",
        ],
      },
    ],
    keeps: [withUser(SENTINEL_RULES), withUser('allchannels +@all')],
  },
  'acl-sentinel-excess': {
    breaks: [
      {
        files: withUser(`${SENTINEL_RULES} ~app:* +flushall`),
        severity: 'warning',
        findings: SERVERS.map(
          (file, at) =>
            `${file}:${at === 0 ? 8 : 9}: user: watch, which Sentinel logs in as, may also use keys, and call FLUSHALL; give it these commands alone, and no keys`,
        ),
      },
      {
        files: withUser(`${SENTINEL_RULES} (~* +get +set)`),
        severity: 'warning',
        findings: SERVERS.map(
          (file, at) =>
            `${file}:${at === 0 ? 8 : 9}: user: watch, which Sentinel logs in as, may also use keys, and call GET and 1 more; give it these commands alone, and no keys`,
        ),
      },
    ],
    keeps: [withUser(SENTINEL_RULES), withUser(`${SENTINEL_RULES} +client|unpause +hello +auth`)],
  },
  'acl-default-open': {
    breaks: [
      {
        files: withLines({ 'data1.conf': `user app on >s3cret ~* resetchannels +@all` }, OPEN_SERVER),
        also: ['protected-open'],
        severity: 'error',
        findings: [
          'data1.conf:6: user: leaves the user default on without a password, so nobody needs to log in as app; write user default off, or give it a password',
        ],
      },
      {
        files: withLines(
          { 'data1.conf': 'user app on >s3cret ~* resetchannels +@all\nuser default on nopass ~* &* +@all' },
          replaced('bind 10.0.0.1 127.0.0.1', 'bind 127.0.0.1', '', OPEN_SERVER),
        ),
        severity: 'warning',
        findings: [
          'data1.conf:7: user: leaves the user default on without a password, so nobody needs to log in as app; write user default off, or give it a password',
        ],
      },
    ],
    keeps: [
      withLines({ 'data1.conf': 'user app on >s3cret ~* +@all' }, only('data1.conf')),
      withLines({ 'data1.conf': 'user app on >s3cret ~* +@all\nuser default off' }, OPEN_SERVER),
      withLines({ 'data1.conf': 'user app on >s3cret ~* +@all\nuser default on nopass -@all' }, OPEN_SERVER),
      OPEN_SERVER,
    ],
  },
  'acl-hello-channel': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'user app on >s3cret ~* &* +@all' }),
        severity: 'warning',
        findings: [
          'data1.conf:8: user: app may publish to __sentinel__:hello, and so tell Sentinels of a primary of its own; allow it the channels that it needs instead of all',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'user app on >s3cret ~* &news:* +@all' })],
  },
  'monitor-address': {
    breaks: [
      {
        files: replaced('monitor m 10.0.0.1', 'monitor m 127.0.0.1', 'sentinel'),
        severity: 'error',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 127.0.0.1 is another machine on every host, and clients are told it as the primary; write the address of the primary that other hosts reach it at`,
        ),
      },
      {
        files: { 'sentinel.conf': 'sentinel monitor m 127.0.0.1 6379 1\nsentinel failover-timeout m 60000' },
        severity: 'warning',
        findings: [
          'sentinel.conf:1: sentinel monitor m: 127.0.0.1 is another machine on every host, and clients are told it as the primary; write the address of the primary that other hosts reach it at',
        ],
      },
      {
        files: { 'sentinel.conf': 'sentinel monitor m 0.0.0.0 6379 1\nsentinel failover-timeout m 60000' },
        severity: 'error',
        findings: [
          'sentinel.conf:1: sentinel monitor m: 0.0.0.0 names no host, and clients are told it as the primary; write the address of the primary that other hosts reach it at',
        ],
      },
    ],
    keeps: [only('sentinel1.conf')],
  },
  'monitor-twice': {
    breaks: [
      {
        files: withLines(
          {
            'sentinel1.conf':
              'sentinel monitor n 10.0.0.1 6379 2\nsentinel failover-timeout n 60000\nsentinel down-after-milliseconds n 5000',
          },
          only('sentinel1.conf'),
        ),
        severity: 'error',
        findings: [
          'sentinel1.conf:8: sentinel monitor n: 10.0.0.1 port 6379 is watched as m too, so each name fails it over by itself; keep one of the names',
        ],
      },
    ],
    keeps: [
      withLines(
        {
          'sentinel1.conf':
            'sentinel monitor n 10.0.0.1 6380 2\nsentinel failover-timeout n 60000\nsentinel down-after-milliseconds n 5000',
        },
        only('sentinel1.conf'),
      ),
    ],
  },
  'master-name-charset': {
    breaks: [
      {
        files: {
          'sentinel.conf': 'sentinel monitor "a b" 10.0.0.1 6379 1\nsentinel failover-timeout "a b" 60000',
        },
        severity: 'error',
        findings: [
          'sentinel.conf:1: sentinel monitor: "a b" is a name that Sentinel writes back without quotes and may not read again; name the group with letters, digits, dots, dashes and underscores',
        ],
      },
    ],
    keeps: [
      {
        'sentinel.conf': 'sentinel monitor a-b.C_1 10.0.0.1 6379 1\nsentinel failover-timeout a-b.C_1 60000',
      },
    ],
  },
  'sentinel-equal': {
    breaks: [
      {
        files: replaced('6379 2', '6379 3', 'sentinel2', replaced(/sentinel myid .*\n/, '', 'sentinel')),
        severity: 'warning',
        findings: [
          'sentinel2.conf:3: sentinel monitor m: quorum 3 is 2 in sentinel1.conf, so it depends on who leads a failover; give all Sentinels of the group the same value',
        ],
      },
    ],
    keeps: [replaced('6379 2', '6379 3', 'sentinel', replaced(/sentinel myid .*\n/, '', 'sentinel'))],
  },
  'sentinel-myid': {
    breaks: [
      {
        files: replaced('2222', '1111', '', replaced(/2{40}/, '1'.repeat(40), 'sentinel2')),
        severity: 'error',
        findings: [
          'sentinel1.conf:3: sentinel myid: is that of sentinel2.conf too, so the others count one Sentinel; take the line out of one of them: Sentinel makes an id of its own',
          'sentinel2.conf:3: sentinel myid: is that of sentinel1.conf too, so the others count one Sentinel; take the line out of one of them: Sentinel makes an id of its own',
        ],
      },
    ],
    keeps: [replaced(/sentinel myid .*\n/, '', 'sentinel2')],
  },
  'bind-reachable': {
    breaks: [
      {
        files: replaced('bind 10.0.0.2 127.0.0.1', 'bind 127.0.0.1 -::1', 'data2', only('data2.conf')),
        severity: 'error',
        findings: [
          "data2.conf:1: bind: 127.0.0.1 -::1 is this machine alone, and the hosts of its group can't connect; add the address that they reach it at",
        ],
      },
      {
        files: replaced('bind 10.0.1.1 127.0.0.1', 'bind localhost', '', only('sentinel1.conf')),
        severity: 'error',
        findings: [
          "sentinel1.conf:1: bind: localhost is this machine alone, and the hosts of its group can't connect; add the address that they reach it at",
        ],
      },
    ],
    keeps: [
      { 'data.conf': 'bind 127.0.0.1 -::1\nmaxmemory 1gb' },
      {
        'data.conf':
          'bind 127.0.0.1 10.0.0.9\nmaxmemory 1gb\nrequirepass s3cret\nmasterauth s3cret\nreplicaof 10.0.0.1 6379',
      },
    ],
  },
  'protected-open': {
    breaks: [
      {
        files: OPEN,
        severity: 'error',
        findings: SERVERS.map(
          (file) =>
            `${file}: protected-mode: yes refuses every other host, since there is no password; write requirepass and masterauth, or protected-mode no behind a firewall`,
        ),
      },
      {
        files: { 'data.conf': 'maxmemory 1gb' },
        severity: 'warning',
        findings: [
          'data.conf: protected-mode: yes refuses every other host, since there is no password; write requirepass and masterauth, or protected-mode no behind a firewall',
        ],
      },
      {
        files: withLines({ 'sentinel1.conf': 'protected-mode yes' }),
        severity: 'error',
        findings: [
          'sentinel1.conf:8: protected-mode: yes refuses every other host, since there is no password; write requirepass and masterauth, or protected-mode no behind a firewall',
        ],
      },
    ],
    keeps: [{ 'data.conf': 'maxmemory 1gb\nbind 127.0.0.1' }],
  },
  unprotected: {
    breaks: [
      {
        files: { 'data.conf': 'maxmemory 1gb\nprotected-mode no' },
        severity: 'warning',
        findings: [
          'data.conf:2: protected-mode: no without a password lets whoever reaches the port read, write and configure; write requirepass and masterauth',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'protected-mode no' })],
  },
  'module-equal': {
    breaks: [
      {
        files: withLines({
          'data1.conf': 'loadmodule /usr/lib/one.so secret',
          'data2.conf': 'loadmodule /opt/one.so',
        }),
        severity: 'error',
        findings: [
          'data1.conf:8: loadmodule: loads one.so, which data3.conf does not, so that it cannot load data of that module; install the module on every data host, and write the same loadmodule lines',
          'data2.conf:9: loadmodule: loads one.so, which data3.conf does not, so that it cannot load data of that module; install the module on every data host, and write the same loadmodule lines',
        ],
      },
    ],
    keeps: [
      withLines(
        Object.fromEntries(SERVERS.map((file, at) => [file, `loadmodule /usr/lib${at}/one.so ${at}`])),
      ),
      withLines({ 'data1.conf': 'loadmodule /usr/lib/one.so' }, only('data1.conf')),
    ],
  },
  'rename-map': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'rename-command CONFIG ""' }),
        severity: 'error',
        findings: [
          'data1.conf:8: rename-command: removes config, which Sentinel calls, so that no failover succeeds; take it from users with ACL rules instead',
        ],
      },
      {
        files: withLines({ 'data1.conf': 'rename-command SlaveOf guarded' }, only('data1.conf')),
        severity: 'warning',
        findings: [
          'data1.conf:8: rename-command: gives slaveof, which Sentinel calls, a name that Sentinel is not told; write sentinel rename-command with the group, slaveof and the same name, or take it from users with ACL rules',
        ],
      },
    ],
    keeps: [
      withLines({ 'data1.conf': 'rename-command FLUSHALL ""' }),
      withLines(
        {
          'data1.conf': 'rename-command CONFIG guarded',
          'sentinel1.conf': 'sentinel rename-command m CONFIG guarded',
        },
        only('data1.conf', 'sentinel1.conf'),
      ),
    ],
  },
  'cluster-enabled': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'cluster-enabled yes' }),
        severity: 'error',
        findings: [
          'data1.conf:8: cluster-enabled: yes makes a node of Redis Cluster, which no Sentinel can fail over; leave it out, or use Redis Cluster without Sentinel',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'cluster-enabled no' })],
  },
  'replica-held-back': {
    breaks: [
      {
        files: withLines({ 'data2.conf': 'replica-priority 0' }),
        severity: 'warning',
        findings: [
          'data2.conf:9: replica-priority: 0 is never promoted: either this replica must not lead, or it had no data and has not been in sync since; give replica-priority 100 once the replica is in sync, or keep 0 for one that must not lead',
        ],
      },
    ],
    keeps: [
      withLines({ 'data1.conf': 'replica-priority 0' }),
      withLines({ 'data2.conf': 'replica-priority 10' }),
    ],
  },
  'replicaof-circle': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'replicaof 10.0.0.2 6379' }),
        severity: 'error',
        findings: [
          'data1.conf:8: replicaof: 10.0.0.2 port 6379 is data2.conf, which follows this server, so there is no primary to follow; take the line out of the server that is primary',
          'data2.conf:8: replicaof: 10.0.0.1 port 6379 is data1.conf, which follows this server, so there is no primary to follow; take the line out of the server that is primary',
        ],
      },
      {
        files: replaced(
          'replicaof 10.0.0.1',
          'replicaof 10.0.0.3',
          'data2',
          withLines({ 'data1.conf': 'replicaof 10.0.0.2 6379' }),
        ),
        severity: 'error',
        findings: [
          ['data1.conf', '10.0.0.2', 'data2.conf, which follows data3.conf'],
          ['data2.conf', '10.0.0.3', 'data3.conf, which follows data1.conf'],
          ['data3.conf', '10.0.0.1', 'data1.conf, which follows data2.conf'],
        ].map(
          ([file, address, chain]) =>
            `${file}:8: replicaof: ${address} port 6379 is ${chain}, which follows this server, so there is no primary to follow; take the line out of the server that is primary`,
        ),
      },
      {
        files: withLines({ 'data1.conf': 'replicaof 127.0.0.1 6379' }),
        severity: 'error',
        findings: [
          'data1.conf:8: replicaof: 127.0.0.1 port 6379 is this server, so there is no primary to follow; take the line out of the server that is primary',
        ],
      },
      {
        files: {
          '6379.conf': 'maxmemory 1gb\nreplicaof localhost 6380',
          '6380.conf': 'maxmemory 1gb\nport 6380\nslaveof 127.0.0.1 6379',
        },
        also: ['protected-open'],
        severity: 'error',
        findings: [
          '6379.conf:2: replicaof: localhost port 6380 is 6380.conf, which follows this server, so there is no primary to follow; take the line out of the server that is primary',
          '6380.conf:3: replicaof: 127.0.0.1 port 6379 is 6379.conf, which follows this server, so there is no primary to follow; take the line out of the server that is primary',
        ],
      },
    ],
    keeps: [
      replaced('replicaof 10.0.0.1', 'replicaof 10.0.0.2', 'data3'),
      withLines({ 'data1.conf': 'replicaof 10.0.0.2 6380' }),
      withLines({ 'data1.conf': 'replicaof no one' }),
      { 'a.conf': 'replicaof 10.0.0.2 6379', 'b.conf': 'replicaof 10.0.0.1 6379' },
    ],
  },
  'second-primary': {
    breaks: [
      {
        files: replaced('replicaof 10.0.0.1 6379', '', 'data2'),
        severity: 'warning',
        findings: [
          'data2.conf: replicaof: follows nobody, so this server is a primary of its own beside 10.0.0.1 port 6379; write replicaof with the primary of the group, or take the file away if it is of no group',
        ],
      },
      {
        files: replaced(
          'replicaof 10.0.0.1 6379',
          'replicaof no one',
          'data2',
          withLines({ 'sentinel1.conf': 'sentinel known-replica m 10.0.0.2 6379' }),
        ),
        severity: 'error',
        findings: [
          'data2.conf:8: replicaof: follows nobody, so this server is a primary of its own beside 10.0.0.1 port 6379; write replicaof with the primary of the group, or take the file away if it is of no group',
        ],
      },
    ],
    keeps: [
      GROUP,
      replaced(/bind .*\n/, '', 'data', replaced('replicaof 10.0.0.1 6379', '', 'data2')),
      replaced('replicaof 10.0.0.1 6379', '', 'data2', only('data1.conf', 'data2.conf', 'data3.conf')),
    ],
  },
  'monitor-server': {
    breaks: [
      {
        files: replaced('monitor m 10.0.0.1', 'monitor m 10.0.0.9', 'sentinel2'),
        severity: 'error',
        findings: [
          'sentinel2.conf:4: sentinel monitor m: 10.0.0.9 port 6379 is none of the servers, so this Sentinel watches none of them; write the address of their primary, or give the files of the servers that it watches',
        ],
      },
      {
        files: replaced('10.0.0.1 6379 2', '10.0.0.1 6380 2', 'sentinel2'),
        severity: 'error',
        findings: [
          'sentinel2.conf:4: sentinel monitor m: 10.0.0.1 port 6380 is none of the servers, so this Sentinel watches none of them; write the address of their primary, or give the files of the servers that it watches',
        ],
      },
      {
        files: { ...GROUP, 'sentinel4.conf': 'port 26379' },
        severity: 'error',
        findings: [
          'sentinel4.conf: sentinel monitor: is missing, so this Sentinel watches none of the servers; write it with a name, the address of their primary and the quorum',
        ],
      },
      {
        files: replaced(
          'monitor m 10.0.0.1',
          'monitor m 10.0.0.9',
          'sentinel2',
          replaced(/bind .*\n/, '', 'data'),
        ),
        severity: 'warning',
        findings: [
          'sentinel2.conf:4: sentinel monitor m: 10.0.0.9 port 6379 is not whom the servers follow, so this Sentinel may watch none of them; write the address of their primary, or give the files of the servers that it watches',
        ],
      },
    ],
    keeps: [
      replaced('monitor m 10.0.0.1', 'monitor m 10.0.0.3', 'sentinel'),
      replaced(
        'monitor m 10.0.0.1',
        'monitor m 10.0.0.9',
        'sentinel',
        replaced(/(bind|replicaof) .*\n?/g, '', 'data'),
      ),
      withLines(
        { 'sentinel2.conf': 'sentinel known-replica m 10.0.0.2 6379' },
        replaced('monitor m 10.0.0.1', 'monitor m 10.0.0.9', 'sentinel2'),
      ),
      replaced('monitor m 10.0.0.1', 'monitor m 10.0.0.9', 'sentinel', only('sentinel1.conf')),
    ],
  },
  'dir-kept': {
    breaks: [
      {
        files: replaced('dir /var/db/redis', 'dir data', 'data1'),
        severity: 'warning',
        findings: [
          'data1.conf:3: dir: data depends on where the server is started, so its data may be left behind; write the whole path',
        ],
      },
      {
        files: replaced('dir /var/db/redis', 'dir /tmp/redis', 'data1'),
        severity: 'warning',
        findings: [
          'data1.conf:3: dir: /tmp/redis may be emptied by a reboot, and the data with it; write a folder that is kept, such as /var/db/redis',
        ],
      },
    ],
    keeps: [replaced('dir /var/db/redis', 'dir /tmpfiles', 'data1')],
  },
  'tls-equal': {
    breaks: [
      {
        files: withLines({ 'sentinel1.conf': `tls-port 26380\nport 0\n${CERTIFICATE}\ntls-replication yes` }),
        severity: 'error',
        findings: [
          'sentinel1.conf:13: tls-replication: yes is not what data1.conf says, so one of them connects to a port that does not answer it; write the same in all files',
        ],
      },
    ],
    keeps: [withLines({ 'sentinel1.conf': 'tls-replication no' })],
  },
  'tls-mixed': {
    breaks: [
      {
        files: withLines({ 'data3.conf': ENCRYPTED_SERVER }, only('data1.conf', 'data2.conf', 'data3.conf')),
        severity: 'error',
        findings: [
          'data3.conf:14: tls-replication: yes is not what data1.conf says, so one of them connects to a port that does not answer it; write the same in all files',
        ],
      },
      {
        files: withLines({ 'sentinel1.conf': ENCRYPTED_SENTINEL }, only('sentinel1.conf', 'sentinel2.conf')),
        severity: 'error',
        also: ['sentinel-count', 'sentinel-even', 'quorum-unanimous'],
        findings: [
          'sentinel2.conf: tls-replication: no is not what sentinel1.conf says, so one of them connects to a port that does not answer it; write the same in all files',
        ],
      },
    ],
    keeps: [
      ENCRYPTED,
      // Two servers of which nothing tells that they are of one group.
      { 'a.conf': 'maxmemory 1gb', 'b.conf': `maxmemory 1gb\n${ENCRYPTED_SERVER}` },
    ],
  },
  'tls-server-port': {
    breaks: [
      {
        files: replaced('tls-port 6380\n', '', 'data2', ENCRYPTED_BESIDE_PLAIN),
        severity: 'error',
        findings: [
          'data2.conf: tls-port: 0 leaves replicas and Sentinels, which connect with TLS, no port that answers them; write tls-port',
        ],
      },
      {
        files: withLines({ 'data3.conf': `port 0\ntls-port 6380\n${CERTIFICATE}` }),
        severity: 'error',
        findings: [
          'data3.conf:9: port: 0 leaves replicas and Sentinels, which connect without TLS, no port that answers them; write tls-replication yes in all files',
        ],
      },
    ],
    keeps: [
      ENCRYPTED,
      { 'alone.conf': `maxmemory 1gb\nport 0\ntls-port 6379\n${CERTIFICATE}` },
      withLines({ 'data3.conf': 'port 0\nunixsocket /var/run/redis/redis.sock' }, only('data3.conf')),
    ],
  },
  'tls-link-port': {
    breaks: [
      {
        files: replaced(
          'monitor m 10.0.0.1 6380',
          'monitor m 10.0.0.1 6379',
          'sentinel',
          ENCRYPTED_BESIDE_PLAIN,
        ),
        severity: 'error',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 10.0.0.1 port 6379 answers no TLS in data1.conf, and this file connects with it; write port 6380`,
        ),
      },
      {
        files: withLines(
          { 'data1.conf': `tls-port 6380\n${CERTIFICATE}` },
          replaced('replicaof 10.0.0.1 6379', 'replicaof 10.0.0.1 6380', 'data2'),
        ),
        severity: 'error',
        findings: [
          'data2.conf:8: replicaof: 10.0.0.1 port 6380 answers TLS alone in data1.conf, and this file connects without it; write port 6379',
        ],
      },
    ],
    keeps: [ENCRYPTED, ENCRYPTED_BESIDE_PLAIN],
  },
  'tls-sentinel-port': {
    breaks: [
      {
        files: withLines({ 'sentinel1.conf': `${CERTIFICATE}\ntls-replication yes` }, only('sentinel1.conf')),
        severity: 'error',
        findings: [
          'sentinel1.conf:11: tls-replication: yes without a tls-port lets the other Sentinels call this one down; write tls-port, and port 0',
        ],
      },
    ],
    keeps: [
      withLines(
        { 'sentinel1.conf': `tls-port 26380\nport 0\n${CERTIFICATE}\ntls-replication yes` },
        only('sentinel1.conf'),
      ),
    ],
  },
  'sentinel-count': {
    breaks: [
      {
        files: only('data1.conf', 'data2.conf', 'data3.conf', 'sentinel1.conf', 'sentinel2.conf'),
        also: ['sentinel-even', 'quorum-unanimous'],
        severity: 'error',
        findings: [1, 2].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 2 Sentinels cannot lose one and still fail over; let at least three hosts be Sentinels`,
        ),
      },
    ],
    keeps: [only('sentinel1.conf')],
  },
  'sentinel-even': {
    breaks: [
      {
        files: withLines(
          {
            'sentinel1.conf': [2, 3, 4]
              .map((host) => `sentinel known-sentinel m 10.0.1.${host} 26379 ${String(host).repeat(40)}`)
              .join('\n'),
          },
          replaced('6379 2', '6379 3', '', only('sentinel1.conf')),
        ),
        severity: 'warning',
        findings: [
          'sentinel1.conf:4: sentinel monitor m: 4 Sentinels may lose no more hosts than 3 may; add a Sentinel or take one away',
        ],
      },
    ],
    keeps: [GROUP],
  },
  'quorum-majority': {
    breaks: [
      {
        files: replaced('6379 2', '6379 1', 'sentinel'),
        severity: 'error',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 1 of 3 Sentinels are no majority and yet start a failover; give 2`,
        ),
      },
    ],
    keeps: [GROUP],
  },
  'quorum-unanimous': {
    breaks: [
      {
        files: replaced('6379 2', '6379 3', 'sentinel'),
        severity: 'warning',
        findings: [1, 2, 3].map(
          (host) =>
            `sentinel${host}.conf:4: sentinel monitor m: 3 of 3 Sentinels must agree, so losing one of them stops failover; give 2, or add Sentinels`,
        ),
      },
    ],
    keeps: [GROUP],
  },
  'down-after-range': {
    breaks: [
      {
        files: replaced('milliseconds m 5000', 'milliseconds m 2000', '', only('sentinel1.conf')),
        severity: 'warning',
        findings: [
          'sentinel1.conf:6: sentinel down-after-milliseconds m: 2000 is shorter than a fork or a slow script may last; give at least 3000, better 5000',
        ],
      },
      {
        files: replaced('milliseconds m 5000', 'milliseconds m 30001', '', only('sentinel1.conf')),
        also: ['failover-timeout-min'],
        severity: 'warning',
        findings: [
          'sentinel1.conf:6: sentinel down-after-milliseconds m: 30001 passes without a primary before anything is done; give at most 30000, better 5000',
        ],
      },
    ],
    keeps: [replaced('milliseconds m 5000', 'milliseconds m 30000', '', only('sentinel1.conf'))],
  },
  'failover-timeout-min': {
    breaks: [
      {
        files: replaced('timeout m 60000', 'timeout m 9999', '', only('sentinel1.conf')),
        severity: 'error',
        findings: [
          'sentinel1.conf:7: sentinel failover-timeout m: 9999 may cut a promotion off; give at least 10000',
        ],
      },
    ],
    keeps: [replaced('timeout m 60000', 'timeout m 10000', '', only('sentinel1.conf'))],
  },
  'failover-timeout-max': {
    breaks: [
      {
        files: replaced(/sentinel failover-timeout .*/, '', '', only('sentinel1.conf')),
        severity: 'warning',
        findings: [
          'sentinel1.conf: sentinel failover-timeout m: after a failed try the next one waits twice 180000; give at most 60000',
        ],
      },
    ],
    keeps: [GROUP],
  },
  'parallel-syncs-all': {
    breaks: [
      {
        files: withLines({ 'sentinel1.conf': 'sentinel parallel-syncs m 2' }),
        also: ['sentinel-equal'],
        severity: 'warning',
        findings: [
          'sentinel1.conf:8: sentinel parallel-syncs m: 2 lets all 2 replicas load at the same time and answer nobody; give at most 1',
        ],
      },
    ],
    keeps: [withLines({ 'sentinel1.conf': 'sentinel parallel-syncs m 2' }, only('sentinel1.conf'))],
  },
  'min-replicas-off': {
    breaks: [
      {
        files: replaced('min-replicas-to-write 1', 'min-replicas-to-write 0', 'data2'),
        severity: 'warning',
        findings: [
          'data2.conf:7: min-replicas-to-write: 0 lets an isolated primary take writes that are lost when it returns; give 1',
        ],
      },
    ],
    keeps: [replaced('min-replicas-to-write 1', 'min-replicas-to-write 0', '', only('data2.conf'))],
  },
  'min-replicas-all': {
    breaks: [
      {
        files: replaced('min-replicas-to-write 1', 'min-slaves-to-write 2', 'data2'),
        severity: 'error',
        findings: [
          'data2.conf:7: min-replicas-to-write: 2 is all replicas, so the restart of any one stops writes; give at most 1',
        ],
      },
    ],
    keeps: [GROUP],
  },
  'min-replicas-single': {
    breaks: [
      {
        files: only('data1.conf', 'data2.conf', 'sentinel1.conf', 'sentinel2.conf', 'sentinel3.conf'),
        severity: 'warning',
        findings: ['data1.conf', 'data2.conf'].map(
          (file) =>
            `${file}:7: min-replicas-to-write: 1 with a single replica stops writes while it restarts, and after every failover; add a replica, or give 0`,
        ),
      },
    ],
    keeps: [GROUP],
  },
  'min-replicas-lag': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'min-replicas-max-lag 11' }),
        severity: 'warning',
        findings: [
          'data1.conf:8: min-replicas-max-lag: 11 is how long an isolated primary goes on taking writes; give 3 to 10',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'min-replicas-max-lag 3' })],
  },
  'replica-writable': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'slave-read-only no' }),
        severity: 'warning',
        findings: [
          'data1.conf:8: replica-read-only: no lets replicas take writes that no other host gets and the next resync drops; leave it out',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'replica-read-only yes' })],
  },
  'replica-announced': {
    breaks: [
      {
        files: withLines({ 'data2.conf': 'replica-announced no' }),
        severity: 'error',
        findings: [
          'data2.conf:9: replica-announced: no hides replicas from whoever asks Sentinel for them, such as clients that read from them and checks of their health; Sentinel promotes them all the same; leave it out',
        ],
      },
    ],
    keeps: [withLines({ 'data2.conf': 'replica-announced yes' })],
  },
  'empty-restart': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'save ""' }),
        also: ['persistence-none'],
        severity: 'error',
        findings: [
          'data1.conf:8: save: save "" without appendonly yes lets a primary that reboots before it is called down start empty and wipe its replicas; write save 3600 1 300 100 60 10000, or appendonly yes, or let nothing start it again by itself, if it is a cache',
        ],
      },
    ],
    keeps: [
      withLines({ 'data1.conf': 'save ""\nappendonly yes' }),
      withLines({ 'data1.conf': 'save ""\nreplica-priority 0' }),
      withLines({ 'data1.conf': 'save ""\nsave 60 1' }),
    ],
  },
  'persistence-none': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'save ""\nreplica-priority 0' }),
        severity: 'warning',
        findings: [
          'data1.conf:8: save: save "" without appendonly yes keeps nothing on disk, so all hosts restarting at once lose everything; write save 3600 1 300 100 60 10000, or appendonly yes',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'save 60 1' })],
  },
  'client-timeout': {
    breaks: [
      {
        files: withLines({ 'data1.conf': 'timeout 30', 'sentinel1.conf': 'tcp-keepalive 0' }),
        severity: 'warning',
        findings: [
          "data1.conf:8: timeout: 30 closes connections that idle for so many seconds, also those of a client's pool; leave it out",
          'sentinel1.conf:8: tcp-keepalive: 0 keeps connections to clients that are gone for ever; leave it out, or give 300',
        ],
      },
    ],
    keeps: [withLines({ 'data1.conf': 'tcp-keepalive 60' })],
  },
};
