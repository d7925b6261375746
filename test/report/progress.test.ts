import { execFile } from 'node:child_process';
import { env, execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { describeLeft } from '../../src/report/progress.ts';
import { needs } from '../_needs.ts';
import { ROOT } from '../cli/_run.ts';

const ms = milliseconds;

test('the time left is told by what it took the last time, and what passed where nobody knows or it takes longer', (t) => {
  t.is(describeLeft(ms(2_000), ms(9_000)), 'about 7 s left');
  t.is(describeLeft(ms(8_900), ms(9_000)), 'about 1 s left');
  t.is(describeLeft(ms(12_000), ms(9_000)), '12 s so far, 9 s the last time');
  t.is(describeLeft(ms(12_000), undefined), '12 s so far');
});

/** Does some work that usually takes 9 s, and says something in the middle. */
const PROGRAM = `
  const { setTimeout: sleep } = require('node:timers/promises');
  const { whileTold } = require('./src/report/progress.ts');
  const { note } = require('./src/report/output.ts');
  whileTold('lab comes up', 9000, async () => { await sleep(700); note('half'); await sleep(700); });`;

const LINE = `"${execPath}" -r ./test/_typescript.cjs -e '${PROGRAM.replaceAll("'", '"')}'`;

/** What a program prints on stderr, on a terminal or not. */
async function printed(
  variables: NodeJS.ProcessEnv,
  ...argv: readonly [string, ...string[]]
): Promise<string> {
  const [program, ...rest] = argv;
  const { CI: _ci, ...others } = env;
  const { stdout, stderr } = await promisify(execFile)(program, rest, {
    cwd: ROOT,
    env: { ...others, ...variables },
  });
  return `${stdout}${stderr}`;
}

needs('script')(
  'on a terminal the last line tells the time left, gives way to notes and goes at the end',
  async (t) => {
    const text = await printed({}, 'script', '-qec', LINE, '/dev/null');
    const lines = text.split('\u001b[K').map((line) => line.replaceAll('\r', ''));
    t.true(
      lines.some((line) => /^lab comes up, about \d s left$/.test(line)),
      text,
    );
    t.true(lines.includes('half\n'), text);
    t.is(lines.at(-1), '');
  },
);

needs('script')('nothing of it is in the log of a CI job or in a pipe', async (t) => {
  t.is(await printed({ CI: 'true' }, 'script', '-qec', LINE, '/dev/null'), 'half\r\n');
  t.is(await printed({}, 'sh', '-c', LINE), 'half\n');
});
