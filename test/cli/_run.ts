import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import test from 'ava';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export const BIN = join(ROOT, 'src/start/vedette.cjs');

/** How a command ended. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where and how a command runs. */
export interface RunOptions {
  /** @default the checkout */
  readonly cwd?: string;
  /** @default this Node */
  readonly node?: string;
  /** Words in front of it, of a program that runs it with other rights. */
  readonly under?: readonly string[];
  /** Added to the environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How many commands of a test file run at the same time: more only wait for each other, and for their memory. */
const AT_ONCE = 4;

/** The last command of each place. */
const places: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
let started = 0;

/** Runs the real command in a process of its own, without a terminal and 100 columns wide. */
export function vedette(argv: readonly string[], options: RunOptions = {}): Promise<Ended> {
  const place = started++ % AT_ONCE;
  const ended = Promise.resolve(places[place]).then(() => runCommand(argv, options));
  places[place] = ended;
  return ended;
}

function runCommand(argv: readonly string[], options: RunOptions): Promise<Ended> {
  const { cwd = ROOT, node = execPath, under = [], variables = {} } = options;
  return new Promise((resolve) => {
    const [program = node, ...words] = [...under, node, BIN, ...argv];
    execFile(program, words, { cwd, env: surroundings(variables) }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 128), stdout, stderr });
    });
  });
}

/** The environment of a command: without colours, and 100 columns wide. */
export function surroundings(variables: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, FORCE_COLOR: _colour, ...inherited } = env;
  return { ...inherited, NO_COLOR: '1', COLUMNS: '100', ...variables };
}

/** A folder of one test file, removed after it. */
export function scratchFolder(name: string): string {
  const parent = join(ROOT, 'tmp');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, `${name}-`));
  test.after.always('the scratch folder is removed', () => rmSync(folder, { recursive: true }));
  return folder;
}
