/** For tests of what commands say: a process for each of a hundred command lines would take most of the time. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import test from 'ava';
import { type Ended, ROOT, type RunOptions, surroundings } from './_run.ts';

const runner = fork(join(ROOT, 'test/cli/_in-one.cjs'), { execArgv: [], env: surroundings() });
runner.unref();
const gone = once(runner, 'exit').then(() => Promise.reject(new Error('a command ended the process of all')));
gone.catch(() => undefined);
test.after.always('the process that ran the commands ends', () => {
  if (runner.connected) runner.disconnect();
});

/** The command that runs, or the last one. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs a command as `vedette` does, but in one process for all of this file, one after the other. How a process starts and
 * ends is not tested by that.
 */
export function vedetteInOne(
  argv: readonly string[],
  options: Pick<RunOptions, 'cwd' | 'variables'> = {},
): Promise<Ended> {
  const ended = turn.then(() => runCommand(argv, options));
  turn = ended;
  return ended;
}

async function runCommand(
  argv: readonly string[],
  { cwd = ROOT, variables = {} }: Pick<RunOptions, 'cwd' | 'variables'>,
): Promise<Ended> {
  runner.send({ argv, cwd, variables: surroundings(variables) });
  const [ended] = await Promise.race([once(runner, 'message'), gone]);
  return ended;
}
