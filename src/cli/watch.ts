/** `--watch`: what is judged is judged again when a file changes that it is made of. */
import { on } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FSWatcher } from 'chokidar';
import { CONFIG_FILES } from '../definition/load-config.ts';
import { filesOf, forgetFiles } from '../definition/loaded-files.ts';
import { sourceFile } from '../register/open.ts';
import type { Outcome } from '../report/elements.ts';
import { clearScreen, note, printOutcome } from '../report/output.ts';
import { printFailure } from './failure.ts';

/** An editor may write a file in several steps, in milliseconds. */
const SETTLED = 50;

/**
 * Judges definitions, and again whenever one of their files changes, until Ctrl-C.
 *
 * @param names as they were given
 * @param judge what is printed each time
 */
export async function watchDefinitions(
  command: string,
  names: readonly string[],
  judge: () => Promise<Outcome>,
): Promise<Outcome> {
  const settings = CONFIG_FILES.filter((file) => existsSync(file)).map((file) => resolve(file));
  const paths = [...(await Promise.all(names.map(sourceFile))), ...settings];
  await repeatOnChange(async (known) => {
    forgetFiles(known);
    clearScreen();
    await tell(command, judge);
    // What an import that fails was made of nobody knows, so what was known before stays.
    return new Set([...known, ...paths.flatMap(filesOf)]);
  });
  return { data: {}, report: [] };
}

async function tell(command: string, judge: () => Promise<Outcome>): Promise<void> {
  try {
    printOutcome(command, await judge(), 'human');
  } catch (thrown) {
    printFailure(thrown, process.argv);
  }
}

/** Does some work again whenever one of the files changes that it tells, and ends at Ctrl-C. */
async function repeatOnChange(
  work: (known: ReadonlySet<string>) => Promise<ReadonlySet<string>>,
): Promise<void> {
  const interrupt = new AbortController();
  process.once('SIGINT', () => interrupt.abort());
  const { watch } = await import('chokidar');
  const watcher = watch([], { depth: 0, ignoreInitial: true });
  try {
    await repeat(watcher, work, interrupt.signal);
  } catch (error) {
    if (!interrupt.signal.aborted) throw error;
  } finally {
    await watcher.close();
  }
}

/** Folders are watched, since editors put another file in the place of the one that they change. */
async function repeat(
  watcher: FSWatcher,
  work: (known: ReadonlySet<string>) => Promise<ReadonlySet<string>>,
  signal: AbortSignal,
): Promise<void> {
  const events = on(watcher, 'all', { signal });
  let states = statesOf(await work(new Set()));
  await watchFolders(watcher, states.keys(), signal);
  note(`watching ${states.size} files; Ctrl-C ends it`);
  for await (const [, given] of events) {
    const path = resolve(String(given));
    // One change may be told several times.
    if (!states.has(path) || stateOf(path) === states.get(path)) continue;
    await sleep(SETTLED, undefined, { signal });
    // What changes while it is judged is judged again, so its state is that of before.
    const before = statesOf(states.keys());
    states = new Map([...statesOf(await work(new Set(before.keys()))), ...before]);
    watcher.add(foldersOf(states.keys()));
  }
}

/** Nothing is missed that changes once this is told. */
async function watchFolders(watcher: FSWatcher, files: Iterable<string>, signal: AbortSignal): Promise<void> {
  watcher.add(foldersOf(files));
  await new Promise<void>((done, fail) => {
    watcher.once('ready', done);
    watcher.once('error', fail);
    signal.addEventListener('abort', () => fail(signal.reason), { once: true });
  });
}

function foldersOf(files: Iterable<string>): string[] {
  return [...new Set(Array.from(files, (file) => dirname(file)))];
}

/** The state of each file. */
function statesOf(files: Iterable<string>): ReadonlyMap<string, string> {
  return new Map(Array.from(files, (file) => [file, stateOf(file)]));
}

/** Another one where the file was written, or another is in its place. */
function stateOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? 'gone' : [stats.ino, stats.mtimeMs, stats.size].join(' ');
}
