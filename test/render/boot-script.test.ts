import { spawnSync } from 'node:child_process';
import test from 'ava';
import { USER_DATA_LIMIT } from '../../src/render/boot-script.ts';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { layOut } from '../../src/render/template.ts';
import { allShipped, small } from '../_environment.ts';
import { needs } from '../_needs.ts';

const scripts = async () =>
  (await allShipped()).flatMap((environment) =>
    renderEnvironment(environment).map(({ host, userData }) => ({
      name: `${environment.name}/${host}`,
      userData,
    })),
  );

test('every boot script stays below the limit of user-data and has no carriage return', async (t) => {
  for (const { name, userData } of await scripts()) {
    t.true(Buffer.byteLength(userData) < USER_DATA_LIMIT, name);
    t.true(userData.startsWith('#!/bin/sh\n') && !userData.includes('\r'), name);
  }
});

needs('shellcheck')('every boot script is clean under ShellCheck as sh', async (t) => {
  for (const { name, userData } of await scripts()) {
    const { stdout } = spawnSync('shellcheck', ['--shell=sh', '-'], { input: userData, encoding: 'utf8' });
    t.is(stdout, '', name);
  }
});

needs('shellcheck')('the role script is clean under ShellCheck but for what /etc/rc.subr reads', (t) => {
  const [script = ''] = renderEnvironment(small()).map(({ userData }) => roleScriptOf(userData));
  const excluded = '--exclude=SC1091,SC2034';
  const { stdout } = spawnSync('shellcheck', ['--shell=sh', excluded, '-'], {
    input: script,
    encoding: 'utf8',
  });
  t.true(script.includes('# PROVIDE: vedette'));
  t.is(stdout, '');
});

for (const shell of ['dash', 'busybox'])
  needs(shell)(`${shell} reads every boot script`, async (t) => {
    const args = shell === 'busybox' ? ['sh', '-n'] : ['-n'];
    for (const { name, userData } of await scripts()) {
      const { status, stderr } = spawnSync(shell, args, { input: userData, encoding: 'utf8' });
      t.deepEqual({ status, stderr }, { status: 0, stderr: '' }, name);
    }
  });

test('a name that the view lacks is a fault, not an empty text', (t) => {
  t.throws(() => layOut('redis.conf', { host: 'one' }), { any: true, message: /"environment" not defined/ });
});

test('a boot script holds no password, only where to read it', async (t) => {
  for (const { name, userData } of await scripts()) {
    t.regex(userData, /\{secret redis-password\}/, name);
    t.notRegex(userData, /(requirepass|masterauth|auth-pass \S+) (?!\{secret )/, name);
  }
});

/** The text of rc.d/vedette inside a boot script. */
function roleScriptOf(userData: string): string {
  return (
    /rc\.d\/vedette 555 root wheel <<'END-OF-RC'\n(?<script>.*?)END-OF-RC\n/s.exec(userData)?.groups
      ?.script ?? ''
  );
}
