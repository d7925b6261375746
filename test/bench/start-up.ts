/** What commands take as whole processes, times an empty Node process of the same run. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { measureProcesses, peakMemory } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'src/start/vedette.cjs');
const ROUNDS = 15;
const RENDERED = ['staging', 'production'] as const;

/** A command line, with its goal on this Node and on Node 24. */
interface Line {
  readonly title: string;
  readonly argv: readonly string[];
  readonly goals: readonly [current: number, newer?: number];
}

/** @param folder where staging and production are rendered: comparing those leaves out their stacks */
function linesIn(folder: string): readonly Line[] {
  const rendered = RENDERED.map((name) => `file:${join(folder, name)}`);
  return [
    { title: 'validate lab', argv: ['validate', 'lab'], goals: [6, 4] },
    { title: 'render lab', argv: ['render', 'lab'], goals: [6, 4] },
    { title: 'diff staging production', argv: ['diff', ...RENDERED], goals: [16] },
    { title: 'diff of their rendered files', argv: ['diff', ...rendered], goals: [5] },
  ];
}

const NODES = [
  { name: 'this Node', node: execPath },
  { name: 'Node 24', node: join(ROOT, 'test/nodes/node_modules/node24/bin/node') },
] as const;

/** Rows of a table: command, median, ratio of medians, ratio of the fastest, goal, memory. */
export function startUpBench(): readonly (readonly string[])[] {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  try {
    for (const name of RENDERED) execFileSync(execPath, [BIN, 'render', name, '--out', join(folder, name)]);
    return NODES.flatMap(({ name, node }, at) => startUp(name, node, at, linesIn(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function startUp(
  name: string,
  node: string,
  at: number,
  lines: readonly Line[],
): readonly (readonly string[])[] {
  if (!existsSync(node)) return [[name, 'not installed']];
  const commands = lines.map(({ argv }) => [node, BIN, ...argv]);
  const [empty, ...figures] = measureProcesses([[node, '-e', '0'], ...commands], ROUNDS);
  if (empty === undefined) return [];
  return lines.map(({ title, goals }, index) => {
    const { median = Number.NaN, fastest = Number.NaN } = figures[index] ?? {};
    return [
      `${name}: ${title}`,
      `${median.toFixed(0)} ms`,
      `${(median / empty.median).toFixed(1)}`,
      `${(fastest / empty.fastest).toFixed(1)}`,
      goals[at] === undefined ? '' : `at most ${goals[at]}`,
      `${peakMemory(commands[index] ?? []).toFixed(0)} MB`,
    ];
  });
}
