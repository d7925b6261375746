/** Measuring: wall time and memory of processes, and time of functions. */
import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';

/** What processes of one kind took. */
export interface ProcessFigures {
  /** The median wall time of a run, in milliseconds. */
  readonly median: number;
  /** The fastest run, which other work on the machine disturbed least, in milliseconds. */
  readonly fastest: number;
}

/**
 * Runs commands in turns: what slows the machine down for a while slows all of them down, so that their ratios hold.
 */
export function measureProcesses(
  commands: readonly (readonly string[])[],
  rounds: number,
): readonly ProcessFigures[] {
  const times = commands.map((): number[] => []);
  for (const command of commands) run(command); // fills caches
  for (let round = 0; round < rounds; round++)
    for (const [at, command] of commands.entries()) times[at]?.push(timed(() => run(command)));
  return times.map((own) => ({ median: median(own), fastest: Math.min(...own) }));
}

/** The most memory that a Node command had, in megabytes. */
export function peakMemory([node = '', ...argv]: readonly string[]): number {
  const report = "process.on('exit',()=>console.error(process.resourceUsage().maxRSS))";
  const preload = `--import=data:text/javascript,${encodeURIComponent(report)}`;
  const lines = run([node, preload, ...argv])
    .trim()
    .split('\n');
  return Number(lines.at(-1)) / 1024;
}

/** The fastest of some runs of a function, in milliseconds. */
export function fastestOf(rounds: number, work: () => unknown): number {
  return Math.min(...Array.from({ length: rounds }, () => timed(work)));
}

/** How long a function takes, in milliseconds. */
export function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** Runs a command to its end, without what would slow down every Node alike, and returns its stderr. */
export function run([program = '', ...argv]: readonly string[]): string {
  const { NODE_OPTIONS: _options, NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  const { status, stderr } = spawnSync(program, argv, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${[program, ...argv].join(' ')} failed: ${stderr}`);
  return stderr;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
