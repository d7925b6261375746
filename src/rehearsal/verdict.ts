/** What became of a drill over its rounds. */
import { formatCount, type Milliseconds, milliseconds } from '../base/units.ts';
import { answeredFor } from './checks.ts';
import type { Drill } from './drill.ts';
import { sumOf } from './ledger/fate.ts';
import type { Check, DrillRecord, Round } from './record.ts';
import { formatTime } from './report/words.ts';

/**
 * What a drill and its rounds come to.
 *
 * @param loses which acknowledged writes the environment loses by design, as a clause; undefined for none
 */
export function recordOf(
  { name, story }: Drill,
  rounds: readonly Round[],
  loses: string | undefined,
): DrillRecord {
  const broken = rounds.flatMap((round) => round.checks.filter((check) => isBroken(check, round)));
  const expected = rounds.flatMap(({ checks, beyond }) =>
    beyond === undefined || checks.every(({ held }) => held) ? [] : [beyond.because],
  );
  const record = { drill: name, story, rounds };
  if (broken.length > 0) return { ...record, verdict: 'broken', because: complaint(broken) };
  // A bound that was excused was not held to.
  const isBounded = rounds.every(({ checks }) =>
    checks.every(({ held, about }) => held || about !== 'writes'),
  );
  const seen = summary(rounds, isBounded ? loses : undefined);
  return expected.length > 0
    ? { ...record, verdict: 'expected', because: [...new Set(expected), seen].join('; ') }
    : { ...record, verdict: 'held', because: seen };
}

/** True for a check that did not hold, and must in the environment. */
export function isBroken({ held, about }: Check, { beyond }: Pick<Round, 'beyond'>): boolean {
  return !held && beyond?.about.includes(about) !== true;
}

/** True for a round to run once more: its times are not to be relied on, and nothing broke but whether a failover came in time. */
export function isDoubtful(round: Round): boolean {
  const broken = round.checks.filter((check) => isBroken(check, round));
  return (
    round.disturbed !== undefined && broken.length > 0 && broken.every(({ about }) => about === 'failover')
  );
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

/** What is shorter is felt by nobody: writes went on. */
const UNFELT = milliseconds(1_000);

/** What a person asks first: for how long nobody could write, and what is lost. */
function summary(rounds: readonly Round[], loses: string | undefined): string {
  const { kept, lost } = sumOf(rounds.map(({ account }) => account.total));
  const writable = rounds.flatMap(({ measured }) => measured.writable ?? []);
  const gaps = rounds.map(longestGap);
  const time =
    writable.length > 0
      ? [`writable after ${between(writable)}`]
      : gaps.every((gap) => gap < UNFELT)
        ? ['writes went on']
        : [];
  return [
    ...time,
    `longest gap ${between(gaps)}`,
    `${formatCount(lost)} of ${formatCount(kept + lost)} acknowledged writes lost${byDesign(lost, loses)}`,
  ].join(', ');
}

function byDesign(lost: number, loses: string | undefined): string {
  return lost === 0 || loses === undefined ? '' : `, by design: ${loses}`;
}

/** Of the clients that vedette answers for. */
function longestGap(round: Round): Milliseconds {
  return milliseconds(Math.max(0, ...answeredFor(round).map(({ gap }) => gap.to - gap.from)));
}

/** One length of time, or the shortest and the longest. */
function between(times: readonly Milliseconds[]): string {
  const [least, most] = [Math.min(...times), Math.max(...times)].map((time) =>
    formatTime(milliseconds(time)),
  );
  return least === most ? `${least}` : `${least} to ${most}`;
}
