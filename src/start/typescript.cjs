'use strict';
// Lets require() read TypeScript on every Node, also on 20, which cannot by itself. tsx does the same and much more (source
// maps, path aliases, a lexer run over every file), and loading it with all that takes longer than a whole command does
// this way. So does the translator of newer Nodes, which keeps nothing.
const { readFileSync } = require('node:fs');
const Module = require('node:module');
const { basename, join } = require('node:path');
const { CACHE, digest, keep, read } = require('./cache.cjs');

/** CommonJS has no import.meta, of which the sources use only the url; and import() would go past this hook. */
const OPTIONS = {
  banner: 'const __url = require("node:url").pathToFileURL(__filename).href;',
  define: { 'import.meta.url': '__url' },
  format: 'cjs',
  loader: 'ts',
  platform: 'node',
  sourcemap: 'inline',
  sourcesContent: false,
  supported: { 'dynamic-import': false },
  target: 'node20',
};

/** What definitions import vedette by. */
const { name: OWN_NAME } = require('../../package.json');

/** Lets require() read `.ts` files, and keeps their translations. */
function readTypeScript() {
  answerOwnName();
  require.extensions['.ts'] = (module, file) => module._compile(translated(file), file);
}

/**
 * A file as JavaScript: what was kept of it, or translated now and kept.
 *
 * @param {string} file in TypeScript
 * @returns {string} a CommonJS module
 */
function translated(file) {
  const source = readFileSync(file, 'utf8');
  const kept = join(CACHE, `${digest(OPTIONS, basename(file), source)}.cjs`);
  return String(read(kept) ?? translate(source, file, kept));
}

/** A definition may import vedette where nobody installed it: then that is the vedette that reads the definition. */
const resolveFilename = Module._resolveFilename;

function answerOwnName() {
  Module._resolveFilename = (request, ...rest) => {
    try {
      return resolveFilename(request, ...rest);
    } catch (error) {
      if (request === OWN_NAME) return join(__dirname, 'definition.cjs');
      throw error;
    }
  };
}

/** The name in the source map stands for a file beside the one that is read: the same text may stand elsewhere too. */
function translate(source, file, kept) {
  const { code } = require('esbuild').transformSync(source, { ...OPTIONS, sourcefile: basename(file) });
  keep(kept, code);
  return code;
}

module.exports = { readTypeScript, translated };
