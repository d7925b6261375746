/** What a deployment takes on this machine: `vedette deploy`, times `cdktf deploy` and the same wait for a healthy group. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../src/base/package.ts';
import { connectCloud, type LocalCloud } from '../../src/local/index.ts';
import { settle } from '../../src/rehearsal/boot.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { shipped } from '../_environment.ts';

/** A row: what, its time, its ratio to cdktf, and the goal. */
type Row = readonly [what: string, time: string, ratio: string, goal: string];

/** What one way of deploying took, in seconds: the first deploy to a healthy group, and a second one without changes. */
interface Took {
  readonly first: number;
  readonly second: number;
}

const NAME = 'deploying';
const BIN = join(ROOT, 'src/start/vedette.cjs');

/** Deploys with each in turns, so that what slows the machine down slows both down; the fastest of each counts. */
export async function deployBench(rounds = 2): Promise<readonly Row[]> {
  const { definition } = await shipped('lab');
  const environment = resolveEnvironment({ ...definition, name: NAME }, `${NAME}.ts`);
  const [cdktf, vedette]: [Took[], Took[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    cdktf.push(await inFolder(environment, (folder) => tookWith(cdktfIn(folder), environment, true)));
    vedette.push(await inFolder(environment, (folder) => tookWith(vedetteIn(folder), environment, false)));
  }
  const [theirs, ours] = [fastest(cdktf), fastest(vedette)];
  return [
    ['cdktf deploy, and the wait', said(theirs.first), '1', ''],
    ['vedette deploy', said(ours.first), (ours.first / theirs.first).toFixed(2), 'at most 0.65'],
    ['cdktf deploy without changes', said(theirs.second), '1', ''],
    [
      'vedette deploy without changes',
      said(ours.second),
      (ours.second / theirs.second).toFixed(2),
      'at most 0.4',
    ],
  ];
}

/** Every deployment begins with nothing, and leaves nothing. */
async function inFolder(environment: Environment, work: (folder: string) => Promise<Took>): Promise<Took> {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'deploying-'));
  const before = process.cwd();
  writeFileSync(
    join(folder, environment.file),
    `export default ${JSON.stringify(environment.definition)};\n`,
  );
  process.chdir(folder);
  try {
    return await work(folder);
  } finally {
    await (await connectCloud(NAME))?.down();
    process.chdir(before);
    rmSync(folder, { recursive: true });
  }
}

async function tookWith(command: readonly string[], environment: Environment, waits: boolean): Promise<Took> {
  const first = await secondsOf(async () => {
    run(command);
    if (waits) await settle(await cloud(), environment, { tell: () => undefined });
  });
  return { first, second: await secondsOf(async () => run(command)) };
}

/** cdktf finds its settings in the checkout, and leaves everything in the folder. */
function cdktfIn(folder: string): readonly string[] {
  const program = join(ROOT, 'node_modules/.bin/cdktf');
  const variables = [`VEDETTE_ENVIRONMENTS=${join(folder, `${NAME}.ts`)}`, 'CI=true'];
  const output = ['--output', join(folder, 'cdktf.out')];
  return ['env', '-C', ROOT, ...variables, program, 'deploy', NAME, '--auto-approve', ...output];
}

function vedetteIn(folder: string): readonly string[] {
  return [process.execPath, BIN, 'deploy', join(folder, `${NAME}.ts`), '--yes'];
}

function run(command: readonly string[]): void {
  const { NODE_OPTIONS: _options, ...env } = process.env;
  const argv = [BIN, 'local', 'run', '--', ...command];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stdout}${stderr}`);
}

async function cloud(): Promise<LocalCloud> {
  const up = await connectCloud(NAME);
  if (up === undefined) throw new Error(`${NAME} was deployed and is not up`);
  return up;
}

async function secondsOf(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

function fastest(times: readonly Took[]): Took {
  return {
    first: Math.min(...times.map(({ first }) => first)),
    second: Math.min(...times.map(({ second }) => second)),
  };
}

function said(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}
