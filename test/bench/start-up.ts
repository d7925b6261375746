/** What commands take as whole processes, times an empty Node process of the same run. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import type { CreatedEnvironment } from '../../src/register/record.ts';
import { measureProcesses, peakMemory } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BIN = join(ROOT, 'src/start/vedette.cjs');
const ROUNDS = 15;
const RENDERED = ['staging', 'production'] as const;

/** How many environments the list has. */
const LISTED = 200;

/** A command line, with its goal on this Node and on Node 24. */
interface Line {
  readonly title: string;
  readonly argv: readonly string[];
  readonly goals: readonly [current: number, newer?: number];
}

/**
 * @param folder where staging and production are rendered: comparing those leaves out their stacks; and where environments
 *   were created
 */
function linesIn(folder: string): readonly Line[] {
  const rendered = RENDERED.map((name) => `file:${join(folder, name)}`);
  return [
    { title: 'validate lab', argv: ['validate', 'lab'], goals: [6, 4] },
    { title: 'render lab', argv: ['render', 'lab'], goals: [6, 4] },
    { title: 'diff staging production', argv: ['diff', ...RENDERED], goals: [16] },
    { title: 'diff of their rendered files', argv: ['diff', ...rendered], goals: [5] },
    { title: `env list of ${LISTED} with states`, argv: ['env', 'list', '--dir', folder], goals: [8, 8] },
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
    createListed(folder);
    for (const name of RENDERED) execFileSync(execPath, [BIN, 'render', name, '--out', join(folder, name)]);
    return NODES.flatMap(({ name, node }, at) => startUp(name, node, at, linesIn(folder)));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes down created environments, each with a state as Terraform leaves it. */
function createListed(folder: string): void {
  const names = Array.from({ length: LISTED }, (_, at) => `pr-${at}`);
  const resources = Array.from({ length: 50 }, () => ({ mode: 'managed', instances: [{}] }));
  for (const part of ['environments', 'state'])
    mkdirSync(join(folder, '.vedette', part), { recursive: true });
  const register = { formatVersion: 1, environments: names.map(recordOf) };
  writeFileSync(join(folder, '.vedette/environments/1.json'), JSON.stringify(register));
  for (const name of names)
    writeFileSync(join(folder, `.vedette/state/${name}.tfstate`), JSON.stringify({ version: 4, resources }));
}

function recordOf(name: string, at: number): CreatedEnvironment {
  const created = '2026-11-27T12:00:00Z';
  return {
    ...{ name, from: 'staging', cidr: `10.192.${at}.0/24`, maxMemory: 8 * 1024 ** 3, set: [] },
    ...{ owner: `pr/${at}`, created, expires: '2026-11-27T20:00:00Z', by: 'ada@laptop', extensions: [] },
    cost: { perHour: 0.3207, unknown: [], at: created },
  };
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
