import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath, kill } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { connectCloud } from '../../src/local/index.ts';
import { DRILLS, needs, serially } from '../_needs.ts';
import { PAIR } from '../local/provider/_definitions.ts';
import { WITH_TERRAFORM, workFolder } from '../local/provider/_stack.ts';
import { BIN, surroundings, vedette } from './_run.ts';

const folder = workFolder('deploy-interrupted');
const NAME = 'interrupted';
const FILE = join(folder, `${NAME}.ts`);

/** Its lock stays where Terraform is killed. */
const IN_BUCKET = { ...PAIR, name: NAME, aws: { state: { bucket: 'acme-state', region: 'eu-central-1' } } };

/** A deployment to this machine. */
interface Deployment {
  readonly pid: number;
  readonly ended: Promise<number | null>;
  /** What was told so far. */
  readonly told: () => string;
}

/** A command with this machine in the place of AWS. */
function here(...argv: readonly string[]): readonly string[] {
  return ['local', 'run', '--', execPath, BIN, ...argv];
}

function deploy(): Deployment {
  writeFileSync(FILE, `export default ${JSON.stringify(IN_BUCKET)};\n`);
  const argv = [BIN, ...here('deploy', FILE, '--yes')];
  const run = spawn(execPath, argv, {
    cwd: folder,
    env: surroundings(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const told: string[] = [];
  run.stderr.on('data', (data) => told.push(String(data)));
  const ended = new Promise<number | null>((resolve) => run.once('close', resolve));
  return { pid: run.pid ?? 0, ended, told: () => told.join('') };
}

/** One that has created the network, and has more in hand; with the processes of vedette and of its Terraform. */
async function deployHalf() {
  const deployment = deploy();
  while (!deployment.told().includes('aws_vpc.vpc: created')) await sleep(20);
  const vedette = childOf(deployment.pid, 'deploy');
  return { ...deployment, vedette, terraform: childOf(vedette, 'apply') };
}

/** The child of a process that has a word among its arguments. */
function childOf(parent: number, word: string): number {
  const children = readFileSync(`/proc/${parent}/task/${parent}/children`, 'utf8').trim().split(' ');
  const found = children.find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(word),
  );
  if (found === undefined) throw new Error(`${parent} has no child that does ${word}`);
  return Number(found);
}

/** What the bucket has, by the paths of its files. */
function objects(): readonly string[] {
  return readdirSync(join(folder, '.vedette/buckets'), { recursive: true }).map(String);
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(50);
}

function isGone(pid: number): boolean {
  try {
    kill(pid, 0);
    return false;
  } catch {
    return true;
  }
}

/** Nothing was lost where another deploy comes to its end: no two subnets have one block, and no two groups one name. */
async function deploysOn(t: ExecutionContext): Promise<void> {
  await until(() => readdirSync(join(folder, '.vedette/runs')).length === 0);
  const { ended, told } = deploy();
  t.is(await ended, 0, told());
}

async function remove(): Promise<void> {
  await (await connectCloud(NAME))?.down();
  rmSync(join(folder, '.vedette'), { recursive: true, force: true });
}

const drill = serially(DRILLS ? needs(...WITH_TERRAFORM) : test.skip);

drill(
  'two signals let Terraform end what it has in hand, and the next deploy goes on from there',
  async (t) => {
    t.timeout(400_000);
    t.teardown(remove);
    const { vedette, terraform, ended, told } = await deployHalf();
    kill(vedette, 'SIGINT');
    await until(() => told().includes('interrupted: Terraform ends'));
    if (!isGone(vedette)) kill(vedette, 'SIGTERM');
    t.is(await ended, 130, told());
    t.true(isGone(terraform));
    t.regex(
      told(),
      /error: interrupted; interrupted is changed in part; changes that are done, and stay: \d+/,
    );
    t.notRegex(told(), /cannot be read/);
    await deploysOn(t);
  },
);

drill('where vedette is killed its Terraform ends in order, and leaves no folder', async (t) => {
  t.timeout(400_000);
  t.teardown(remove);
  const { vedette, terraform, ended } = await deployHalf();
  kill(vedette, 'SIGKILL');
  t.is(await ended, 137);
  await until(() => isGone(terraform));
  await deploysOn(t);
});

drill(
  'where Terraform is killed the deploy fails and names what may be in no state, and its lock keeps others out until it is broken',
  async (t) => {
    t.timeout(400_000);
    t.teardown(remove);
    const { terraform, ended, told } = await deployHalf();
    // Which run has the lock is written down a moment after that has it: on a quick machine all would be done by then.
    kill(terraform, 'SIGSTOP');
    await until(() => objects().some((path) => path.includes(`${NAME}.holder.json`)));
    kill(terraform, 'SIGKILL');
    t.is(await ended, 1, told());
    t.regex(told(), /error: Terraform was ended by SIGKILL before it was done/);
    t.regex(told(), /^in no state, and may exist, \d+ in all: .*\n {2}aws_/m);
    const next = deploy();
    t.is(await next.ended, 1, next.told());
    t.regex(
      next.told(),
      /error: .* has had the state of interrupted since .*, break its lock with vedette env unlock interrupted$/m,
    );
    const unlocked = await vedette(here('env', 'unlock', NAME), { cwd: folder });
    t.is(unlocked.code, 0, unlocked.stderr);
    t.regex(unlocked.stdout.replace(/\s+/g, ' '), /its process on this machine has ended/);
    const planned = await vedette(here('deploy', FILE), { cwd: folder });
    t.is(planned.code, 1);
    t.regex(planned.stdout.replace(/\s+/g, ' '), /there is no terminal to ask on/);
  },
);
