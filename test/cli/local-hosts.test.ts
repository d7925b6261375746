/** Commands on the hosts of an environment whose definition lies elsewhere, and is edited while they are up. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import type { ExecutionContext } from 'ava';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';
import { BIN, type Ended, scratchFolder, vedette } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const local = needs(...NEEDED);

const cwd = scratchFolder('local-hosts');
const elsewhere = join(cwd, 'elsewhere');
mkdirSync(elsewhere);
const file = join(cwd, 'pond.mjs');

/** Two data hosts and a Sentinel, which does not take a machine that is busy for a primary that is down. */
function definition(port: number, name = 'pond'): string {
  const hosts = {
    watch: { roles: ['sentinel'], address: '10.0.0.25' },
    duck: { roles: ['primary'], address: '10.0.0.30' },
    drake: { roles: ['replica'], address: '10.0.0.51' },
  };
  const fields = {
    name,
    redis: { port, minReplicasToWrite: 0 },
    sentinel: { quorum: 1, downAfter: '20s', failoverTimeout: '60s' },
    network: { cidr: '10.0.0.0/24' },
    hosts,
  };
  return `export default ${JSON.stringify(fields)};\n`;
}

writeFileSync(file, definition(6379));

function on(...argv: readonly string[]): Promise<Ended> {
  return vedette(['local', ...argv], { cwd: elsewhere, variables: { COLUMNS: '200' } });
}

async function succeeds(t: ExecutionContext, ...argv: readonly string[]): Promise<Ended> {
  const ended = await on(...argv);
  t.is(ended.code, 0, ended.stderr);
  return ended;
}

local(
  'hosts of a definition with errors are not booted, and with --anyway do all that hosts do',
  async (t) => {
    t.timeout(300_000);
    t.teardown(() => on('down', file));
    const refused = await vedette(['local', 'up', file], { cwd });
    t.is(refused.code, 3);
    t.regex(refused.stderr, /^error: .*1 Sentinel cannot lose one and still fail over/m);
    t.regex(
      refused.stderr,
      /^error: pond\.mjs has 1 error.*mend the errors, or boot it as it is with --anyway$/m,
    );
    t.is((await on('status')).stdout.includes('pond'), false);

    const up = await vedette(['local', 'up', file, '--anyway', '--format', 'json'], { cwd });
    t.is(up.code, 0, up.stderr);
    isOfSchema(t, 'local up', up.stdout);
    const { engine } = JSON.parse(up.stdout);
    t.regex(
      up.stderr,
      new RegExp(`^${engine.name} ${engine.version} .* runs in the place of the package redis72$`, 'm'),
    );

    writeFileSync(file, definition(6380));
    const status = await succeeds(t, 'status', file);
    t.regex(status.stdout, new RegExp(`^pond of ${file} is up, started by \\S+ in ${cwd}$`, 'm'));
    t.regex(status.stdout, /pond\.mjs has changed since: these hosts are as it was/);
    t.regex(status.stdout, /^pond is healthy; its primary is duck$/m);

    const stranger = { cwd: '/', under: ['setpriv', '--reuid', '65534', '--clear-groups'] };
    for (const argv of [
      ['status', 'pond'],
      ['down', 'pond'],
    ]) {
      const denied = await vedette(['local', ...argv], stranger);
      t.is(denied.code, 1);
      t.regex(
        denied.stderr,
        /^error: the local cloud pond is up, started by \S+ in .*, and only root can reach it; run the command with sudo$/m,
      );
    }
    const nothing = await on('down');
    t.is(nothing.code, 1);
    t.regex(nothing.stderr, new RegExp(`pond of ${file} is up, started by .*; name what is to end`));

    const misspelt = await on('kill', 'pond', 'dukc');
    t.is(misspelt.code, 1);
    t.regex(misspelt.stderr, /^error: there is no host dukc in pond; did you mean duck\?$/m);
    t.regex((await on('start', 'pond', 'duck')).stderr, /^error: duck is running already; stop it first$/m);
    t.is((await succeeds(t, 'console', 'pond', 'duck')).stdout.match(/^vedette: ready$/gm)?.length, 1);

    const { stdout: password, stderr: warning } = await succeeds(t, 'password', 'pond');
    t.regex(warning, /^this is the password of pond on this machine/);
    const asked = ['exec', 'duck', '--', 'redis-cli', '-a', password.trim(), 'ping'];
    t.is((await succeeds(t, ...asked)).stdout, 'PONG\n');

    for (const argv of [
      ['status', file],
      ['wait', 'pond'],
      ['console', 'pond', 'duck'],
      ['logs', 'pond'],
      ['password', 'pond'],
    ])
      isOfSchema(t, `local ${argv[0]}`, (await succeeds(t, ...argv, '--format', 'json')).stdout);

    t.regex((await succeeds(t, 'stop', 'pond', 'drake')).stdout, /^drake 10\.0\.0\.51 is shut down/);
    t.regex((await on('stop', 'pond', 'drake')).stderr, /^error: drake is stopped; start it first$/m);
    const late = await on('wait', 'pond', '--timeout', '1s');
    t.is(late.code, 1);
    t.regex(late.stderr, /^error: pond is not as it should be after 1s: .*Redis on drake does not answer/m);
    t.regex(
      (await succeeds(t, 'logs', 'pond', 'drake')).stdout,
      /^drake redis {2}.*User requested shutdown/m,
    );
    const { stdout: started } = await succeeds(t, 'start', 'pond', 'drake', '--format', 'json');
    isOfSchema(t, 'local start', started);
    t.like(JSON.parse(started), { environment: 'pond', host: 'drake', state: 'running' });
    t.regex(
      (await succeeds(t, 'wait', 'pond')).stdout,
      /^pond is healthy after \d+\.\d s; its primary is duck$/m,
    );

    const { stdout: failover } = await succeeds(t, 'failover', 'pond');
    t.regex(
      failover,
      /^watch was asked: drake is the primary in the place of duck, and the group is healthy after/,
    );
    const { stdout: logs } = await succeeds(t, 'logs', 'pond');
    t.regex(logs, /^watch sentinel {2}.*\+switch-master mymaster 10\.0\.0\.30 6379 10\.0\.0\.51 6379$/m);
    t.deepEqual(times(logs), times(logs).toSorted());

    t.regex((await succeeds(t, 'kill', 'pond', 'duck')).stdout, /^the power of duck 10\.0\.0\.30 is cut/);
    const followed = spawn(execPath, [BIN, 'local', 'logs', 'pond', '--follow'], { cwd: elsewhere });
    const [first] = await once(followed.stdout, 'data');
    t.regex(String(first), /^(duck|drake|watch) +(redis|sentinel) {2}/);
    followed.kill();

    t.is((await succeeds(t, 'down', file)).stdout, 'ended: pond\n');
    t.is((await succeeds(t, 'down', file)).stdout, 'nothing was up\n');
  },
);

/** The times of lines of logs, in a form that sorts as they do within a day. */
function times(logs: string): readonly string[] {
  return [...logs.matchAll(/ (\d\d:\d\d:\d\d\.\d{3}) /g)].map(([, time = '']) => time);
}

local('Ctrl-C ends a boot, says so, and leaves nothing', async (t) => {
  const brook = join(cwd, 'brook.mjs');
  writeFileSync(brook, definition(6379, 'brook'));
  const up = spawn(execPath, [BIN, 'local', 'up', brook, '--anyway'], { cwd });
  let said = '';
  up.stderr.on('data', (data) => {
    if (String(data).includes('hosts are booting')) up.kill('SIGINT');
    said += String(data);
  });
  const [code] = await once(up, 'close');
  t.is(code, 130, said);
  t.regex(said, /^error: interrupted; everything of brook is removed$/m);
  t.is((await vedette(['local', 'down', brook], { cwd })).stdout, 'nothing was up\n');
});

local('root without CAP_SYS_ADMIN is told so in one sentence', async (t) => {
  const under = ['setpriv', '--bounding-set', '-sys_admin', '--inh-caps', '-sys_admin'];
  const { code, stderr } = await vedette(['local', 'up', 'lab'], { cwd, under });
  t.is(code, 1);
  t.regex(stderr, /^error: hosts on this machine need CAP_SYS_ADMIN, which this root has not got; .*$/m);
  t.false(stderr.includes('EPIPE'));
});

local('a program that is no server boots no host', async (t) => {
  const { code, stderr } = await vedette(['local', 'up', 'lab', '--engine', '/bin/true'], { cwd });
  t.is(code, 1);
  t.regex(stderr, /^error: \/\S*bin\/true is no server of Redis or Valkey: /m);
});
