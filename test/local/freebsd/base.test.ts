import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { needs } from '../../_needs.ts';
import { NEEDED, rebooted, type TestHost, testCloud } from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud();
let shared: Promise<TestHost> | undefined;
const sh: TestHost['sh'] = async (script, options) => {
  shared ??= host();
  return (await shared).sh(script, options);
};

needs('shellcheck')('every stand-in is clean under ShellCheck as POSIX sh', (t) => {
  // From within the tree, where ShellCheck finds what scripts source by its path on a host.
  const tree = fileURLToPath(new URL('../../../src/local/freebsd/', import.meta.url));
  const scripts = readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(tree, path)).isFile())
    .filter((path) => /^#( shellcheck shell=sh|!\/bin\/sh)/.test(readFileSync(join(tree, path), 'utf8')));
  t.true(scripts.length > 30);
  t.notThrows(() =>
    execFileSync('shellcheck', ['-s', 'sh', '../power-on.sh', ...scripts.map((path) => `./${path}`)], {
      cwd: tree,
      stdio: 'pipe',
    }),
  );
});

onHost('programs that FreeBSD has not got are not found', async (t) => {
  const absent =
    'bash sudo curl wget jq python python3 perl systemctl useradd ip ss lsblk blkid findmnt mountpoint free flock tac node redis-server';
  for (const program of absent.split(' ')) t.not((await sh(`command -v ${program}`)).status, 0, program);
});

onHost('programs that scripts rely on are found', async (t) => {
  const present =
    'awk cat chmod chown cp cut date dd df env expr fetch find fstyp getent grep head hostname id ifconfig install kill ln ls mkdir mktemp mount mv newfs openssl pkg printf ps pw readlink rm sed service sh sleep sort stat su sysctl sysrc tail tar tee timeout touch tr umount uname wc xargs';
  for (const program of present.split(' ')) t.is((await sh(`command -v ${program}`)).status, 0, program);
});

const GNU_ONLY = [
  'sed -i s/a/b/ /tmp/file',
  'sed --expression=p /tmp/file',
  'stat -c %u /tmp/file',
  'stat --format=%u /tmp/file',
  "date -d '1 day ago'",
  'date +%s%N',
  'readlink -e /tmp/file',
  'install -D /tmp/file /tmp/x/y',
  'install --mode=600 /tmp/file /tmp/other',
  'mkdir --parents /tmp/x',
  'cp --preserve /tmp/file /tmp/other',
  'rm --force /tmp/file',
  'chown root:root /tmp/file',
  'chown --recursive 0 /tmp/file',
  'rm /tmp/none -f',
  'mktemp --suffix=x /tmp/x.XXXXXX',
  'head --lines=1 /tmp/file',
  'touch --date=now /tmp/file',
];

for (const line of GNU_ONLY)
  onHost(`\`${line}\` fails as on FreeBSD`, async (t) => {
    t.not((await sh(`echo a >/tmp/file; ${line}`)).status, 0);
  });

const PORTABLE = [
  ["echo a >/tmp/f1; sed -i '' s/a/b/ /tmp/f1; cat /tmp/f1", 'b\n'],
  ['echo a >/tmp/f2; sed -i .bak -e s/a/b/ /tmp/f2; cat /tmp/f2 /tmp/f2.bak', 'b\na\n'],
  ["echo aab | sed -n -E 's/a+/x/p'", 'xb\n'],
  ['touch /tmp/f3; chmod 640 /tmp/f3; stat -f "%u %g %Lp %Su:%Sg %z" /tmp/f3', '0 0 640 root:wheel 0\n'],
  ['date -u -r 86400 +%Y-%m-%d', '1970-01-02\n'],
  ['date -u -r 86400 -v+1d +%Y-%m-%d', '1970-01-03\n'],
  ['readlink -f /dev/../etc', '/etc\n'],
  ['x=$(mktemp /tmp/x.XXXXXX) && [ -f "$x" ] && echo made', 'made\n'],
  [
    'mktemp /tmp/x.XXXXXX.txt; mktemp /tmp/x.XXXXXX.txt || stat -f %Lp /tmp/x.XXXXXX.txt',
    '/tmp/x.XXXXXX.txt\n600\n',
  ],
  ["printf 'a\\tb\\n' | sed 's/\\t/\\n/'", 'a\nb\n'],
  ['install -d -o nobody -g nobody -m 750 /tmp/a/b; stat -f "%Su:%Sg %Lp" /tmp/a/b', 'nobody:nobody 750\n'],
  ['install -S -m 600 /dev/null /tmp/f4; stat -f "%Lp %z" /tmp/f4', '600 0\n'],
  ['install /dev/null /tmp/f5; stat -f %Lp /tmp/f5', '755\n'],
  ['uname -s', 'FreeBSD\n'],
  ['getent group wheel', 'wheel:x:0:root\n'],
  ['getent group root', ''],
  ['hostname', 'freebsd\n'],
  [
    'pw groupadd app -g 2000; pw useradd app -u 2000 -g app; id app',
    'uid=2000(app) gid=2000(app) groups=2000(app)\n',
  ],
] as const;

for (const [line, output] of PORTABLE)
  onHost(`\`${line}\` prints what FreeBSD prints`, async (t) => {
    t.is((await sh(line)).stdout, output);
  });

onHost('a user that exists is 65 for pw useradd', async (t) => {
  t.like(await sh('pw useradd nobody'), { status: 65, stderr: "pw: login name 'nobody' already exists\n" });
});

onHost('sysctl reads, sets for this boot, and refuses what it does not know', async (t) => {
  const { name, sh: run } = await host();
  t.is((await run('sysctl kern.ipc.soacceptqueue=1024')).stdout, 'kern.ipc.soacceptqueue: 128 -> 1024\n');
  t.is((await run('sysctl -n kern.ipc.soacceptqueue')).stdout, '1024\n');
  t.like(await run('sysctl net.core.somaxconn'), {
    status: 1,
    stderr: "sysctl: unknown oid 'net.core.somaxconn'\n",
  });
  t.is((await run('sysctl hw.ncpu=3')).status, 1);
  t.regex((await run('sysctl -n hw.physmem')).stdout, /^\d{8,}\n$/);
  await rebooted(await cloud(), name);
  t.is((await run('sysctl -n kern.ipc.soacceptqueue')).stdout, '128\n');
});

onHost('/etc/sysctl.conf and the host name of rc.conf hold from the next boot on', async (t) => {
  const { name, sh: run } = await host();
  await run('echo kern.ipc.soacceptqueue=1024 >>/etc/sysctl.conf; sysrc hostname=ns');
  t.is((await run('hostname')).stdout, 'freebsd\n');
  await rebooted(await cloud(), name);
  t.is((await run('hostname; sysctl -n kern.ipc.soacceptqueue')).stdout, 'ns\n1024\n');
});

onHost("a service user's shell is nologin, which su gets around only with -m", async (t) => {
  const { sh: run } = await host();
  await run('pkg bootstrap -y; pkg install -y redis72');
  t.like(await run('su redis -c id'), { status: 1, stderr: 'This account is currently not available.\n' });
  t.is((await run('su -m redis -c "id -u"')).stdout, '535\n');
});

onHost(
  'aws-ec2-imdsv2-get prints the body as it is, fails on 404 only, and without a connection',
  async (t) => {
    const faulty = await host();
    const lab = await cloud();
    const get = (path: string) => faulty.sh(`aws-ec2-imdsv2-get ${path}`);
    t.deepEqual(await get('latest/meta-data/placement/region'), {
      status: 0,
      stdout: 'eu-central-1',
      stderr: '',
    });
    t.is((await get('latest/none')).status, 1);
    await lab.faults({ metadata: 1 });
    t.like(await get('latest/meta-data/placement/region'), { status: 1, stdout: '' });
  },
);
