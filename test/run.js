/**
 * `npm test`: lint, format, types, then every test. The last lines name the tiers that could not run here.
 * Arguments are handed to ava.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const { makeLibraries } = createRequire(import.meta.url)('./_libraries.cjs');

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
makeBundles();
await makeLibraries();
const failed = steps.filter(({ title, command }) => !run(title, command)).map(({ title }) => title);
for (const line of skippedTiers()) console.log(`skipped: ${line}`);
console.log(failed.length === 0 ? 'all steps passed' : `failed: ${failed.join(', ')}`);
process.exitCode = failed.length === 0 ? 0 : 1;

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
