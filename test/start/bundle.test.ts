import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { KINDS, programOf } from '../../src/render/program.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';

const folder = scratchFolder('bundle');
const { CACHE, digest } = createRequire(import.meta.url)('../../src/start/cache.cjs');
const PROGRAM = `
  const [, bundle, entry, status] = process.argv;
  process.exitCode = Number(status);
  require(bundle).loadBundle(entry, 'test').then(({ say }) => console.log(JSON.stringify(say())));`;

/** Loads a bundle in a process of its own, and tells what its function says. */
async function say(entry: string): Promise<unknown> {
  return JSON.parse((await ended(entry, 0)).stdout);
}

/** The same in a process that ends with a status. */
async function ended(entry: string, status: number): Promise<{ readonly stdout: string }> {
  const argv = ['-e', PROGRAM, join(ROOT, 'src/start/bundle.cjs'), relative(ROOT, entry), String(status)];
  return promisify(execFile)(execPath, argv, { cwd: folder }).catch((error) => error);
}

/** Where what is made of an entry is kept. */
function keptOf(entry: string): string {
  return join(CACHE, digest(resolve(ROOT), relative(ROOT, entry)));
}

/** Writes a source that was there for a while, as sources are: what has just changed is not kept. */
function writeOld(name: string, source: string, age = 60_000): string {
  const file = write(name, source);
  const then = new Date(Date.now() - age);
  utimesSync(file, then, then);
  return file;
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

test('what another command removed meanwhile keeps nothing else from being removed', async (t) => {
  const kept = join(folder, 'removed');
  mkdirSync(join(kept, 'old'), { recursive: true });
  // A link to nothing is listed and not there, as is a folder that was removed since the list was read.
  symlinkSync(join(folder, 'nowhere'), join(kept, 'gone'));
  const old = new Date(Date.now() - 31 * 24 * 60 * 60 * 1_000);
  utimesSync(join(kept, 'old'), old, old);
  const cache = JSON.stringify(join(ROOT, 'src/start/cache.cjs'));
  await promisify(execFile)(execPath, ['-e', `require(${cache}).prune(${JSON.stringify(kept)})`]);
  t.deepEqual(readdirSync(kept), ['gone']);
});

test('what is asked for twice at the same time is loaded once', async (t) => {
  const entry = write('counted.ts', "console.log('loaded');\nexport const say = () => 7;");
  const twice = `const { loadBundle } = require(process.argv[1]);
    void Promise.all([1, 2].map(() => loadBundle(process.argv[2], 'test')));`;
  const argv = ['-e', twice, join(ROOT, 'src/start/bundle.cjs'), relative(ROOT, entry)];
  t.is((await promisify(execFile)(execPath, argv)).stdout, 'loaded\n');
});

test('a library that is loaded from a bundle is what require and import then hand over, with one class for both', async (t) => {
  const program = `const [, bundle] = process.argv;
    const { loadLibrary } = require(bundle);
    const files = () => Object.values(require.cache).filter(({ filename, loaded }) => loaded && /ioredis/.test(filename));
    void Promise.all([loadLibrary('ioredis'), loadLibrary('ioredis')]).then(async () => {
      const { createRequire } = require('node:module');
      const there = createRequire(bundle);
      const { Redis } = await import(require('node:url').pathToFileURL(there.resolve('ioredis')));
      console.log(JSON.stringify([files().length, Redis === there('ioredis').Redis, typeof Redis]));
    });`;
  const argv = ['-e', program, join(ROOT, 'src/start/bundle.cjs')];
  t.deepEqual(JSON.parse((await promisify(execFile)(execPath, argv)).stdout), [1, true, 'function']);
});

test('programs that a bundle has ready are those that its sources lay out and pack', async (t) => {
  const program = `const [, bundle, kinds] = process.argv;
    require(bundle).loadBundle('src/render/program.ts', 'test')
      .then(({ programOf }) => console.log(JSON.stringify(JSON.parse(kinds).map(programOf))));`;
  const argv = ['-e', program, join(ROOT, 'src/start/bundle.cjs'), JSON.stringify(KINDS)];
  t.deepEqual(
    JSON.parse((await promisify(execFile)(execPath, argv, { maxBuffer: Infinity })).stdout),
    KINDS.map(programOf),
  );
});

test('a bundle that has programs ready counts as changed where a template, a constant or a library did', async (t) => {
  const files = await filesOfCommands();
  const templates = readdirSync(join(ROOT, 'templates'), { recursive: true, encoding: 'utf8' });
  for (const name of templates.filter((path) => path.endsWith('.hbs')))
    t.true(files.includes(`templates/${name}`), name);
  for (const file of ['src/render/freebsd.ts', 'src/render/program.ts', 'node_modules/fflate/package.json'])
    t.true(files.includes(file), file);
});

test('the bundle of commands holds no library that speaks to Redis', async (t) => {
  const files = await filesOfCommands();
  t.true(files.includes('src/rehearsal/writers/start.ts'));
  t.deepEqual(
    files.filter((file) => /node_modules\/(@?redis|@?ioredis|@?iovalkey)\//.test(file)),
    [],
  );
});

/** The files that the bundle of the command line is made of. */
async function filesOfCommands(): Promise<readonly string[]> {
  const program = `const { CACHE, digest } = require(process.argv[1]);
    console.log(CACHE + '/' + digest(process.argv[2], 'src/cli/main.ts') + '/bundle.cjs');`;
  const argv = ['-e', program, join(ROOT, 'src/start/cache.cjs'), ROOT.replace(/\/$/, '')];
  await promisify(execFile)(execPath, [join(ROOT, 'src/start/vedette.cjs'), '--help']);
  const bundle = (await promisify(execFile)(execPath, argv)).stdout.trim();
  const [head = ''] = readFileSync(bundle, 'utf8').split('\n');
  return Object.keys(JSON.parse(head.slice('//'.length)));
}

test('two processes that make the bundle at the same time both run', async (t) => {
  const entry = write('both.ts', 'export const say = () => 7;');
  const answers = await Promise.all([1, 2, 3].map(() => say(entry)));
  t.deepEqual(answers, [7, 7, 7]);
});

test('of the builds of a program only the last is kept, with the code of its uses', async (t) => {
  for (const [age, word] of [
    [60_000, 'one'],
    [50_000, 'two'],
    [40_000, 'three'],
  ] as const) {
    const entry = writeOld('builds.ts', `export const say = () => '${word}';`, age);
    t.is(await say(entry), word);
    const kept = readdirSync(keptOf(entry)).map((name) => name.replace(/^[0-9a-f]{40}\./, 'any.'));
    t.deepEqual(kept.sort(), ['any.code', 'bundle.cjs', 'source']);
    t.true(readFileSync(join(keptOf(entry), 'bundle.cjs'), 'utf8').includes(word));
  }
});

test('what is of a program that is gone is removed when another one is built', async (t) => {
  const gone = writeOld('gone.ts', 'export const say = () => 1;');
  const other = writeOld('stays.ts', 'export const say = () => 2;');
  t.deepEqual([await say(gone), await say(other)], [1, 2]);
  rmSync(gone);
  t.is(await say(writeOld('new.ts', 'export const say = () => 3;')), 3);
  t.deepEqual([existsSync(keptOf(gone)), existsSync(keptOf(other))], [false, true]);
});

test('a program that was used wrongly keeps no code for that use', async (t) => {
  const entry = writeOld('wrong.ts', 'export const say = () => 1;');
  await ended(entry, 64);
  t.deepEqual(readdirSync(keptOf(entry)).sort(), ['bundle.cjs', 'source']);
});

test('processes that load a program while it changes run what it was at their start or later, and then what it is', async (t) => {
  const words = ['before', 'one', 'after'];
  const answers: Promise<unknown>[] = [];
  for (const [at, word] of words.entries()) {
    const entry = writeOld('changing.ts', `export const say = () => '${word}';`, 30_000 - at);
    for (const _ of [1, 2])
      answers.push(say(entry).then((answer) => t.true(words.indexOf(String(answer)) >= at, `${answer}`)));
    await answers.at(-1);
  }
  await Promise.all(answers);
  t.is(await say(join(folder, 'changing.ts')), 'after');
});
