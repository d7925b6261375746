/** Brings a change to the group of a stage, while clients write, as an operator does with vedette. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { NotPossible } from '../not-possible.ts';
import type { Stage } from '../stage.ts';
import type { ChangeEnd } from './job.ts';
import { type Bringing, type Kill, runChange } from './run.ts';

/** So long a group may take until it lets somebody go on whose run was killed. */
const RECOVERY = milliseconds(120_000);
const AGAIN = milliseconds(1_000);

/**
 * Brings it, in as many runs as it takes.
 *
 * @param kills where each run is killed, from the first on. @default none is
 * @throws NotPossible if it is refused before anything is changed; UserError if it does not come to its end
 */
export async function bring(stage: Stage, bringing: Bringing, kills: readonly Kill[] = []): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-change-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // A signal ends this process in the middle of it.
  process.once('exit', remove);
  let deadline = 0;
  try {
    for (let run = 0; ; run += 1) {
      const end = await runChange(stage, bringing, { folder, run, kill: kills[run] });
      if (end?.kind === 'done') return;
      if (end === undefined) deadline = Date.now() + RECOVERY;
      else if (Date.now() > deadline) throw failureOf(end, run);
      else await sleep(AGAIN);
    }
  } finally {
    process.off('exit', remove);
    remove();
  }
}

function failureOf(end: ChangeEnd, run: number): UserError {
  if (end.kind !== 'refused') return new UserError(end.text);
  const reasons = end.reasons.join('; ');
  return run === 0 ? new NotPossible(`the roll-out is refused: ${reasons}`) : new UserError(reasons);
}
