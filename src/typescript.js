// Lets require() read TypeScript on Node 20, which cannot. tsx does the same and much more (source maps, path aliases,
// a lexer run over every file), and loading it with all that takes longer than a whole command does this way.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);

/** CommonJS has no import.meta; the sources use nothing but its url. */
const BANNER = 'const __url = require("node:url").pathToFileURL(__filename).href;';

/** Where translations and compiled code are kept: inside the checkout, whatever TMPDIR says. */
export const CACHE = fileURLToPath(new URL('../node_modules/.cache/vedette', import.meta.url));

/** Lets require() read `.ts` files where Node does not by itself. */
export function readTypeScript() {
  if (process.features.typescript) return;
  require.extensions['.ts'] = (module, file) => {
    const source = readFileSync(file, 'utf8');
    const kept = join(CACHE, `${createHash('sha1').update(BANNER).update(source).digest('hex')}.cjs`);
    module._compile(read(kept) ?? keep(kept, translate(source, file)), file);
  };
}

function translate(source, file) {
  const { code } = require('esbuild').transformSync(source, {
    banner: BANNER,
    define: { 'import.meta.url': '__url' },
    format: 'cjs',
    loader: 'ts',
    platform: 'node',
    sourcefile: file,
    target: 'node20',
  });
  return code;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whole or not at all, since two commands may run at the same time. Where it cannot be kept, that only costs time. */
function keep(file, code) {
  const unfinished = `${file}.${process.pid}`;
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, code);
    renameSync(unfinished, file);
  } catch {}
  return code;
}
