import { spawnSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import test from 'ava';
import { gzipSync, strToU8 } from 'fflate';
import { renderEnvironment } from '../../src/render/host-files.ts';
import { hostFolder } from '../../src/render/host-folder.ts';
import { minified } from '../../src/render/minified.ts';
import { layOut } from '../../src/render/template.ts';
import { allShipped, shipped, small } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { ENGINE_VIEW } from './_functions.ts';

const scripts = async () =>
  [...(await allShipped()), small({ tls: { mode: 'required' } })].flatMap((environment) =>
    renderEnvironment(environment).map(({ host, bootScript, userData }) => ({
      name: `${environment.name}/${host}`,
      bootScript,
      userData,
    })),
  );

/** A quarter is for what an environment adds of its own, and half a kilobyte for what the scripts are still to learn. */
const ROOMY = 12_288 - 512;

/** A host that fetches a certificate has a script more; two kilobytes are left. */
const ROOMY_WITH_TLS = 14_336;

test('every shipped boot script leaves a quarter of what user-data may have and half a kilobyte more, and has no carriage return', async (t) => {
  for (const { name, userData } of await scripts()) {
    const most = name.startsWith('small/') ? ROOMY_WITH_TLS : ROOMY;
    t.true(Buffer.byteLength(userData) <= most, `${name}: ${Buffer.byteLength(userData)}`);
    t.true(userData.startsWith('#!/bin/sh\n') && !userData.includes('\r'), name);
  }
});

test('what is sent differs from the script in the clear by the packed part, which gunzip turns into the clear one without indentation and comments', async (t) => {
  for (const { name, bootScript, userData } of await scripts()) {
    const { before = '', packed = '' } = PACKED.exec(userData)?.groups ?? {};
    t.true(bootScript.startsWith(before), name);
    const program = gunzipSync(Buffer.from(packed, 'base64')).toString();
    t.is(program, minified(bootScript.slice(before.length)), name);
    t.true(
      packed.split('\n').every((line) => line.length <= 1_020),
      name,
    );
  }
});

test('the packer makes the bytes that it made when hosts were first packed, so none waits for a roll-out', (t) => {
  const packed = gzipSync(strToU8('a rose is a rose is a rose\n'), { level: 9, mtime: 0 });
  t.is(Buffer.from(packed).toString('base64'), 'H4sIAAAAAAACA0tUKMovTlXILFZAZ3EBAKyjjn0bAAAA');
});

for (const node of [22, 24])
  needs(`test/nodes/node_modules/node${node}/bin/node`)(`Node ${node} renders the same bytes`, async (t) => {
    const program = `test/nodes/node_modules/node${node}/bin/node`;
    const argv = ['src/start/vedette.cjs', 'render', 'quorum', '--format', 'json'];
    const { hosts } = JSON.parse(spawnSync(program, argv, { encoding: 'utf8' }).stdout);
    t.deepEqual(
      hosts,
      renderEnvironment(await shipped('quorum')).map((files) => hostFolder(files)),
    );
  });

needs('shellcheck')('every boot script is clean under ShellCheck as sh', async (t) => {
  for (const { name, bootScript } of await scripts()) t.is(shellCheck(bootScript), '', name);
});

needs('shellcheck')(
  'what is sent is clean under ShellCheck but for names that only the packed part uses',
  async (t) => {
    for (const { name, userData } of await scripts())
      t.is(shellCheck(userData, 'SC2034', 'SC2329'), '', name);
  },
);

needs('shellcheck')('the role script is clean under ShellCheck but for what /etc/rc.subr reads', (t) => {
  const [script = ''] = renderEnvironment(small()).map(({ bootScript }) => roleScriptOf(bootScript));
  t.true(script.includes('# PROVIDE: vedette'));
  t.is(shellCheck(script, 'SC1091', 'SC2034'), '');
});

needs('shellcheck')('the volume script is clean under ShellCheck but for what /etc/rc.subr reads', (t) => {
  const script = layOut('vedette-volume.rc', { ...ENGINE_VIEW, device: 'sdf' });
  t.is(shellCheck(script, 'SC1091', 'SC2034', 'SC2329'), '');
});

needs('shellcheck')(
  'the certificate script is clean under ShellCheck but for what /etc/rc.subr reads',
  (t) => {
    const environment = small({ tls: { mode: 'required' } });
    const [script = ''] = renderEnvironment(environment).map(
      ({ bootScript }) => /^# PROVIDE: vedette_certificate\n.*?(?=END-OF-RC)/ms.exec(bootScript)?.[0] ?? '',
    );
    t.true(script.includes('certificate_renew'));
    t.is(
      shellCheck(`#!/bin/sh\nself='' region='' secret_name=''\n${script}`, 'SC1091', 'SC2034', 'SC2329'),
      '',
    );
  },
);

for (const shell of ['dash', 'busybox', 'yash'])
  needs(shell)(`${shell} reads every boot script, in the clear and as it is sent`, async (t) => {
    const args = shell === 'busybox' ? ['sh', '-n'] : ['-n'];
    for (const { name, bootScript, userData } of await scripts())
      for (const input of [bootScript, userData]) {
        const { status, stderr } = spawnSync(shell, args, { input, encoding: 'utf8' });
        t.deepEqual({ status, stderr }, { status: 0, stderr: '' }, name);
      }
  });

test('a name that the view lacks is a fault, not an empty text', (t) => {
  t.throws(() => layOut('redis.conf', { host: 'one' }), { any: true, message: /"file" not defined/ });
});

test('a boot script holds no password, only where to read it', async (t) => {
  for (const { name, userData } of await scripts()) {
    t.regex(userData, /\{secret redis-password\}/, name);
    t.notRegex(userData, /(requirepass|masterauth|auth-pass \S+) (?!\{secret )/, name);
  }
});

/** What stands before the packed part, and that part. */
const PACKED =
  /^(?<before>.*?)program=\$\(\n\tb64decode -r <<'END-OF-PROGRAM' \| gunzip\n(?<packed>.*?)\nEND-OF-PROGRAM\n/s;

/** What ShellCheck says of a script, but for some of its checks. */
function shellCheck(script: string, ...excluded: readonly string[]): string {
  const options = excluded.length === 0 ? [] : [`--exclude=${excluded.join(',')}`];
  return spawnSync('shellcheck', ['--shell=sh', ...options, '-'], { input: script, encoding: 'utf8' }).stdout;
}

/** The text of rc.d/vedette, with its settings before it, inside a boot script. */
function roleScriptOf(bootScript: string): string {
  const settings = /<<'END-OF-GROUP'\n(?<text>.*?)END-OF-GROUP\n/s.exec(bootScript)?.groups?.text;
  const script = /rc\.d\/vedette 555 root wheel <<'END-OF-RC'\n(?<text>.*?)END-OF-RC\n/s.exec(bootScript)
    ?.groups?.text;
  return `#!/bin/sh\n${settings}${script}`;
}
