/** What a synth takes: processes as the CLI of cdktf starts them, and many environments in one process. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { synthesize } from '../../src/aws/synthesize.ts';
import { spread } from '../../src/definition/spread.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { fastestOf } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROUNDS = 7;

/** One measured thing. */
export interface SynthFigure {
  readonly what: string;
  /** The fastest of the rounds. */
  readonly milliseconds: number;
  /** How many times an empty Node process of the same run. */
  readonly ratio: number;
  /** The most memory that it held, where it is a process of its own, in 10^6 bytes. */
  readonly megabytes?: number;
  readonly goal: string;
}

/** Measures a synth of the shipped environments, the same through cdktf, and of a hundred environments of ten hosts. */
export function synthBench(): readonly SynthFigure[] {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  try {
    const empty = fastestOf(ROUNDS, () => run([execPath, '-e', '0'], folder));
    const figure = (what: string, milliseconds: number, goal: string, megabytes?: number): SynthFigure => ({
      what,
      milliseconds,
      ratio: milliseconds / empty,
      goal,
      ...(megabytes === undefined ? {} : { megabytes }),
    });
    const app = [execPath, 'src/start/app.cjs'] as const;
    const cdktf = [join(ROOT, 'node_modules/.bin/cdktf'), 'synth', '--output', join(folder, 'out')] as const;
    const hundred = environments(100);
    return [
      figure(
        'the four shipped environments',
        fastestOf(ROUNDS, () => run(app, folder)),
        '600 ms, 150 MB',
        peak(folder),
      ),
      figure(
        'the same through cdktf synth',
        fastestOf(1, () => run(cdktf, folder)),
        'none',
      ),
      figure(
        '100 environments of 10 hosts',
        fastestOf(3, () => synthesize(hundred, { outdir: join(folder, 'many') })),
        '3 s',
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run([program, ...args]: readonly [string, ...string[]], folder: string): string {
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDKTF_OUTDIR: join(folder, 'stacks-out'),
      CDKTF_HOME: folder,
      HOME: folder,
      CHECKPOINT_DISABLE: '1',
      CI: 'true',
    },
  });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  return stdout;
}

/** The app says itself how much it held. */
function peak(folder: string): number {
  const report = `process.on('exit', () => console.log(process.resourceUsage().maxRSS))`;
  const preload = `data:text/javascript,${encodeURIComponent(report)}`;
  const said = run([execPath, '--import', preload, 'src/start/app.cjs'], folder);
  return (Number(said.trim().split('\n').at(-1)) * 1024) / 1e6;
}

function environments(count: number): readonly Environment[] {
  return Array.from({ length: count }, (_, index) =>
    resolveEnvironment(
      {
        name: `bench${index}`,
        redis: { persistence: 'aof' },
        sentinel: { quorum: 3 },
        network: { cidr: '10.0.0.0/22', zones: ['a', 'b', 'c'] },
        hosts: spread({ replicas: 4, sentinels: 10, zones: ['a', 'b', 'c'] }),
      },
      'bench.ts',
    ),
  );
}
