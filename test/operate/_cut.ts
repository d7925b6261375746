/** Commands of vedette that are killed in the middle of what they do. */
import { spawn } from 'node:child_process';
import { execPath } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { BIN, type Ended, surroundings } from '../cli/_run.ts';

/** When a command is killed: where what it said so far holds, and so many milliseconds after that. */
export interface Cut {
  readonly where: (stderr: string) => boolean;
  readonly after: number;
  /** How many runs are killed at most. */
  readonly runs: number;
}

/** More runs than any group recovers in, one after the other. */
export const MANY = 60;

/** In the middle of what follows a step; behind the last one of a roll-out that is written down. */
export const BEHIND_A_STEP: Cut = {
  where: (stderr) => /^\d+ of \d+, /m.test(stderr),
  after: 500,
  runs: Number.POSITIVE_INFINITY,
};

/** The steps of a rotation are short; its last one before the clients is taken anew by every run. */
export const BEFORE_A_STEP: Cut = {
  where: (stderr) => Array.from(stderr.matchAll(/^(\d+) of (\d+), /gm)).some(([, done, all]) => done !== all),
  after: 0,
  runs: Number.POSITIVE_INFINITY,
};

/** The exit code of what was killed, as a shell tells it. */
export const KILLED = 137;

/** Runs a command in a folder, until it is killed or ends by itself. */
export function runUntilCut(argv: readonly string[], cwd: string, { where, after }: Cut): Promise<Ended> {
  const run = spawn(execPath, [BIN, ...argv], { cwd, env: surroundings() });
  let [stdout, stderr] = ['', ''];
  run.stdout.on('data', (data) => {
    stdout += String(data);
  });
  run.stderr.on('data', (data) => {
    stderr += String(data);
    if (where(stderr)) void sleep(after).then(() => run.kill('SIGKILL'));
  });
  return new Promise((resolve) => {
    run.once('close', (code) => resolve({ code: code ?? KILLED, stdout, stderr }));
  });
}
