'use strict';
// Lets require() read TypeScript on every Node, also on 20, which cannot by itself. tsx does the same and much more (source
// maps, path aliases, a lexer run over every file), and loading it with all that takes longer than a whole command does
// this way. So does the translator of newer Nodes, which keeps nothing.
const { readFileSync } = require('node:fs');
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

/** Lets require() read `.ts` files, and keeps their translations. */
function readTypeScript() {
  require.extensions['.ts'] = (module, file) => {
    const source = readFileSync(file, 'utf8');
    const kept = join(CACHE, `${digest(OPTIONS, basename(file), source)}.cjs`);
    module._compile(String(read(kept) ?? translate(source, file, kept)), file);
  };
}

/** The name in the source map stands for a file beside the one that is read: the same text may stand elsewhere too. */
function translate(source, file, kept) {
  const { code } = require('esbuild').transformSync(source, { ...OPTIONS, sourcefile: basename(file) });
  keep(kept, code);
  return code;
}

module.exports = { readTypeScript };
