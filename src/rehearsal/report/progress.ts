/** How far a rehearsal is: a line for each drill that ended, and on the last line of a terminal what runs and how long it still takes. */
import { performance } from 'node:perf_hooks';
import { milliseconds } from '../../base/units.ts';
import { note, paintNote, showStatus } from '../../report/output.ts';
import { describeLeft } from '../../report/progress.ts';
import type { DrillRecord } from '../record.ts';
import type { Progress } from '../rehearse.ts';
import { countOf, VERDICTS } from './words.ts';

/** Tells progress on stderr. */
export function progressTeller(): (progress: Progress) => void {
  const began = performance.now();
  const running = new Set<string>();
  let most = 0;
  return (progress) => {
    if (progress.kind === 'note') return note(progress.text);
    const { left } = progress;
    most = Math.max(most, left);
    if (progress.kind === 'begun') running.add(progress.drill.name);
    else {
      running.delete(progress.record.drill);
      note(verdictLine(progress.record));
    }
    showStatus(left === 0 ? '' : statusLine([...running], left, most, performance.now() - began));
  };
}

/** `held: kill-primary: writable after 6.2 s, 0 of 9,811 acknowledged writes lost`. */
export function verdictLine({ drill, verdict, because }: DrillRecord): string {
  const { word, tone } = VERDICTS[verdict];
  return `${paintNote(tone, `${word}:`)} ${drill}: ${because}`;
}

/** What runs, and how long the rest takes if it takes as long as what is done. */
function statusLine(running: readonly string[], left: number, most: number, passed: number): string {
  const done = most - left;
  const all = done === 0 ? undefined : milliseconds((passed / done) * most);
  return `${running.join(', ')}; ${countOf(left, 'round')} to go, ${describeLeft(milliseconds(passed), all)}`;
}
