import type { ExecutionContext } from 'ava';
import { localHost } from '../../src/local/environment-cloud.ts';
import type { LocalCloud, LocalCloudSpec } from '../../src/local/index.ts';
import { startCloud } from '../../src/local/index.ts';
import { ALONE, boot, booted, cloudOf, hostNamed, redis, resolved, story } from '../_boot.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const real = serially(needs(...NEEDED), 4);
const environment = resolved(ALONE);

/** A test with a cloud of its own, whose hosts do not take long waits literally. */
function withCloud(
  title: string,
  body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>,
  spec: Partial<LocalCloudSpec> = {},
): void {
  real(title, async (t) => {
    t.timeout(300_000);
    const cloud = await startCloud({ ...cloudOf(environment), haste: 20, ...spec }, { tether: true });
    t.teardown(() => cloud.down());
    await body(t, cloud);
  });
}

withCloud('a blank host becomes a Redis and a Sentinel, and says each step', async (t, cloud) => {
  const { boot: outcome } = await boot(cloud, environment, 'one');
  t.is(outcome, 'ready');
  t.deepEqual(await story(cloud, 'one'), [
    'vedette: system: this is one',
    'vedette: packages: redis72 curl',
    'vedette: volume: /dev/nda1 was blank and is formatted',
    'vedette: volume: /var/db/redis is mounted',
    'vedette: secret: read from the secret store',
    'vedette: files: /usr/local/etc/redis/sentinel.conf is installed',
    'vedette: files: /usr/local/etc/redis/redis.conf is installed',
    'vedette: start: sentinel is started',
    'vedette: role: primary since 1 of the Sentinels name it',
    'vedette: start: redis is started',
    'vedette: ready',
  ]);
});

withCloud('a second run changes no file, restarts nothing and says so', async (t, cloud) => {
  await boot(cloud, environment, 'one');
  await redis(cloud, 'one', 'SET', 'key', 'value');
  const before = await stateOf(cloud);
  const again = await runAgain(cloud);
  t.deepEqual(again.slice(0, -1), [
    'vedette: system: this is one',
    'vedette: packages: redis72 curl',
    'vedette: volume: /var/db/redis is mounted',
    'vedette: files: /usr/local/etc/redis/sentinel.conf is there and stays as it is',
    'vedette: files: /usr/local/etc/redis/redis.conf is there and stays as it is',
    'vedette: start: sentinel is running',
    'vedette: start: redis is running',
  ]);
  t.is(again.at(-1), 'vedette: ready');
  t.deepEqual(await stateOf(cloud), before);
});

withCloud('a boot script that was damaged on its way fails before it does anything', async (t, cloud) => {
  const { boot: outcome, lastLine } = await boot(cloud, environment, 'one', (userData) =>
    userData.replace(/(?<=gunzip\n.*\n.{10})./, (letter) => (letter === 'A' ? 'B' : 'A')),
  );
  t.is(outcome, 'failed');
  t.is(lastLine, 'vedette: FAILED start: the boot script cannot be unpacked');
  t.is((await cloud.exec('one', ['sysrc', '-n', 'hostname'])).stdout, 'freebsd\n');
});

withCloud('a package that does not exist fails by its name, after minutes of trying', async (t, cloud) => {
  const rename = (userData: string) => userData.replace("packages='redis72 ", "packages='redis70 ");
  const { boot: outcome, lastLine } = await boot(cloud, environment, 'one', rename);
  t.is(outcome, 'failed');
  t.is(lastLine, 'vedette: FAILED packages: pkg could not install redis70 curl');
  t.regex(await cloud.console('one'), /No packages available to install matching 'redis70'/);
  t.deepEqual(
    (await story(cloud, 'one')).filter((line) => line.includes('again in')),
    [2, 4, 8, 16, 32, 64].map((seconds) => `vedette: packages: not yet, again in ${seconds} s`),
  );
});

withCloud('a mirror that fails four times and then answers costs time only', async (t, cloud) => {
  await cloud.faults({ mirror: 4 });
  const { boot: outcome } = await boot(cloud, environment, 'one');
  t.is(outcome, 'ready');
  t.deepEqual((await story(cloud, 'one')).slice(1, 6), [
    ...[2, 4, 8, 16].map((seconds) => `vedette: packages: not yet, again in ${seconds} s`),
    'vedette: packages: redis72 curl',
  ]);
});

for (const source of ['metadata', 'credentials', 'secrets'] as const)
  withCloud(`${source} that come late cost time only`, async (t, cloud) => {
    await cloud.faults({ [source]: 3 });
    const { boot: outcome } = await boot(cloud, environment, 'one');
    t.is(outcome, 'ready');
    const lines = (await story(cloud, 'one')).filter((line) => line.startsWith('vedette: secret: '));
    t.true(lines.includes('vedette: secret: not yet, again in 2 s'));
    t.is(lines.at(-1), 'vedette: secret: read from the secret store');
  });

withCloud(
  'a secret that the role may not read fails by its name',
  async (t, cloud) => {
    const { lastLine } = await boot(cloud, environment, 'one');
    t.is(
      lastLine,
      'vedette: FAILED secret: the secret vedette/alone/redis-password could not be read with the role of this host',
    );
  },
  { secrets: { 'vedette/other/redis-password': 'Sesame-0123456789' } },
);

withCloud(
  'a password with other characters than Sentinel can rewrite is refused and not shown',
  async (t, cloud) => {
    const { lastLine } = await boot(cloud, environment, 'one');
    t.is(
      lastLine,
      'vedette: FAILED secret: the secret store holds no password of 16 to 128 letters, digits, _ and -',
    );
    t.false((await cloud.console('one')).includes('open sesame'));
  },
  { secrets: { 'vedette/alone/redis-password': 'open sesame open sesame' } },
);

withCloud('a host without its data volume does not start Redis', async (t, cloud) => {
  const { volume: _, ...host } = localHost(environment, hostNamed(environment, 'one'));
  await cloud.createHost(host);
  const { boot: outcome, lastLine } = await booted(cloud, 'one');
  t.is(outcome, 'failed');
  t.is(
    lastLine,
    'vedette: FAILED volume: /dev/aws/disk/linuxname/sdf did not appear; attach the data volume',
  );
  t.is((await cloud.hosts())[0]?.services.length, 0);
});

withCloud('a re-created host keeps the data of its volume', async (t, cloud) => {
  await boot(cloud, environment, 'one');
  await redis(cloud, 'one', 'SET', 'key', 'value');
  await cloud.stop('one');
  await cloud.terminate('one');
  const { boot: outcome } = await boot(cloud, environment, 'one');
  t.is(outcome, 'ready');
  t.true((await story(cloud, 'one')).includes('vedette: volume: /dev/nda1 keeps its data'));
  t.is(await redis(cloud, 'one', 'GET', 'key'), 'value');
});

withCloud('a host outside AWS takes the password from a file', async (t, cloud) => {
  const withFile = (userData: string) =>
    userData.replace(
      "\nhost='one'",
      "\nmkdir -p /usr/local/etc/vedette; (umask 077; echo Sesame-0123456789 >/usr/local/etc/vedette/redis-password)\nhost='one'",
    );
  const { boot: outcome } = await boot(cloud, environment, 'one', withFile);
  t.is(outcome, 'ready');
  t.true((await story(cloud, 'one')).includes('vedette: secret: read from the file'));
  t.regex(
    (await cloud.exec('one', ['grep', 'requirepass', '/usr/local/etc/redis/redis.conf'])).stdout,
    /^requirepass "?Sesame-0123456789"?$/m,
  );
});

withCloud('a password file of two lines is refused', async (t, cloud) => {
  const withFile = (userData: string) =>
    userData.replace(
      "\nhost='one'",
      "\nmkdir -p /usr/local/etc/vedette; printf 'Sesame-0123456789\\nSesame-0123456789\\n' >/usr/local/etc/vedette/redis-password\nhost='one'",
    );
  const { lastLine } = await boot(cloud, environment, 'one', withFile);
  t.is(lastLine, 'vedette: FAILED secret: the file holds no password of 16 to 128 letters, digits, _ and -');
});

withCloud(
  'a package with another line of Redis than the files are for fails by its version',
  async (t, cloud) => {
    const { lastLine } = await boot(cloud, environment, 'one', (userData) =>
      userData.replace("\nredis_version='7.2'", "\nredis_version='8.0'"),
    );
    t.is(
      lastLine,
      'vedette: FAILED packages: redis72 curl installed Redis 7.2.15, and the files are for 8.0',
    );
    t.not((await cloud.exec('one', ['service', 'redis', 'enabled'])).status, 0);
  },
);

withCloud('an image without the metadata program fails at once and says which to take', async (t, cloud) => {
  const { lastLine } = await boot(cloud, environment, 'one', (userData) =>
    userData.replace('\nhost=', '\nrm /usr/local/bin/aws-ec2-imdsv2-get\nhost='),
  );
  t.is(lastLine, 'vedette: FAILED secret: this image has no aws-ec2-imdsv2-get; take a base or small one');
});

withCloud(
  'the services are protected when memory runs out, and packages with known vulnerabilities are named',
  async (t, cloud) => {
    await boot(cloud, environment, 'one');
    const pids = 'cat /var/run/redis/sentinel.pid /var/run/redis/redis.pid';
    t.is(
      (await cloud.exec('one', ['cat', '/var/run/vedette.protected'])).stdout,
      (await cloud.exec('one', ['sh', '-c', pids])).stdout,
    );
    await cloud.exec('one', ['service', 'redis', 'restart']);
    t.is(
      (await cloud.exec('one', ['tail', '-n', '1', '/var/run/vedette.protected'])).stdout,
      (await cloud.exec('one', ['cat', '/var/run/redis/redis.pid'])).stdout,
      'after a restart by hand too',
    );
    t.is(
      (await story(cloud, 'one')).at(-2),
      'vedette: audit: known vulnerabilities in curl-8.16.0 redis72-7.2.15; replace this host, or update it',
    );
  },
  { vulnerable: ['redis72', 'curl', 'bash'] },
);

withCloud('an audit that cannot be done is said, and stops nothing', async (t, cloud) => {
  await boot(cloud, environment, 'one');
  await cloud.faults({ mirror: 1 });
  t.is(
    (await cloud.exec('one', ['service', 'vedette', 'oneaudit'])).stdout,
    'vedette: audit: pkg audit could not look for known vulnerabilities\n',
  );
});

withCloud("an error of a Sentinel is no vote for the host with the error's name", async (t, cloud) => {
  await boot(cloud, environment, 'one');
  const script = `service redis stop; sysrc vedette_patience=0
    redis-cli -p 26379 ACL SETUSER default resetpass '>other'; redis-cli -p 26379 PING; service vedette onedecide`;
  const { stdout } = await cloud.exec('one', ['sh', '-c', script]);
  t.regex(stdout, /^NOAUTH .*$/m);
  t.regex(stdout, /^vedette: role: primary since there is no other data host$/m);
});

withCloud(
  'the password is in no file but the two of the services, and not on the console',
  async (t, cloud) => {
    await boot(cloud, environment, 'one');
    const search = 'find / -xdev -type f -size -100k -exec grep -l Sesame-0123456789 {} + 2>/dev/null | sort';
    const { stdout } = await cloud.exec('one', ['sh', '-c', search]);
    t.deepEqual(stdout.trim().split('\n'), [
      '/usr/local/etc/redis/redis.conf',
      '/usr/local/etc/redis/sentinel.conf',
    ]);
    t.false((await cloud.console('one')).includes('Sesame'));
  },
  cloudOf(environment, 'Sesame-0123456789'),
);

/** What a second run must leave alone: the programs and every file of the host that is not a log. */
async function stateOf(cloud: LocalCloud): Promise<string> {
  const script = `
    pgrep -f '^redis|^/usr/local/bin/redis' | sort
    find /usr/local /etc /var/db -type f ! -path '/usr/local/etc/redis/*' -exec cksum {} + | sort
    ls -lR /usr/local/etc/redis`;
  return (await cloud.exec('one', ['sh', '-c', script])).stdout;
}

/** Runs the boot script once more, as an operator would from a copy; returns what it says. */
async function runAgain(cloud: LocalCloud): Promise<readonly string[]> {
  const { stdout } = await cloud.exec('one', ['sh', '/usr/libexec/vedette/user-data']);
  return stdout.split('\n').filter((line) => line.startsWith('vedette: '));
}
