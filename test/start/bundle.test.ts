import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { ROOT, scratchFolder } from '../cli/_run.ts';

const folder = scratchFolder('bundle');
const PROGRAM = `
  const [, bundle, entry] = process.argv;
  require(bundle).loadBundle(entry, 'test').then(({ say }) => console.log(JSON.stringify(say())));`;

/** Loads a bundle in a process of its own, and tells what its function says. */
async function say(entry: string): Promise<unknown> {
  const argv = ['-e', PROGRAM, join(ROOT, 'src/start/bundle.cjs'), relative(ROOT, entry)];
  return JSON.parse((await promisify(execFile)(execPath, argv, { cwd: folder })).stdout);
}

function write(name: string, source: string): string {
  const file = join(folder, name);
  writeFileSync(file, source);
  return file;
}

test('a changed file is never taken for what it was, also if its size stays', async (t) => {
  const entry = write(
    'entry.ts',
    "import { word } from './part.ts';\nexport const say = (): string => word;",
  );
  for (const word of ['one', 'two', 'six']) {
    write('part.ts', `export const word: string = '${word}';`);
    t.is(await say(entry), word);
    t.is(await say(entry), word);
  }
});

test('a file that was added instead of another is found', async (t) => {
  const entry = write('choice.ts', "export { say } from './first.ts';");
  write('first.ts', 'export const say = () => 1;');
  t.is(await say(entry), 1);
  write('second.ts', 'export const say = () => 2;');
  writeFileSync(entry, "export { say } from './second.ts';");
  t.is(await say(entry), 2);
});

test('what was kept more than 30 days ago is removed, and nothing else', async (t) => {
  const kept = join(folder, 'kept');
  mkdirSync(join(kept, 'old'), { recursive: true });
  for (const name of ['old/bundle.cjs', 'old.cjs', 'new.cjs']) writeFileSync(join(kept, name), '');
  const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1_000);
  for (const name of ['old', 'old.cjs']) utimesSync(join(kept, name), old, old);
  const cache = JSON.stringify(join(ROOT, 'src/start/cache.cjs'));
  await promisify(execFile)(execPath, ['-e', `require(${cache}).prune(${JSON.stringify(kept)})`]);
  t.deepEqual(readdirSync(kept), ['new.cjs']);
});

test('two processes that make the bundle at the same time both run', async (t) => {
  const entry = write('both.ts', 'export const say = () => 7;');
  const answers = await Promise.all([1, 2, 3].map(() => say(entry)));
  t.deepEqual(answers, [7, 7, 7]);
});
