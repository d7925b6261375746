import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { collect, entryTo } from '../../src/local/enter.ts';
import { needs } from '../_needs.ts';
import { NEEDED, testCloud, UNTIL_PONG } from './_cloud.ts';

const inCloud = needs(...NEEDED);
const { cloud, host } = testCloud();

inCloud('a command gets its arguments as they are, never through a shell', async (t) => {
  const { name } = await host();
  const argv = ['printf', '%s\\n', '$(id)', 'a b', "'", '; reboot'];
  t.deepEqual(await (await cloud()).exec(name, argv), {
    status: 0,
    stdout: "$(id)\na b\n'\n; reboot\n",
    stderr: '',
  });
});

inCloud('a command reads what it is given, and its status and both outputs come back', async (t) => {
  const { sh } = await host();
  t.deepEqual(await sh('cat; echo problem >&2; exit 7', { input: 'text' }), {
    status: 7,
    stdout: 'text',
    stderr: 'problem\n',
  });
});

inCloud('a command that does not read its input is no error', async (t) => {
  const { sh } = await host();
  t.is((await sh('exit 0', { input: 'x'.repeat(1_000_000) })).status, 0);
});

inCloud(
  "a command on a host has FreeBSD's PATH and the given variables, and none of the caller's",
  async (t) => {
    const { name } = await host();
    const { stdout } = await (await cloud()).exec(name, ['env'], { env: { COLOUR: 'dark blue' } });
    t.deepEqual(stdout.trim().split('\n').sort(), [
      'COLOUR=dark blue',
      'HOME=/root',
      'PATH=/sbin:/bin:/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin',
    ]);
  },
);

for (const place of ['router', { hostPid: 7 }] as const)
  test(`a variable for ${place === 'router' ? 'the router' : 'a host'} is in no process list`, (t) => {
    const { words, env } = entryTo(42, place, { REDISCLI_AUTH: 'Sesame' });
    t.false(words.join(' ').includes('Sesame'));
    t.is(env.REDISCLI_AUTH, 'Sesame');
  });

inCloud('a program that a host has not got is 127', async (t) => {
  const { name } = await host();
  t.is((await (await cloud()).exec(name, ['bash', '-c', 'true'])).status, 127);
});

/** Waits until no such process is left: one that is killed is there for a moment still. */
const untilNone = (command: string): string => `while pgrep -fx "${command}" >/dev/null; do sleep 0.02; done`;

inCloud('a command that takes too long is killed with all that it started', async (t) => {
  const { sh } = await host();
  const begin = Date.now();
  t.is((await sh('sleep 301 & sleep 301', { timeout: milliseconds(300) })).status, 137);
  await sh(untilNone('sleep 301'));
  t.true(Date.now() - begin < 301_000);
});

inCloud('a command that is started with pipes can be spoken to, and dies when it is killed', async (t) => {
  const { name, sh } = await host();
  const begin = Date.now();
  const child = await (await cloud()).spawn(name, ['sleep', '302'], 'pipe');
  await sh('until pgrep -fx "sleep 302"; do sleep 0.02; done');
  child.kill('SIGKILL');
  await collect(child);
  await sh(untilNone('sleep 302'));
  t.true(Date.now() - begin < 302_000);
});

inCloud("the router has the cloud's network, and the machine's files and folder", async (t) => {
  const { address, sh } = await host();
  await sh(
    `pkg bootstrap -y; pkg install -y redis72; redis-server --protected-mode no --daemonize yes; ${UNTIL_PONG}`,
  );
  const lab = await cloud();
  t.is((await lab.exec('router', ['redis-cli', '-h', address, 'ping'])).stdout, 'PONG\n');
  t.is((await lab.exec('router', ['pwd'])).stdout, `${process.cwd()}\n`);
});
