/** What became of a drill over its rounds. */
import { formatCount, formatSeconds, type Milliseconds, milliseconds } from '../base/units.ts';
import type { Drill } from './drill.ts';
import { summaryOf } from './ledger/summary.ts';
import type { Check, DrillRecord, Round } from './record.ts';

/** What a drill and its rounds come to. `beyond` is why the environment cannot come through it; undefined if it must. */
export function recordOf(drill: Drill, rounds: readonly Round[], beyond: string | undefined): DrillRecord {
  const broken = rounds.flatMap(({ checks }) => checks.filter(({ held }) => !held));
  const { name, story } = drill;
  if (broken.length === 0) return { drill: name, story, verdict: 'held', because: summary(rounds), rounds };
  return beyond === undefined
    ? { drill: name, story, verdict: 'broken', because: complaint(broken), rounds }
    : { drill: name, story, verdict: 'expected', because: beyond, rounds };
}

/** The record of a drill that an environment has nothing to run on. */
export function unfitRecord({ name, story }: Drill, because: string): DrillRecord {
  return { drill: name, story, verdict: 'unfit', because, rounds: [] };
}

/** The first check that did not hold, and how many others; each is told where the drill is. */
function complaint(broken: readonly Check[]): string {
  const [first = '', ...others] = new Map(
    broken.map(({ must, seen }) => [must, `${must}: ${seen}`]),
  ).values();
  return others.length === 0 ? first : `${first}; ${others.length} more did not hold`;
}

function summary(rounds: readonly Round[]): string {
  const summaries = rounds.map(({ account }) => summaryOf(account));
  const sum = (of: 'lost' | 'acknowledged'): number => summaries.reduce((total, one) => total + one[of], 0);
  const writable = rounds.flatMap(({ measured }) => measured.writable ?? []);
  const time =
    writable.length > 0
      ? `writable after ${between(writable)}`
      : `longest gap ${between(summaries.map(({ longestGap }) => longestGap))}`;
  return `${time}, ${formatCount(sum('lost'))} of ${formatCount(sum('acknowledged'))} acknowledged writes lost`;
}

/** One length of time, or the shortest and the longest. */
function between(times: readonly Milliseconds[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)].map((time) =>
    formatSeconds(milliseconds(time)),
  );
  return least === most ? `${least}` : `${least} to ${most}`;
}
