'use strict';
// A program in one file, with the libraries that it uses and the code that V8 made of them the last time. Finding, reading
// and compiling some 200 files takes longer than any command that only reads.
const { readFileSync, statSync } = require('node:fs');
const Module = require('node:module');
const { createRequire } = Module;
const { join, relative } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');
const { CACHE, SOURCE, digest, forget, keep, prune, read } = require('./cache.cjs');
const { readyMade } = require('./ready-made.cjs');
const { readTypeScript } = require('./typescript.cjs');

const ROOT = join(__dirname, '../..');

/** The file that runs functions of a bundle in a thread. */
const THREAD = join(__dirname, 'thread.cjs');

/** A file may be changed this long before its time says so, in milliseconds: kernels read their clock at every tick. */
const TICK = 10;

/** What a program ends with that was given a use that it does not have: no code is kept for each slip. */
const WRONG_USAGE = 64;

/** These are large or find files beside them, and few commands need them. */
const APART = ['@aws-sdk/*', '@grpc/*', 'esbuild'];

/**
 * Loads a program: from its bundle, or from its sources to debug or measure it.
 *
 * @param {string} entry its file, relative to the checkout
 * @param {string} use what it is run for, as `loadBundle` says
 * @returns {Promise<object>} what the file exports
 */
async function loadProgram(entry, use) {
  readTypeScript();
  // What a definition throws names its own lines.
  process.setSourceMapsEnabled(true);
  const fromSources = process.argv.includes('--debug') || process.env.NODE_V8_COVERAGE !== undefined;
  return fromSources ? require(join(ROOT, entry)) : loadBundle(entry, use);
}

/** What was loaded, by entry and use: a module is one in a process, however often it is asked for. */
const loaded = new Map();

/**
 * Loads a source file, and all that it imports, from its bundle. The bundle is made again when one of its files changed.
 *
 * @param {string} entry the file, relative to the checkout
 * @param {string} use what the program is run for: V8's code is kept for each use, since each runs other functions
 * @returns {Promise<object>} what the file exports
 */
function loadBundle(entry, use) {
  const key = JSON.stringify([entry, use]);
  if (!loaded.has(key)) loaded.set(key, runBundle(entry, use));
  return loaded.get(key);
}

/**
 * Loads a library from a bundle of its own: whoever asks for it afterwards, by require() or by import, gets that. Reading the
 * files of one takes up to ten times longer (redis 6.3.1: 370 ms of CPU, and 40 ms so).
 *
 * @param {string} name of the package
 */
async function loadLibrary(name) {
  const file = require.resolve(name);
  if (require.cache[file] !== undefined) return;
  const module = new Module(file);
  module.exports = await loadBundle(relative(ROOT, file), 'library');
  module.loaded = true;
  require.cache[file] = module;
}

async function runBundle(entry, use) {
  const folder = join(CACHE, digest(ROOT, entry));
  const file = join(folder, 'bundle.cjs');
  const text = current(read(file)) ?? (await bundle(entry, folder, file));
  const kept = join(folder, `${digest(head(text), process.version, use)}.code`);
  const script = new Script(text, { filename: file, cachedData: read(kept) });
  if (script.cachedDataRejected !== false) unkept.push(() => keep(kept, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(createRequire(join(ROOT, entry)), module, module.exports);
  return module.exports;
}

/** What is to be kept of what was loaded: V8 has code of the functions that have run. */
const unkept = [];

/** Keeps V8's code of what was loaded. */
function keepCode() {
  for (const keepOne of unkept.splice(0)) keepOne();
}

process.once('exit', (status) => status !== WRONG_USAGE && keepCode());

/** The first line tells the files that the bundle was made of, as they were then. */
function head(text) {
  return text.slice(0, text.indexOf('\n'));
}

function current(kept) {
  const text = kept?.toString('latin1');
  if (text === undefined) return undefined;
  const files = JSON.parse(head(text).slice('//'.length));
  return Object.entries(files).every(([file, state]) => String(stateOf(file)) === String(state))
    ? text
    : undefined;
}

/** When a file was changed and its size; nothing if it is not there. */
function stateOf(file) {
  const stats = statSync(`${ROOT}/${file}`, { throwIfNoEntry: false });
  return stats && [stats.mtimeMs, stats.size];
}

async function bundle(entry, folder, file) {
  const began = Date.now();
  const { build } = require('esbuild');
  const { plugin, ingredients } = readyMade();
  const { metafile, outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    banner: { js: '(function (require, module, exports) {' },
    external: [...APART, __filename, THREAD],
    footer: { js: '})' },
    format: 'cjs',
    metafile: true,
    platform: 'node',
    plugins: [plugin, ownUrls, ownBundles(entry)],
    target: 'node20',
    write: false,
  });
  const files = Object.keys(metafile.inputs).filter((input) => !input.startsWith('later:'));
  const states = Object.fromEntries(
    [...files, ...ingredients(), relative(ROOT, __filename)].map((input) => [input, stateOf(input)]),
  );
  const text = `//${JSON.stringify(states)}\n${outputFiles[0].text}`;
  forget(folder);
  prune();
  keep(join(folder, SOURCE), join(ROOT, entry));
  if (Object.values(states).every(([changed]) => changed < began - TICK)) keep(file, text);
  return text;
}

/** Every file keeps its own import.meta.url: templates, scripts and messages are found from there. */
const ownUrls = {
  name: 'own urls',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|yargs|yargs-parser)\/.*\.m?[jt]s$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll(
        'import.meta.url',
        JSON.stringify(pathToFileURL(path).href),
      ),
      loader: path.endsWith('.ts') ? 'ts' : 'js',
    }));
  },
};

/**
 * What few commands need is a bundle of its own where it is imported when it is needed: everything in a bundle is read
 * and checked at every start. Its functions answer with promises, and its errors come as they are.
 */
const LATER = {
  'src/aws/stacks.ts': ['stacksOf', 'stacksAside', 'writeStack'],
  'src/group/connection.ts': ['connector'],
};

/** Those that work in a thread of their own: the next stacks are synthesized while those before them are compared. */
const IN_THREAD = new Set(['stacksAside']);

const ownBundles = (entry) => ({
  name: 'own bundles',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const file = relative(ROOT, join(resolveDir, path));
      if (kind !== 'dynamic-import' || file === entry || LATER[file] === undefined) return undefined;
      return { path: file, namespace: 'later' };
    });
    onLoad({ filter: /./, namespace: 'later' }, ({ path }) => ({
      contents: LATER[path]
        .map(
          (name) => `export async function ${name}(...given) {
          ${IN_THREAD.has(name) ? askThread(path, name) : callHere(path, name)}
        }`,
        )
        .join('\n'),
      loader: 'js',
      resolveDir: ROOT,
    }));
  },
});

function callHere(path, name) {
  return `const { loadBundle } = require(${JSON.stringify(__filename)});
          return (await loadBundle(${JSON.stringify(path)}, 'later')).${name}(...given);`;
}

function askThread(path, name) {
  return `return require(${JSON.stringify(THREAD)}).ask(${JSON.stringify(path)}, ${JSON.stringify(name)}, given);`;
}

module.exports = { keepCode, loadBundle, loadLibrary, loadProgram };
