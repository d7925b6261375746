import { needs } from '../../_needs.ts';
import { NEEDED, rebooted, type TestHost, testCloud, UNTIL_PONG } from '../_cloud.ts';

const onHost = needs(...NEEDED);
const { cloud, host } = testCloud();

/** A host with Redis and its two configurations in a directory of their own. */
async function withRedis(): Promise<TestHost> {
  const fresh = await host();
  await fresh.sh(`pkg bootstrap -y; pkg install -y redis72
    install -d -o redis -g redis -m 700 /usr/local/etc/redis
    printf 'daemonize yes\\npidfile /var/run/redis/redis.pid\\ndir /var/db/redis\\n' >/tmp/redis.conf
    printf 'port 26379\\nlogfile /var/log/redis/sentinel.log\\nsentinel monitor group 10.9.9.9 6379 1\\n' >/tmp/sentinel.conf
    install -o redis -g redis -m 600 /tmp/redis.conf /usr/local/etc/redis/redis.conf
    install -o redis -g redis -m 600 /tmp/sentinel.conf /usr/local/etc/redis/sentinel.conf
    sysrc redis_config=/usr/local/etc/redis/redis.conf sentinel_config=/usr/local/etc/redis/sentinel.conf`);
  return fresh;
}

onHost('a service that is not enabled is not started, which is no error', async (t) => {
  const { sh } = await withRedis();
  for (const action of ['start', 'stop', 'restart'])
    t.deepEqual(await sh(`service redis ${action}`), {
      status: 0,
      stdout: `Cannot '${action}' redis. Set redis_enable to YES in /etc/rc.conf or use 'one${action}' instead of '${action}'.\n`,
      stderr: '',
    });
  t.like(await sh('service redis status'), { status: 1, stdout: 'redis is not running.\n' });
});

onHost('a service is enabled, started, seen and stopped', async (t) => {
  const { name, sh } = await withRedis();
  t.is((await sh('service redis enable')).stdout, 'redis enabled in /etc/rc.conf\n');
  t.is((await sh('sysrc -n redis_enable; service redis enabled && echo yes')).stdout, 'YES\nyes\n');
  t.like(await sh('service redis start'), { status: 0, stdout: 'Starting redis.\n' });
  await sh(UNTIL_PONG);
  t.regex((await sh('service redis status')).stdout, /^redis is running as pid \d+\.\n$/);
  t.deepEqual((await (await cloud()).hosts()).find((status) => status.name === name)?.services, ['redis']);
  t.regex((await sh('service redis stop')).stdout, /^Stopping redis\.\nWaiting for PIDS: \d+\.\n$/);
  t.is((await sh('service redis status')).status, 1);
});

onHost(
  'what rc.conf.d sets to run before a start runs before it, and keeps it back where it fails',
  async (t) => {
    const { sh } = await withRedis();
    await sh(`service redis enable; install -d /usr/local/etc/rc.conf.d
    echo "start_precmd='echo first; [ ! -e /tmp/no ]'" >/usr/local/etc/rc.conf.d/redis; : >/tmp/no`);
    const refused = await sh('service redis start');
    t.is(refused.status, 1);
    t.is(refused.stdout, 'first\n');
    t.regex(refused.stderr, /WARNING: failed precmd routine for redis\n$/);
    t.is((await sh('service redis status')).status, 1);
    t.like(await sh('rm /tmp/no; service redis start'), { status: 0, stdout: 'first\nStarting redis.\n' });
  },
);

onHost('onestart starts what is not enabled, status works without', async (t) => {
  const { sh } = await withRedis();
  t.is((await sh(`service sentinel onestart`)).stdout, 'Starting sentinel.\n');
  await sh('until redis-cli -p 26379 ping >/dev/null 2>&1; do sleep 0.02; done');
  t.is((await sh('service sentinel status')).status, 0);
});

onHost('starting what runs and stopping what does not are errors; restart starts either way', async (t) => {
  const { sh } = await withRedis();
  await sh('service redis enable');
  t.like(await sh('service redis stop'), {
    status: 1,
    stderr: 'redis not running? (check /var/run/redis/redis.pid).\n',
  });
  t.is((await sh('service redis restart')).status, 0);
  await sh(UNTIL_PONG);
  t.regex((await sh('service redis start')).stderr, /^redis already running\? {2}\(pid=\d+\)\.\n$/);
  t.is((await sh('service redis restart')).status, 0);
});

onHost('Redis runs as redis, in /, without the environment of the caller', async (t) => {
  const { sh } = await withRedis();
  await sh(`service redis enable; SECRET=x service redis start; ${UNTIL_PONG}`);
  const pid = (await sh('cat /var/run/redis/redis.pid')).stdout.trim();
  t.is((await sh(`stat -f %Su /proc/${pid}`)).stdout, 'redis\n');
  t.is((await sh(`tr '\\0' '\\n' </proc/${pid}/environ | sort`)).stdout.includes('SECRET'), false);
});

onHost('the umask of rc.conf reaches the service', async (t) => {
  const { sh } = await withRedis();
  await sh(
    `sysrc redis_umask=077; service redis enable; service redis start; ${UNTIL_PONG}; redis-cli set a b; redis-cli save`,
  );
  t.is((await sh('stat -f %Lp /var/db/redis/dump.rdb')).stdout, '600\n');
});

onHost("a sentinel.conf that is not the user's is refused", async (t) => {
  const { sh } = await withRedis();
  await sh('chown root /usr/local/etc/redis/sentinel.conf; service sentinel enable');
  t.like(await sh('service sentinel start'), { status: 1, stdout: '' });
});

onHost('a link to a sentinel.conf of the user is refused too', async (t) => {
  const { sh } = await withRedis();
  await sh(
    'ln -s /usr/local/etc/redis/sentinel.conf /usr/local/etc/link.conf; sysrc sentinel_config=/usr/local/etc/link.conf sentinel_enable=YES',
  );
  t.is((await sh('service sentinel start')).status, 1);
});

onHost('a configuration that is not there is refused', async (t) => {
  const { sh } = await withRedis();
  await sh('sysrc redis_enable=YES redis_config=/none');
  t.is((await sh('service redis start')).status, 1);
});

onHost('a directive that Redis does not know fails the start', async (t) => {
  const { sh } = await withRedis();
  await sh('echo nonsense yes >>/usr/local/etc/redis/redis.conf; service redis enable');
  t.is((await sh('service redis start')).status, 1);
});

onHost('a directory that redis cannot write to lets it run but not save its configuration', async (t) => {
  const { sh } = await withRedis();
  await sh(
    `chown root:wheel /usr/local/etc/redis; chmod 755 /usr/local/etc/redis; service redis enable; service redis start; ${UNTIL_PONG}`,
  );
  t.regex((await sh('redis-cli config rewrite')).stdout, /^ERR Rewriting config file: Permission denied/);
});

onHost('a service that does not exist is an error', async (t) => {
  const { sh } = await host();
  const { status, stdout } = await sh('service valkey start');
  t.is(status, 1);
  t.regex(stdout, /^valkey does not exist in \/etc\/rc\.d or the local startup\n/);
  t.is((await sh('service redis enable')).status, 1);
});

onHost('services of the base system can be switched', async (t) => {
  const { sh } = await host();
  t.is(
    (await sh('service ntpd enabled && service ntpd disable && sysrc -n ntpd_enable')).stdout,
    'ntpd disabled in /etc/rc.conf\nNO\n',
  );
});

onHost('a script is asked only for what it can do', async (t) => {
  const { sh } = await withRedis();
  for (const [line, directive] of [
    ['service sentinel reload', 'reload'],
    ['service cron status', 'status'],
    ['service redis nonsense', 'nonsense'],
  ] as const) {
    const { status, stderr } = await sh(line);
    t.is(status, 1, line);
    t.regex(stderr, new RegExp(`unknown directive '${directive}'\\.\\nUsage: `), line);
  }
  await sh(`service redis enable; service redis start; ${UNTIL_PONG}`);
  t.is((await sh('service redis reload')).status, 0);
});

onHost('a service that runs is stopped although it is not enabled', async (t) => {
  const { sh } = await withRedis();
  await sh(`service redis onestart; ${UNTIL_PONG}`);
  t.regex((await sh('service redis stop')).stdout, /^Stopping redis\.\n/);
});

onHost('fast looks at no pid before a start at boot, and is silent about what does not run', async (t) => {
  const { sh } = await withRedis();
  await sh('service redis enable');
  t.deepEqual(await sh('service redis faststop'), { status: 0, stdout: '', stderr: '' });
  await sh(`service redis start; ${UNTIL_PONG}`);
  t.regex((await sh('service redis faststart')).stdout, /^Starting redis\.\n/);
});

/** Redis comes up after its start has returned: once it is let. */
const LATE = `service redis enable; sysrc redis_oomprotect=YES; install -d /usr/local/etc/rc.conf.d /usr/local/late
  mv /usr/local/bin/redis-server /usr/local/late
  printf '#!/bin/sh\\n(until [ -e /tmp/let ]; do sleep 0.02; done; PATH=/usr/local/late; exec redis-server "$@") >/dev/null 2>&1 &\\n' >/usr/local/bin/redis-server
  chmod +x /usr/local/bin/redis-server`;

onHost(
  'a service is protected where its pid is known once its start is over, which start_postcmd may wait for',
  async (t) => {
    const { sh } = await withRedis();
    await sh(LATE);
    t.regex((await sh('service redis start')).stderr, /^protect: option requires an argument -- p$/m);
    await sh(`: >/tmp/let; ${UNTIL_PONG}; service redis stop; rm /tmp/let`);
    await sh(
      `echo 'start_postcmd=": >/tmp/let; until service redis onestatus >/dev/null; do sleep 0.1; done"' >/usr/local/etc/rc.conf.d/redis`,
    );
    t.deepEqual(await sh('service redis start'), { status: 0, stdout: 'Starting redis.\n', stderr: '' });
    t.is(
      (await sh('cat /var/run/redis/redis.pid')).stdout,
      (await sh('cat /var/run/vedette.protected')).stdout,
    );
  },
);

/** How long a service takes to stop, in seconds. */
const SLOW = 300;

onHost(
  'a shutdown waits for services so long as rc.conf says, and then ends what is left by itself',
  async (t) => {
    const { name, sh } = await withRedis();
    await sh(`cat >/usr/local/etc/rc.d/slow <<'END'
#!/bin/sh
# PROVIDE: slow
# REQUIRE: redis
# KEYWORD: shutdown
case $1 in *stop) sleep ${SLOW} ;; esac
END
    chmod +x /usr/local/etc/rc.d/slow; sysrc rcshutdown_timeout=1 redis_enable=YES
    service redis start; ${UNTIL_PONG}; redis-cli set key value`);
    const lab = await cloud();
    const begin = Date.now();
    await lab.stop(name);
    t.true(Date.now() - begin < SLOW * 1_000);
    const console = await lab.console(name);
    t.regex(console, /^1 second watchdog timeout expired\. Shutdown terminated\.$/m);
    t.notRegex(console, /^Stopping redis\.$/m);
    await lab.start(name);
    t.is((await sh(`${UNTIL_PONG}; redis-cli get key`)).stdout, 'value\n');
  },
);

const SCRIPT = (name: string, ...headers: readonly string[]): string =>
  `printf '%s\\n' '#!/bin/sh' '# PROVIDE: ${name}' ${headers.map((header) => `'# ${header}'`).join(' ')} >${name}`;

onHost(
  'rcorder goes by what scripts provide, require and stand before, and names what nothing provides',
  async (t) => {
    const { sh } = await host();
    const { stdout, stderr } = await sh(`mkdir /tmp/rc; cd /tmp/rc
    ${SCRIPT('a', 'REQUIRE: c', 'KEYWORD: shutdown')}; ${SCRIPT('b', 'BEFORE: c')}; ${SCRIPT('c')}
    ${SCRIPT('d', 'REQUIRE: none', 'KEYWORD: nostart')}
    rcorder a b c d | tr '\\n' ' '; rcorder -s nostart d c; rcorder -k shutdown a b c d 2>/dev/null
    ${SCRIPT('c', 'REQUIRE: a')}; rcorder a c`);
    t.is(stdout, 'b c a d c\na\nc\na\n');
    t.regex(stderr, /^rcorder: requirement `none' in file `d' has no providers\.\n/);
    t.regex(stderr, /rcorder: Circular dependency on file `a'\.\n$/);
  },
);

onHost('rc sources its scripts, with its own variables in sight, in the order of rcorder', async (t) => {
  const { name, sh } = await host();
  const script = (own: string, headers: string) => `cat >/usr/local/etc/rc.d/${own} <<'END'
#!/bin/sh
# PROVIDE: ${own}
${headers}
echo "${own} $0 $1 \${autoboot-no} \${leaked-none}"
leaked=yes
END
    chmod +x /usr/local/etc/rc.d/${own}`;
  await sh(`${script('late', '# REQUIRE: LOGIN')}; ${script('early', '# REQUIRE: NETWORKING\n# BEFORE: LOGIN\n# KEYWORD: shutdown')}
    ${script('never', '# KEYWORD: nostart')}; ${script('once', '# KEYWORD: firstboot')}`);
  t.deepEqual((await rebooted(await cloud(), name)).match(/^(early|late|never|once) .*$/gm), [
    'early /etc/rc.shutdown faststop no none',
    'early /etc/rc faststart yes none',
    'late /etc/rc faststart yes none',
  ]);
});
