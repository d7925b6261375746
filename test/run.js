/**
 * `npm test`: lint, format, types, then every test. The last lines name the tiers that could not run here.
 * Arguments are handed to ava.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { makeLibraries } = require('./_libraries.cjs');
const { translated } = require('../src/start/typescript.cjs');

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = join(root, 'tmp');
const skipped = join(scratch, 'skipped');

const steps = [
  { title: 'lint and format', command: ['biome', 'ci', '--error-on-warnings'] },
  { title: 'types', command: ['tsc', '--noEmit'] },
  { title: 'tests', command: ['ava', ...process.argv.slice(2)] },
];

mkdirSync(scratch, { recursive: true });
rmSync(skipped, { force: true });
translateAll();
makeBundles();
await makeLibraries();
const failed = steps.filter(({ title, command }) => !run(title, command)).map(({ title }) => title);
for (const line of skippedTiers()) console.log(`skipped: ${line}`);
console.log(failed.length === 0 ? 'all steps passed' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

/** Once before the tests: every test file has a process, each of which would start esbuild for its own file. */
function translateAll() {
  for (const folder of ['src', 'stacks', 'test'])
    for (const path of readdirSync(join(root, folder), { recursive: true }))
      if (path.endsWith('.ts') && !path.includes('node_modules')) translateAhead(join(root, folder, path));
}

/** What cannot be translated says so where it is run, and what is run as an ES module needs not to be. */
function translateAhead(file) {
  try {
    translated(file);
  } catch {}
}

/** Made once before the tests, many of which start commands at the same time, each of which would make its own. */
function makeBundles() {
  const lines = [['src/start/vedette.cjs', 'diff', 'lab', 'quorum'], ['src/start/app.cjs']];
  const env = { ...process.env, CDKTF_OUTDIR: join(scratch, 'bundles') };
  for (const line of lines) spawnSync(process.execPath, line, { cwd: root, stdio: 'ignore', env });
}

/** Temporary files of tests and tools stay in the checkout. */
function run(title, [program, ...args]) {
  console.log(`\n== ${title}`);
  const env = { ...process.env, TMPDIR: scratch, VEDETTE_SKIPPED: skipped };
  return (
    spawnSync(join(root, 'node_modules/.bin', program), args, { cwd: root, stdio: 'inherit', env }).status ===
    0
  );
}

/** What test/_needs.ts wrote: one line for each test that could not run. */
function skippedTiers() {
  try {
    const lines = readFileSync(skipped, 'utf8').trim().split('\n');
    return [...new Set(lines)].map(
      (reason) => `${lines.filter((line) => line === reason).length} tests, ${reason}`,
    );
  } catch {
    return [];
  }
}
