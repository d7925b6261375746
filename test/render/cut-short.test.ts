import type { ExecutionContext } from 'ava';
import { localHost } from '../../src/local/environment-cloud.ts';
import { type LocalCloud, startCloud } from '../../src/local/index.ts';
import { ALONE, booted, cloudOf, hostNamed, redis, resolved, story, until } from '../_boot.ts';
import { needs, serially } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const real = serially(needs(...NEEDED));

const STARTED = 'vedette: start: redis is started';

/** Where the power is cut: the first line of these in which the boot script has come so far. */
const MOMENTS = [
  ['after the packages', 'vedette: packages: redis72 curl'],
  ['after the volume', 'vedette: volume: /var/db/redis is mounted'],
  ['after the files', 'vedette: files: /usr/local/etc/redis/redis.conf is installed'],
  ['after the services are enabled', 'vedette: start: sentinel is started'],
  ['when Redis has just started', STARTED],
] as const;

/** Boots the host, cuts its power once it has said a line, boots it again, and looks at what runs. */
async function cutShort(
  t: ExecutionContext,
  cloud: LocalCloud,
  updates: 'first-boot' | 'off',
  line: string,
): Promise<readonly string[]> {
  const environment = resolved({ ...ALONE, aws: { updates } });
  const host = localHost(environment, hostNamed(environment, 'one'));
  const userData = host.userData.replace('\nhost=', () => `\n${holdAt(line)}\nhost=`);
  await cloud.createHost({ ...host, userData });
  await until(`it says ${line}`, async () => (await story(cloud, 'one')).includes(line));
  await cloud.kill('one');
  const before = (await story(cloud, 'one')).length;
  const printed = (await cloud.console('one')).length;
  await cloud.start('one');
  await until('the host is ready', async () =>
    (await story(cloud, 'one')).slice(before).includes('vedette: ready'),
  );
  await until(
    'the boot is over',
    async () => (await cloud.exec('one', ['test', '-e', '/firstboot'])).status === 1,
  );
  t.is((await redis(cloud, 'one', 'ROLE')).split('\n')[0], 'master');
  const { stdout } = await cloud.exec('one', ['sh', '-c', RUNNING]);
  t.is(stdout, '1 redis-server\n1 redis-sentinel\nredis\nsentinel\n', line);
  const starts = (await cloud.console('one')).slice(printed).match(/^Starting (redis|sentinel)\.$/gm);
  t.deepEqual(starts, ['Starting sentinel.', 'Starting redis.']);
  return (await story(cloud, 'one')).slice(before);
}

/** Stops the script of the first boot once it has said a line: on a machine that is busy the test looks much later. */
const holdAt = (line: string): string => `if ! [ -e /root/held ]; then
  : >/root/held
  printf() {
    command printf "$@"
    case $1 in vedette:*) [ "$(command printf "$@")" != '${line}' ] || kill -STOP $$ ;; esac
  }
fi`;

/** How many of each run, and whether rc.subr sees them. */
const RUNNING = `
  for each in redis-server redis-sentinel; do echo "$(pgrep -f "^/usr/local/bin/$each" | wc -l | tr -d ' ') $each"; done
  for each in redis sentinel; do service $each status >/dev/null && echo $each; done`;

function withCloud(title: string, body: (t: ExecutionContext, cloud: LocalCloud) => Promise<void>): void {
  real(title, async (t) => {
    t.timeout(300_000);
    const cloud = await startCloud({ ...cloudOf(resolved(ALONE)), haste: 20 }, { tether: true });
    t.teardown(() => cloud.down());
    await body(t, cloud);
  });
}

for (const [moment, line] of MOMENTS)
  withCloud(
    `a first boot without updates that is cut short ${moment} starts each service once, decided`,
    async (t, cloud) => {
      const lines = await cutShort(t, cloud, 'off', line);
      t.is(lines.filter((said) => said.startsWith('vedette: role: primary')).length, 1);
      t.is(lines.filter((said) => said === STARTED).length, 1);
    },
  );

/** With updates the services start after the restart only. */
for (const [moment, line] of [
  ...MOMENTS.slice(0, 3),
  ['when it asks for the restart', 'vedette: restarting for updates'],
] as const)
  withCloud(
    `a first boot with updates that is cut short ${moment} starts nothing before its restart, and then decides`,
    async (t, cloud) => {
      const lines = await cutShort(t, cloud, 'first-boot', line);
      const [restart, role] = [/restarting for updates/, /vedette: role: primary/].map((pattern) =>
        lines.findIndex((said) => pattern.test(said)),
      );
      t.is(lines.filter((said) => said.startsWith('vedette: role: primary')).length, 1, lines.join('\n'));
      t.true(restart !== -1 && (restart ?? 0) < (role ?? -1), lines.join('\n'));
    },
  );

/** Stops the first newfs before it has written what comes last. */
const HALF = `if [ -e /root/newfs ]; then
  mv /root/newfs /sbin/newfs
else
  cp -p /sbin/newfs /root/newfs
  sed -i '' 's/^write_groups$/kill -STOP $$/' /sbin/newfs
fi`;

withCloud(
  'a first boot that is cut short in the middle of newfs formats the disk anew, since nobody can have used it',
  async (t, cloud) => {
    const environment = resolved({ ...ALONE, aws: { updates: 'off' } });
    const host = localHost(environment, hostNamed(environment, 'one'));
    await cloud.createHost({ ...host, userData: host.userData.replace('\nhost=', () => `\n${HALF}\nhost=`) });
    const magic = 'dd if=/dev/nda1 bs=4 skip=16727 count=1 2>/dev/null | od -An -t x1';
    await until('newfs is in the middle', async () =>
      (await cloud.exec('one', ['sh', '-c', magic])).stdout.includes('08 04 96 19'),
    );
    await cloud.kill('one');
    await cloud.start('one');
    t.is((await booted(cloud, 'one')).lastLine, 'vedette: ready');
    t.deepEqual(
      (await story(cloud, 'one')).filter((line) => line.startsWith('vedette: volume: ')),
      [
        'vedette: volume: /dev/nda1 was half formatted and is formatted',
        'vedette: volume: /var/db/redis is mounted',
      ],
    );
  },
);

withCloud('a restart that the system asked for is awaited without updates too', async (t, cloud) => {
  const environment = resolved({ ...ALONE, aws: { updates: 'off' } });
  const host = localHost(environment, hostNamed(environment, 'one'));
  const userData = host.userData.replace('\nhost=', '\n: >/firstboot-reboot\nhost=');
  await cloud.createHost({ ...host, userData });
  await booted(cloud, 'one');
  const lines = await story(cloud, 'one');
  t.true(lines.indexOf('vedette: restarting for updates') > 0, lines.join('\n'));
  t.false(lines.includes('vedette: start: redis is started'));
  t.is(lines.at(-1), 'vedette: ready');
});
