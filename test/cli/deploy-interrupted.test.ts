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
import { BIN, surroundings } from './_run.ts';

const folder = workFolder('deploy-interrupted');
const NAME = 'interrupted';
const FILE = join(folder, `${NAME}.ts`);

/** A deployment to this machine. */
interface Deployment {
  readonly pid: number;
  readonly ended: Promise<number | null>;
  /** What was told so far. */
  readonly told: () => string;
}

function deploy(): Deployment {
  writeFileSync(FILE, `export default ${JSON.stringify({ ...PAIR, name: NAME })};\n`);
  const argv = [BIN, 'local', 'run', '--', execPath, BIN, 'deploy', FILE, '--yes'];
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

drill('where Terraform is killed the deploy fails, and names what may be in no state', async (t) => {
  t.timeout(400_000);
  t.teardown(remove);
  const { terraform, ended, told } = await deployHalf();
  kill(terraform, 'SIGKILL');
  t.is(await ended, 1, told());
  t.regex(told(), /error: Terraform was ended by SIGKILL before it was done/);
  t.regex(told(), /^in no state, and may exist: aws_/m);
});
