'use strict';
// Libraries of tests as one file each, with the code that V8 made of it the last time. Every test file has a process of its
// own: finding, reading and compiling a thousand files of libraries takes longer than most test files run.
const { readFileSync, readdirSync, statSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { Script } = require('node:vm');
const { CACHE, SOURCE, digest, keep, read } = require('../src/start/cache.cjs');

const ROOT = join(__dirname, '..');
const MODULES = join(ROOT, 'node_modules');

/** What `ava` is in a worker, and what a worker starts with: ava exports neither. */
const AVA = join(MODULES, 'ava/lib/worker/main.cjs');
const WORKER = join(MODULES, 'ava/lib/worker/base.js');

/** What each file holds: modules by what they are asked for by. What is asked for and not there Node finds itself. */
const BUNDLES = {
  ava: { holds: /^ava$|\/ava\/lib\/worker\/base\.js$/, modules: () => ({ ava: AVA, [WORKER]: WORKER }) },
  'fast-check': { holds: /^@fast-check\/ava$/, modules: () => named(['@fast-check/ava']) },
  zod: { holds: /^zod\/mini$/, modules: () => named(['zod/mini']) },
  handlebars: {
    holds: /^handlebars(\/runtime\.js)?$/,
    modules: () => named(['handlebars', 'handlebars/runtime.js']),
  },
  ajv: { holds: /^ajv\/dist\/2020\.js$/, modules: () => named(['ajv/dist/2020.js']) },
  cdktf: {
    holds: /^(cdktf|constructs|@cdktf\/provider-aws\/.*)$/,
    modules: () => named(['cdktf', 'constructs', ...providerModules()]),
  },
};

function named(names) {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** The modules of the provider that stacks are made of. */
function providerModules() {
  const folder = join(ROOT, 'src/aws');
  const sources = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith('.ts'));
  const texts = sources.map((file) => readFileSync(join(folder, file), 'utf8'));
  return new Set(texts.flatMap((text) => text.match(/@cdktf\/provider-aws\/lib\/[\w-]+\/index\.js/g) ?? []));
}

/** Made anew where other libraries were installed, or this file was changed. */
const FOLDER = join(
  CACHE,
  digest(__filename, stateOf(__filename), stateOf(join(MODULES, '.package-lock.json'))),
);

function stateOf(file) {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && [stats.mtimeMs, stats.size];
}

/** Each is loaded when the first of its modules is asked for. */
const loaded = new Map();

/** Makes all of them, where they are not there yet. */
async function makeLibraries() {
  if (read(join(FOLDER, SOURCE)) !== undefined) return;
  await Promise.all(Object.keys(BUNDLES).map(make));
  keep(join(FOLDER, SOURCE), __filename);
}

async function make(name) {
  const modules = Object.entries(BUNDLES[name].modules()).map(
    ([asked, path]) => `${JSON.stringify(asked)}: () => require(${JSON.stringify(path)})`,
  );
  const { outputFiles } = await require('esbuild').build({
    stdin: { contents: `module.exports = { ${modules.join(', ')} };`, resolveDir: ROOT },
    banner: { js: '(function (require, module, exports) {' },
    bundle: true,
    external: name === 'ava' ? [] : ['ava'],
    footer: { js: '})' },
    format: 'cjs',
    platform: 'node',
    plugins: [ownUrls],
    target: 'node20',
    write: false,
  });
  keep(join(FOLDER, `${name}.cjs`), outputFiles[0].text);
}

/** Modules find files beside them by their own URL. That of the worker awaits at its top level, which CommonJS cannot. */
const ownUrls = {
  name: 'own urls',
  setup({ onLoad }) {
    onLoad({ filter: /\.[cm]?js$/ }, ({ path }) => {
      const url = JSON.stringify(pathToFileURL(path).href);
      const text = readFileSync(path, 'utf8').replaceAll('import.meta.url', url);
      const contents = path.endsWith('/ava/lib/worker/base.js')
        ? text.replace(/^((?:import[^;]+;\s*)+)(.*)$/s, '$1(async () => {\n$2\n})();')
        : text;
      return { contents, loader: 'js' };
    });
  },
};

/** The module that a name stands for; nothing where Node finds it itself. */
function library(asked) {
  const [name] = Object.entries(BUNDLES).find(([, { holds }]) => holds.test(asked)) ?? [];
  if (name === undefined) return undefined;
  if (!loaded.has(name)) loaded.set(name, load(name));
  return loaded.get(name)[asked]?.();
}

/** The functions of a bundle by what they are asked for by. */
function load(name) {
  const [file, code] = [join(FOLDER, `${name}.cjs`), join(FOLDER, `${name}-${process.version}.code`)];
  const text = readFileSync(file, 'latin1');
  // ava leaves what stands in its own folder out of traces.
  const script = new Script(text, { filename: join(MODULES, name, 'bundle.js'), cachedData: read(code) });
  if (script.cachedDataRejected !== false) process.once('exit', () => keep(code, script.createCachedData()));
  const module = { exports: {} };
  script.runInThisContext()(createRequire(join(ROOT, 'package.json')), module, module.exports);
  return module.exports;
}

/** Starts the worker of ava: what Node was told to run. */
async function startWorker() {
  await makeLibraries();
  library(WORKER);
}

module.exports = { library, makeLibraries, startWorker };
