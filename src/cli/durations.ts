/** How long commands took the last time on this machine, kept where the caches are; losing it costs nothing. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { whileTold } from '../report/progress.ts';

const FILE = fileURLToPath(new URL('../../node_modules/.cache/vedette/durations.json', import.meta.url));

/**
 * Does some work that takes a while, and tells how long it still takes by how long it took the last time.
 *
 * @param key what took this time: the command and what it was about
 * @param what is said of it: `lab comes up`
 */
export async function timed<Result>(key: string, what: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await whileTold(what, durations().get(key), work);
  keep(key, milliseconds(Math.round(performance.now() - began)));
  return result;
}

function durations(): ReadonlyMap<string, Milliseconds> {
  try {
    const kept: Readonly<Record<string, unknown>> = JSON.parse(readFileSync(FILE, 'utf8'));
    return new Map(
      Object.entries(kept).flatMap(([key, time]) =>
        typeof time === 'number' && time > 0 ? [[key, milliseconds(time)]] : [],
      ),
    );
  } catch {
    return new Map();
  }
}

function keep(key: string, time: Milliseconds): void {
  try {
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, JSON.stringify({ ...Object.fromEntries(durations()), [key]: time }));
  } catch {
    // A folder that nobody may write to: the next time there is no estimate.
  }
}
