import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kill } from 'node:process';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { isRunning } from '../../src/base/process.ts';
import { connectCloud, startCloud } from '../../src/local/index.ts';
import { findCloud } from '../../src/local/registry.ts';
import { needs } from '../_needs.ts';
import {
  alive,
  cloudProcesses,
  descendants,
  NEEDED,
  NOTHING,
  PATIENCE,
  SPEC,
  testCloud,
  traces,
  UNTIL_PONG,
} from './_cloud.ts';

const onMachine = needs(...NEEDED);
const { cloud, host } = testCloud();

const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
test.before(() => process.chdir(folder));
test.after.always(() => {
  process.chdir('/');
  rmSync(folder, { recursive: true });
});

/** A program that starts a tethered cloud with a host and then waits. */
async function owner(): Promise<ChildProcess> {
  const [hook, program] = ['../_typescript.cjs', './_owner.ts'].map((file) =>
    fileURLToPath(new URL(file, import.meta.url)),
  );
  const argv = ['--eval', `require(${JSON.stringify(hook)}); require(${JSON.stringify(program)})`];
  const cwd = new URL('../..', import.meta.url);
  const stdio = ['ignore', 'pipe', 'inherit'] as const;
  const child = spawn(process.execPath, argv, { cwd, stdio: [...stdio] });
  if (!(child.stdout instanceof Readable)) throw new Error('no output');
  for await (const line of createInterface(child.stdout)) if (line === 'up') break;
  return child;
}

/** What a file of a process says; nothing once the process is gone. */
function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function untilGone(processes: Parameters<typeof alive>[0]): Promise<readonly string[]> {
  const deadline = Date.now() + PATIENCE;
  while (alive(processes).length > 0 && Date.now() < deadline) await sleep(20);
  return alive(processes);
}

for (const signal of ['SIGKILL', 'SIGINT', 'SIGTERM'] as const)
  onMachine(`a tethered cloud is gone when its owner ends by ${signal}`, async (t) => {
    const before = traces();
    const child = await owner();
    const processes = descendants(child.pid ?? 0);
    t.true(processes.some(({ title }) => title.includes('/sbin/init')));
    child.kill(signal);
    await once(child, 'exit');
    t.deepEqual(await untilGone(processes), []);
    t.deepEqual(traces(), before);
  });

onMachine('two clouds with the same addresses do not see each other', async (t) => {
  const other = await startCloud(SPEC, { tether: true });
  const one = await host({ address: '10.0.0.30' });
  await other.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  const serve = `pkg bootstrap -y; pkg install -y redis72; redis-server --daemonize yes; ${UNTIL_PONG}; redis-cli set cloud`;
  await one.sh(`${serve} one`);
  await other.exec('ns', ['sh', '-c', `${serve} other`]);
  t.is((await one.sh('redis-cli get cloud')).stdout, 'one\n');
  t.is((await other.exec('ns', ['redis-cli', 'get', 'cloud'])).stdout, 'other\n');
  await other.down();
});

onMachine(
  'a cloud without a tether outlives its starter, is found by name, and leaves no file',
  async (t) => {
    const first = await startCloud({ ...SPEC, name: 'kept' }, { tether: false });
    t.teardown(() => first.down());
    await first.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
    const second = await connectCloud('kept');
    t.deepEqual(
      (await second?.hosts())?.map(({ name }) => name),
      ['ns'],
    );
    const refused = await t.throwsAsync(startCloud({ ...SPEC, name: 'kept' }, { tether: false }), {
      instanceOf: UserError,
    });
    t.regex(
      refused?.message ?? '',
      /^the local cloud kept is up already, started by \S+; use it, or end it with vedette local down kept$/,
    );
    await second?.down();
    t.is(await connectCloud('kept'), undefined);
    t.false(existsSync('.vedette'));
    t.is(findCloud('kept'), undefined);
    await t.notThrowsAsync(first.down());
  },
);

onMachine('a cloud that was killed leaves a name that is free', async (t) => {
  const spec = { ...SPEC, name: 'victim' };
  const started = await startCloud(spec, { tether: false });
  t.teardown(() => started.down());
  const victim = findCloud('victim');
  t.truthy(victim);
  kill(victim?.pid ?? 0, 'SIGKILL');
  while (victim !== undefined && isRunning(victim)) await sleep(10);
  t.is(await connectCloud('victim'), undefined);
});

onMachine('no process of a cloud has a secret in its arguments or its environment', async (t) => {
  const lab = await startCloud({ ...SPEC, secrets: { 'vedette/lab/redis': 'SeCrEt' } }, { tether: true });
  await lab.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  const texts = cloudProcesses().flatMap(({ pid }) => [
    textOf(`/proc/${pid}/cmdline`),
    textOf(`/proc/${pid}/environ`),
  ]);
  t.true(texts.some((text) => text.includes('VEDETTE_PID')));
  t.false(texts.join('').includes('SeCrEt'));
  await lab.down();
});

onMachine('a cloud that is gone says so', async (t) => {
  const gone = await startCloud(SPEC, { tether: true });
  await gone.down();
  await t.throwsAsync(gone.hosts(), {
    instanceOf: UserError,
    message: 'the local cloud lab is gone; start it again',
  });
});

onMachine('a cloud leaves nothing in the folder that it was started from', async (t) => {
  await host();
  t.deepEqual(
    readdirSync(folder).filter((name) => name !== '.vedette'),
    [],
  );
});

onMachine('eight hosts created at once all boot', async (t) => {
  const lab = await startCloud(SPEC, { tether: true });
  const names = [...'abcdefgh'];
  await Promise.all(
    names.map((name, index) =>
      lab.createHost({ name, address: `10.0.0.${index + 10}`, subnet: '10.0.0.0/24', userData: NOTHING }),
    ),
  );
  const statuses = await lab.waitForBoot(names, PATIENCE);
  t.deepEqual(
    statuses.map(({ name, boot }) => `${name} ${boot}`),
    names.map((name) => `${name} ready`),
  );
  await lab.down();
});

const refused = [
  [{ name: 'taken' }, 'taken exists already; terminate it first'],
  [{ address: '10.0.0.100' }, '10.0.0.100 of free belongs to taken; terminate that host first'],
  [{ volume: 'vol-1' }, 'vol-1 is attached to taken; terminate that host first'],
  [
    { name: 'Router!' },
    'host name "Router!" is not a DNS label or is router; use letters, digits and hyphens',
  ],
  [{ name: 'router' }, 'host name "router" is not a DNS label or is router; use letters, digits and hyphens'],
  [{ volume: '../x' }, 'volume "../x" of free is not an id; write vol- and letters or digits'],
  [
    { address: '10.0.0.300' },
    '10.0.0.300 in 10.0.0.0/24 of free is no IPv4 address in a CIDR; write for example 10.0.0.5 and 10.0.0.0/24',
  ],
] as const;

onMachine('a host that cannot be is refused in one sentence, and changes nothing', async (t) => {
  const lab = await cloud();
  await host({ name: 'taken', address: '10.0.0.100', volume: 'vol-1' });
  for (const [fields, message] of refused) {
    const spec = { name: 'free', address: '10.0.0.101', subnet: '10.0.0.0/24', userData: NOTHING, ...fields };
    await t.throwsAsync(lab.createHost(spec), { instanceOf: UserError, message });
  }
  t.false((await lab.hosts()).some(({ name }) => name === 'free'));
});

onMachine('what a host is not in the state for is refused in one sentence', async (t) => {
  const lab = await cloud();
  const { name } = await host({ name: 'off' });
  await t.throwsAsync(lab.start(name), {
    instanceOf: UserError,
    message: 'off is running already; stop it first',
  });
  await lab.kill(name);
  await t.throwsAsync(lab.kill(name), { instanceOf: UserError, message: 'off is killed; start it first' });
  await t.throwsAsync(lab.exec(name, ['true']), {
    instanceOf: UserError,
    message: 'off is killed; start it first',
  });
});

onMachine('a host that is not there is named with those that are', async (t) => {
  const lab = await startCloud(SPEC, { tether: true });
  await t.throwsAsync(lab.kill('no/body'), { message: 'lab has no host no/body; its hosts are: none' });
  await lab.createHost({ name: 'ns', address: '10.0.0.30', subnet: '10.0.0.0/24', userData: NOTHING });
  await t.throwsAsync(lab.exec('nobody', ['true']), { message: 'lab has no host nobody; its hosts are: ns' });
  await lab.down();
});
