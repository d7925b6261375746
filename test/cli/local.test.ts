import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../_needs.ts';
import { scratchFolder, vedette } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const local = needs('root', 'unshare', 'ip', 'redis-server', 'redis-sentinel', 'curl', 'openssl');

/** Clouds that are up are written down below the folder that commands run in: this file has one of its own. */
const cwd = scratchFolder('local');

local('an environment comes up, is looked at, and goes without a trace', async (t) => {
  t.timeout(300_000);
  const interfaces = readFileSync('/proc/net/dev', 'utf8').split('\n').length;
  t.teardown(() => vedette(['local', 'down'], { cwd }));

  const up = await vedette(['local', 'up', 'lab'], { cwd });
  t.is(up.code, 0, up.stderr);
  t.regex(up.stdout, /^ns +10\.0\.0\.30 +running +ready +primary/m);
  t.regex(up.stdout, /^lab is healthy; its primary is ns$/m);
  t.regex(up.stderr, /^lab: healthy after \d+\.\d s$/m);

  const again = await vedette(['local', 'up', 'lab'], { cwd });
  t.is(again.code, 1);
  t.regex(again.stderr, /^error: .*lab is up already/m);

  const status = await vedette(['local', 'status', 'lab', '--format', 'json'], { cwd });
  t.is(status.code, 0, status.stderr);
  isOfSchema(t, 'local status', status.stdout);
  const [lab] = JSON.parse(status.stdout).environments;
  t.is(lab.health.primary, 'ns');
  t.deepEqual(lab.health.problems, []);

  const hostname = await vedette(['local', 'exec', 'node01', '--', 'hostname'], { cwd });
  t.deepEqual(hostname, { code: 0, stdout: 'node01\n', stderr: '' });
  const failing = await vedette(['local', 'exec', 'node01', '--', 'sh', '-c', 'echo no >&2; exit 7'], {
    cwd,
  });
  t.deepEqual(failing, { code: 7, stdout: '', stderr: 'no\n' });
  const told = await vedette(
    ['local', 'exec', 'node01', '--format', 'json', '--', 'sh', '-c', 'echo a; exit 7'],
    {
      cwd,
    },
  );
  t.is(told.code, 7);
  isOfSchema(t, 'local exec', told.stdout);
  t.like(JSON.parse(told.stdout), { host: 'node01', status: 7, stdout: 'a\n', stderr: '' });
  const nowhere = await vedette(['local', 'exec', 'nowhere', '--', 'true'], { cwd });
  t.is(nowhere.code, 1);
  t.regex(nowhere.stderr, /there is no host nowhere in lab; use one of router, /);

  await vedette(['local', 'exec', 'node02', '--', 'service', 'redis', 'stop'], { cwd });
  const ill = await vedette(['local', 'status', 'lab'], { cwd });
  t.is(ill.code, 1);
  t.regex(ill.stdout, /Redis on node02 does not answer/);

  t.is((await vedette(['local', 'down', 'lab'], { cwd })).stdout, 'ended: lab\n');
  t.is((await vedette(['local', 'down', 'lab'], { cwd })).stdout, 'nothing was up\n');
  t.is(readFileSync('/proc/net/dev', 'utf8').split('\n').length, interfaces);
});

local('an engine that is not there is refused before anything starts', async (t) => {
  const { code, stderr } = await vedette(['local', 'up', 'lab', '--engine', join(cwd, 'none')], {
    cwd,
  });
  t.is(code, 1);
  t.regex(
    stderr,
    /^error: .*none is not there; give a redis-server or a valkey-server, or the folder that it is in$/m,
  );
});
