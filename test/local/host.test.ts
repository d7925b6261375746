import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findProgram } from '../../src/base/find-program.ts';
import { milliseconds } from '../../src/base/units.ts';
import type { LocalCloud } from '../../src/local/connection.ts';
import { engineOf } from '../../src/local/engine.ts';
import { startCloud } from '../../src/local/start.ts';
import { needs } from '../_needs.ts';
import { NEEDED, NOTHING, PATIENCE, SPEC, testCloud, UNTIL_PONG, untilThrough } from './_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud({ secrets: { 'vedette/lab/redis': 'the password' } });

/** Waits until a host has printed a line. */
async function untilSaid(lab: LocalCloud, name: string, line: string): Promise<void> {
  while (!(await lab.console(name)).split('\n').includes(line)) await sleep(20);
}

/** User-data that says what it was given. */
const INTROSPECTION = `#!/bin/sh
echo
echo "file $0"
echo "folder $(pwd)"
env
id -u
hostname
[ -t 0 ] && echo terminal
echo 'to stderr' >&2
echo 'vedette: ready'
`;

onHost(
  'user-data runs as root from a temporary file, in /, with the bare environment of a boot',
  async (t) => {
    const { name } = await host({ userData: INTROSPECTION });
    const lines = (await (await cloud()).console(name)).split('\n');
    t.is(lines[0], 'Processing EC2 user-data');
    t.regex(lines[1] ?? '', /^file \/tmp\/configinit\.\w{6}$/);
    t.deepEqual(
      lines
        .slice(2, lines.indexOf('.'))
        .filter((line) => !/^(PWD|OLDPWD|_|SHLVL)=/.test(line))
        .sort(),
      [
        '0',
        'HOME=/',
        'PATH=/sbin:/bin:/usr/sbin:/usr/bin',
        'folder /',
        'freebsd',
        'to stderr',
        'vedette: ready',
      ],
    );
  },
);

onHost('the file of user-data is gone after it has run', async (t) => {
  const { name, sh } = await host();
  await untilThrough(await cloud(), name);
  t.is((await sh('ls /tmp')).stdout, '');
});

onHost('a question at the console waits for ever', async (t) => {
  const lab = await cloud();
  const userData = '#!/bin/sh\necho\necho asking\nread -r answer\necho "vedette: ready $answer"\n';
  await lab.createHost({ name: 'asker', address: '10.0.0.200', subnet: '10.0.0.0/24', userData });
  await untilSaid(lab, 'asker', 'asking');
  const error = await t.throwsAsync(lab.waitForBoot(['asker'], milliseconds(1_000)));
  t.is(error?.message, 'not booted after 1s: asker (asking); look at their consoles');
});

onHost('a boot that fails is told from one that is ready', async (t) => {
  const userData = "#!/bin/sh\necho\necho 'vedette: FAILED package: no mirror'\nexit 1\n";
  const { name } = await host({ userData });
  const [status] = await (await cloud()).waitForBoot([name], milliseconds(1_000));
  t.like(status, { boot: 'failed', lastLine: 'vedette: FAILED package: no mirror', state: 'running' });
});

onHost('user-data of another kind than a script is refused on the console', async (t) => {
  const lab = await cloud();
  await lab.createHost({ name: 'tar', address: '10.0.0.201', subnet: '10.0.0.0/24', userData: 'no script' });
  t.regex(await untilThrough(lab, 'tar'), /configinit: only user-data that begins with #! runs/);
});

onHost('hosts reach each other, in their own and in other subnets', async (t) => {
  const near = await host();
  const far = await host({ address: '10.0.1.20', subnet: '10.0.1.0/24', zone: 'eu-central-1b' });
  const from = await host({ userData: NOTHING });
  for (const { address, sh } of [near, far]) {
    await sh(
      `pkg bootstrap -y && pkg install -y redis72 && redis-server --bind 0.0.0.0 --protected-mode no --daemonize yes; ${UNTIL_PONG}`,
    );
    t.is((await from.sh(`/usr/libexec/vedette/engine/redis-cli -h ${address} ping`)).stdout, 'PONG\n');
  }
});

onHost(
  'a host stopped in order saves, and boots with its files and services but without user-data',
  async (t) => {
    const { name, sh } = await host({
      userData: '#!/bin/sh\necho\necho run >>/root/runs\necho vedette: ready\n',
    });
    const lab = await cloud();
    await sh(`export ASSUME_ALWAYS_YES=yes; pkg install redis72; service redis enable; service redis start
    ${UNTIL_PONG}; redis-cli set key value`);
    await lab.stop(name);
    t.like(
      (await lab.hosts()).find((status) => status.name === name),
      { state: 'stopped', services: [], pid: undefined },
    );
    await lab.start(name);
    t.is((await sh(`${UNTIL_PONG}; redis-cli get key`)).stdout, 'value\n');
    t.is((await sh('cat /root/runs')).stdout, 'run\n');
  },
);

onHost('a boot that is cut short runs user-data again', async (t) => {
  const lab = await cloud();
  const userData =
    '#!/bin/sh\necho\necho run >>/root/runs\necho runs\n[ "$(grep -c run /root/runs)" -ge 2 ] || sleep 300\necho vedette: ready\n';
  await lab.createHost({ name: 'cut', address: '10.0.0.202', subnet: '10.0.0.0/24', userData });
  await untilSaid(lab, 'cut', 'runs');
  await lab.kill('cut');
  await lab.start('cut');
  const [status] = await lab.waitForBoot(['cut'], PATIENCE);
  t.is(status?.boot, 'ready');
});

onHost('a shutdown in the middle of user-data does not wait for it', async (t) => {
  const lab = await cloud();
  const userData = '#!/bin/sh\necho\necho runs\nsleep 300\n';
  await lab.createHost({ name: 'busy', address: '10.0.0.203', subnet: '10.0.0.0/24', userData });
  await untilSaid(lab, 'busy', 'runs');
  const begin = Date.now();
  await lab.stop('busy');
  t.true(Date.now() - begin < 300_000);
});

onHost('/firstboot-reboot boots the host once more, then user-data does not run again', async (t) => {
  const lab = await cloud();
  const userData = "#!/bin/sh\necho\necho 'user-data runs'\ntouch /firstboot-reboot\n";
  const { pid } = await lab.createHost({
    name: 'twice',
    address: '10.0.0.205',
    subnet: '10.0.0.0/24',
    userData,
  });
  const present = async () => (await lab.hosts()).find(({ name }) => name === 'twice');
  for (
    let status = await present();
    status?.pid === pid || status?.pid === undefined;
    status = await present()
  )
    await sleep(20);
  await sleep(500);
  t.is((await lab.console('twice')).match(/^user-data runs$/gm)?.length, 1);
  t.is((await lab.exec('twice', ['sh', '-c', 'ls -d /firstboot*'])).stdout, '');
});

onHost('a power cut closes no connection', async (t) => {
  const lab = await cloud();
  const [victim, peer] = [await host(), await host()];
  await victim.sh(
    `pkg bootstrap -y; pkg install -y redis72; redis-server --bind 0.0.0.0 --protected-mode no --daemonize yes; ${UNTIL_PONG}`,
  );
  const engine = '/usr/libexec/vedette/engine/redis-cli';
  // A blocked client of the victim: it ends when its connection is closed.
  await peer.sh(`(${engine} -h ${victim.address} blpop list 0; echo closed >/tmp/closed) >/dev/null 2>&1 &`);
  await peer.sh(`until ${engine} -h ${victim.address} client list | grep -q blpop; do sleep 0.05; done`);
  await lab.kill(victim.name);
  await sleep(500);
  t.is((await peer.sh('cat /tmp/closed')).stdout, '');
  t.like(
    (await lab.hosts()).find(({ name }) => name === victim.name),
    { state: 'killed', services: [] },
  );
});

onHost(
  'a host created again has a new root and a new instance id, the same hardware address and its volume',
  async (t) => {
    const lab = await cloud();
    const spec = {
      name: 'again',
      address: '10.0.0.204',
      subnet: '10.0.0.0/24',
      userData: NOTHING,
      volume: 'vol-0a',
    };
    const mac = async () => (await lab.exec('again', ['cat', '/sys/class/net/ena0/address'])).stdout;
    const [first, address] = [await lab.createHost(spec), await mac()];
    await lab.exec('again', [
      'sh',
      '-c',
      'touch /root/mark; newfs -L data /dev/nda1; mount /dev/nda1 /media; touch /media/kept',
    ]);
    await lab.terminate('again');
    t.false((await lab.hosts()).some(({ name }) => name === 'again'));
    const second = await lab.createHost(spec);
    t.not(second.instanceId, first.instanceId);
    t.is(await mac(), address);
    const { stdout } = await lab.exec('again', [
      'sh',
      '-c',
      'ls /root; mount /dev/ufs/data /media; ls /media',
    ]);
    t.is(stdout, 'kept\n');
  },
);

onHost('a host that can be entered has its disk and its label, however early somebody enters', async (t) => {
  const lab = await cloud();
  const spec = {
    name: 'early',
    address: '10.0.0.206',
    subnet: '10.0.0.0/24',
    userData: NOTHING,
    volume: 'vol-0e',
  };
  await lab.createHost(spec);
  await lab.exec('early', ['newfs', '-L', 'data', '/dev/nda1']);
  for (let round = 0; round < 5; round++) {
    await lab.terminate('early');
    await lab.createHost(spec);
    t.is((await lab.exec('early', ['ls', '/dev/nda1', '/dev/ufs/data'])).status, 0);
  }
});

onHost('what a host does to its files does not reach the machine', async (t) => {
  const { sh } = await host();
  const { status } = await sh('rm -f /usr/libexec/vedette/machine/etc/hostname');
  t.is(status, 1);
});

onHost("a host reads its environment's secret with the credentials of its role, as in AWS", async (t) => {
  const { sh } = await host();
  await sh('pkg bootstrap -y; pkg install -y curl');
  const { stdout } = await sh(`
    role=$(aws-ec2-imdsv2-get latest/meta-data/iam/security-credentials/)
    aws-ec2-imdsv2-get "latest/meta-data/iam/security-credentials/$role" >/tmp/role
    field() { sed -n "s/.*\\"$1\\": \\"\\([^\\"]*\\)\\".*/\\1/p" /tmp/role; }
    curl -sS --aws-sigv4 aws:amz:eu-central-1:secretsmanager --user "$(field AccessKeyId):$(field SecretAccessKey)" \
      -H "X-Amz-Security-Token: $(field Token)" -H 'X-Amz-Target: secretsmanager.GetSecretValue' \
      -H 'Content-Type: application/x-amz-json-1.1' -d '{"SecretId": "vedette/lab/redis"}' \
      https://secretsmanager.eu-central-1.amazonaws.com/`);
  t.is(JSON.parse(stdout).SecretString, 'the password');
});

/** Starts a cloud whose hosts run an engine, and does something on one of them that has the package. */
async function onEngine(path: string, script: string): Promise<string> {
  const lab = await startCloud({ ...SPEC, engine: engineOf(path).files }, { tether: true });
  await lab.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  const { stdout } = await lab.exec('ns', [
    'sh',
    '-c',
    `pkg bootstrap -y >/dev/null; pkg install -y redis72 >/dev/null; ${script}`,
  ]);
  const [{ services = [] } = {}] = await lab.hosts();
  await lab.down();
  return `${stdout}${services.join(' ')}`;
}

onHost('hosts run the engine that they are told to, with what stands beside it', async (t) => {
  // Not below the system's /tmp, which hosts have their own of.
  mkdirSync('tmp', { recursive: true });
  const folder = mkdtempSync(join(process.cwd(), 'tmp', 'engine-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['redis-server', 'redis-cli']) copyFileSync(findProgram(name) ?? '', join(folder, name));
  const programs = ['server', 'sentinel', 'check-rdb', 'check-aof', 'cli'].map(
    (name) => `/usr/local/bin/redis-${name}`,
  );
  const said = await onEngine(folder, `for each in ${programs.join(' ')}; do readlink -f "$each"; done`);
  const seen = `/usr/libexec/vedette/machine${folder}`;
  t.deepEqual(said.trim().split('\n'), [
    ...Array.from({ length: 4 }, () => `${seen}/redis-server`),
    `${seen}/redis-cli`,
  ]);
});

const UNPACKED = 'tmp/engines/valkey-8.1/root';

needs(...NEEDED, `${UNPACKED}/usr/bin/valkey-server`)(
  'hosts run an engine that packages were unpacked into, and know its processes as services',
  async (t) => {
    const said = await onEngine(
      UNPACKED,
      `/usr/local/bin/redis-server --version | cut -d ' ' -f 1; redis-sentinel --version | cut -d ' ' -f 1
      for each in redis sentinel; do service "$each" onestart >/dev/null 2>&1; done
      ${UNTIL_PONG}; until redis-cli -p 26379 ping >/dev/null 2>&1; do sleep 0.02; done; redis-cli -e ping
      for each in redis sentinel; do service "$each" onestatus | sed 's/[0-9]*\\.$//'; done`,
    );
    t.is(said, 'Valkey\nValkey\nPONG\nredis is running as pid \nsentinel is running as pid \nredis sentinel');
  },
);

onHost('a host asks its own metadata', async (t) => {
  const [one, two] = [await host(), await host()];
  t.is((await one.sh('aws-ec2-imdsv2-get latest/meta-data/local-ipv4')).stdout, one.address);
  t.is((await two.sh('aws-ec2-imdsv2-get latest/meta-data/local-ipv4')).stdout, two.address);
});
