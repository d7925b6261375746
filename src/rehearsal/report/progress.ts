/** How far a rehearsal is: a line for each drill that ended, and on the last line of a terminal what is done now and how long it still takes. */
import { performance } from 'node:perf_hooks';
import { countOf, type Milliseconds, milliseconds } from '../../base/units.ts';
import { note, paintNote, showStatus } from '../../report/output.ts';
import type { DrillRecord } from '../record.ts';
import type { Progress } from '../rehearse.ts';
import { VERDICTS } from './words.ts';

/** How often the last line is written anew: the time left goes down while nothing else happens. */
const TICK = milliseconds(500);

/** What takes longer is told in minutes. */
const LONG = milliseconds(100_000);

/** Does a rehearsal, and tells its progress on stderr. */
export async function whileRehearsalTold<Result>(
  work: (tell: (progress: Progress) => void) => Promise<Result>,
): Promise<Result> {
  const status = new RehearsalStatus(performance.now());
  const show = (): void => showStatus(status.lineAt(performance.now()));
  const timer = setInterval(show, TICK);
  try {
    return await work((progress) => {
      const line = noteOf(progress);
      if (line !== undefined) note(line);
      status.hear(progress, performance.now());
      show();
    });
  } finally {
    clearInterval(timer);
    showStatus('');
  }
}

/** What stays of a piece of progress, in a log too; undefined for nothing. */
function noteOf(progress: Progress): string | undefined {
  if (progress.kind === 'note') return progress.text;
  if (progress.kind === 'ended') return verdictLine(progress.record);
  if (progress.kind !== 'begun' || progress.rounds === 0) return undefined;
  const { rounds, groups } = progress;
  return `${countOf(rounds, 'round')} of drills ${rounds === 1 ? 'is' : 'are'} run, on ${countOf(groups, 'group')} of hosts`;
}

/** `held: kill-primary: writable after 6.2 s, 0 of 9,811 acknowledged writes lost`. */
export function verdictLine({ drill, verdict, because }: DrillRecord): string {
  const { word, tone } = VERDICTS[verdict];
  return `${paintNote(tone, `${word}:`)} ${drill}: ${because}`;
}

type Step = Extract<Progress, { kind: 'step' }>;

/** The last line of the terminal. Times are by one clock, whichever. */
export class RehearsalStatus {
  readonly #began: number;
  #rounds = { all: 0, left: 0 };
  #time = { all: 0, left: 0, since: 0 };
  #step: Step | undefined;

  constructor(began: number) {
    this.#began = began;
  }

  /** Takes note of what happened. */
  hear(progress: Progress, now: number): void {
    if (progress.kind === 'step') this.#step = progress;
    if (progress.kind === 'ended' && this.#step?.drill === progress.record.drill) this.#step = undefined;
    if (progress.kind !== 'left') return;
    const { rounds, time } = progress;
    this.#rounds = { all: Math.max(this.#rounds.all, rounds), left: rounds };
    this.#time = { all: Math.max(this.#time.all, time), left: time, since: now };
  }

  /** `12 of 29, about 2 min left; kill-primary: Redis of ns killed`; empty where nothing is left to do. */
  lineAt(now: number): string {
    const { all, left } = this.#rounds;
    if (left === 0) return '';
    const step = this.#step === undefined ? '' : `; ${textOf(this.#step)}`;
    return `${all - left} of ${all}${this.#timeLeftAt(now)}${step}`;
  }

  /**
   * As long as forecast, if what is left takes as long by the forecast as what is done did; nothing is said where that is
   * over.
   */
  #timeLeftAt(now: number): string {
    const { all, left, since } = this.#time;
    const pace = all === left ? 1 : (since - this.#began) / (all - left);
    const time = milliseconds(left * pace - (now - since));
    return time <= 0 ? '' : `, about ${roughly(time)} left`;
  }
}

function textOf({ drill, text }: Step): string {
  return drill === undefined ? text : `${drill}: ${text}`;
}

/** `40 s`, `3 min`. */
function roughly(time: Milliseconds): string {
  return time < LONG ? `${Math.max(1, Math.round(time / 1_000))} s` : `${Math.round(time / 60_000)} min`;
}
