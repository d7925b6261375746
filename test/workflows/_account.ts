/** This machine in the place of AWS, for as long as a test asks for it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { text } from 'node:stream/consumers';
import { BIN, surroundings } from '../cli/_run.ts';

/** An account of its own. */
export interface Account {
  /** What leads a job to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Ends it, and returns what it said. */
  close(): Promise<string>;
}

/**
 * Runs `vedette local run` with a command that does nothing until the account is closed.
 *
 * @param folder which keeps the buckets
 */
export async function openAccount(folder: string): Promise<Account> {
  const written = join(folder, 'variables');
  const waiting = ['sh', '-c', `env -0 >'${written}' && echo up && cat`];
  const run = spawn(execPath, [BIN, 'local', 'run', '--', ...waiting], {
    cwd: folder,
    env: surroundings(),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said = text(run.stderr);
  const up = await Promise.race([once(run.stdout, 'data'), once(run, 'close')]);
  if (!String(up[0]).startsWith('up')) throw new Error(await said);
  return {
    variables: variablesIn(readFileSync(written, 'utf8')),
    close() {
      run.stdin.end();
      return said;
    },
  };
}

/** Those that are new: what the job has anyway is its own. */
function variablesIn(listed: string): Readonly<Record<string, string>> {
  const before = surroundings();
  const pairs = listed.split('\0').map((pair) => pair.split(/=(.*)/s));
  return Object.fromEntries(
    pairs.flatMap(([name = '', value = '']) =>
      name !== '' && before[name] !== value ? [[name, value]] : [],
    ),
  );
}
