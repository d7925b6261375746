import { execFile } from 'node:child_process';
import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative, resolve } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { ROOT, scratchFolder } from '../cli/_run.ts';

const folder = scratchFolder('thread');
const { CACHE, digest } = createRequire(import.meta.url)('../../src/start/cache.cjs');

const ENTRY = join(folder, 'sums.ts');
writeFileSync(
  ENTRY,
  `import { threadId } from 'node:worker_threads';
  class UserError extends Error { override readonly name = 'UserError'; }
  let calls = 0;
  export const sumOf = (...numbers: number[]) => ({ thread: threadId, calls: ++calls, sum: numbers.reduce((a, b) => a + b, 0) });
  export const refuse = async (what: string) => { throw new UserError(what + ' is refused'); };
  export const leave = () => process.exit(3);`,
);
utimesSync(ENTRY, new Date(0), new Date(0));

/** Runs a program that may \`ask\` functions of the entry, and tells what it printed. */
async function ran(program: string): Promise<unknown> {
  const bound = `const ask = (name, ...given) => require(${JSON.stringify(join(ROOT, 'src/start/thread.cjs'))}).ask(${JSON.stringify(relative(ROOT, ENTRY))}, name, given);`;
  const { stdout } = await promisify(execFile)(execPath, ['-e', `${bound}\n(async () => {${program}})()`]);
  return JSON.parse(stdout);
}

const PRINT = 'console.log(JSON.stringify(answers));';

test('several questions are answered by one thread, each with its own answer, and the process ends by itself', async (t) => {
  const answers = await ran(
    `const answers = await Promise.all([ask('sumOf', 1, 2), ask('sumOf'), ask('sumOf', 4)]); ${PRINT}`,
  );
  t.deepEqual(answers, [
    { thread: 1, calls: 1, sum: 3 },
    { thread: 1, calls: 2, sum: 0 },
    { thread: 1, calls: 3, sum: 4 },
  ]);
});

test('an error in the thread comes with its name and its message, and the next question is answered', async (t) => {
  const answers = await ran(
    `const failed = await ask('refuse', 'seven').catch((error) => [error instanceof Error, error.name, error.message]);
    const answers = [failed, (await ask('sumOf', 7)).sum]; ${PRINT}`,
  );
  t.deepEqual(answers, [[true, 'UserError', 'seven is refused'], 7]);
});

test('a thread that ends fails all who wait for it, and the next question has another one', async (t) => {
  const answers = await ran(
    `const left = await Promise.allSettled([ask('leave'), ask('sumOf', 1)]);
    const answers = [...left.map(({ reason }) => reason.message), (await ask('sumOf', 7)).thread]; ${PRINT}`,
  );
  t.deepEqual(answers, ['the thread ended with 3', 'the thread ended with 3', 2]);
});

test('the code of what ran in the thread is kept', async (t) => {
  await ran(`const answers = await ask('sumOf'); ${PRINT}`);
  const kept = readdirSync(join(CACHE, digest(resolve(ROOT), relative(ROOT, ENTRY))));
  t.is(kept.filter((name) => name.endsWith('.code')).length, 1);
});
