import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { platform } from 'node:os';
import { env, getuid } from 'node:process';
import test, { type ExecutionContext, type ImplementationFn } from 'ava';
import { takeAllSeats, takeSeat } from './_seats.ts';

/** Something a tier of tests needs of the machine: `root`, `npm registry`, `python3-redis`, or a program by name. */
export type Need = 'root' | 'npm registry' | 'python3-redis' | (string & {});

/** A function that registers a test, real or skipped by name. */
export type Register = (title: string, implementation: ImplementationFn<[]>) => void;

/**
 * Registers tests of a tier that can run only where the machine has what it needs. Elsewhere they are registered as
 * skipped, each with the reason in its title, and fail the run where `CI` is set: a skipped tier never looks like a pass.
 * Files that boot hosts take turns.
 */
export function needs(...wanted: readonly Need[]): Register {
  return tier(wanted, takeSeat);
}

/** As `needs`, for a file that compares times with a forecast: nobody else boots hosts meanwhile. */
export function needsAlone(...wanted: readonly Need[]): Register {
  return tier(wanted, takeAllSeats);
}

function tier(wanted: readonly Need[], takeTurn: () => Promise<void>): Register {
  const missing = wanted.filter((need) => !has(need));
  if (missing.length > 0) return skip(`needs ${missing.join(', ')}`);
  return wanted.includes(OF_HOSTS) ? seated(takeTurn) : test;
}

/** No host boots without it, and nothing else needs it. */
const OF_HOSTS: Need = 'unshare';

/** True in `npm run drills`, which has the tests that take longer than `npm test` may. */
export const DRILLS = env.VEDETTE_DRILLS !== undefined;

let place: Promise<void> | undefined;

/** The first test of a file that boots hosts takes the file's turn: what it tests without them goes on meanwhile. */
function seated(takeTurn: () => Promise<void>): Register {
  return (title, implementation) =>
    test(title, async (t) => {
      place ??= takeTurn();
      await place;
      await implementation(t);
    });
}

/**
 * Registers tests that run one after the other, or few at the same time: each has a cloud of its own, and the machine two
 * processors. The time that a test gives itself counts from its turn. One of them may need more than the others.
 */
export function serially(
  register: Register,
  atOnce = 1,
): (title: string, implementation: (t: ExecutionContext) => Promise<void>, own?: Register) => void {
  const turns: Promise<unknown>[] = Array.from({ length: atOnce }, () => Promise.resolve());
  return (title, implementation, own = register) =>
    own(title, async (t) => {
      const done = (turns.shift() ?? Promise.resolve()).then(() => implementation(t));
      turns.push(done.catch(() => undefined));
      await done;
    });
}

function skip(reason: string): Register {
  return (title, implementation) => {
    if (env.VEDETTE_SKIPPED !== undefined) appendFileSync(env.VEDETTE_SKIPPED, `${reason}\n`);
    if (env.CI === undefined) test.skip(`${title} [${reason}]`, implementation);
    else test(`${title} [${reason}]`, (t) => t.fail('a tier that cannot run is a failure where CI is set'));
  };
}

function has(need: Need): boolean {
  if (need === 'root') return platform() === 'linux' && getuid?.() === 0;
  if (need === 'npm registry') return spawnSync('npm', ['view', 'cdktn', 'version']).status === 0;
  if (need === 'python3-redis') return spawnSync('/usr/bin/python3', ['-c', 'import redis']).status === 0;
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', need]).status === 0;
}
