/** A group that is asked again and again, over connections that are kept. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { textOf } from '../../report/elements.ts';
import type { AskedGroup } from './ask.ts';
import { changesBetween } from './changes.ts';
import { headline } from './report.ts';
import { type GroupStatus, groupStatus } from './status.ts';

/** Sentinels and replicas tell one another every second, so nothing newer is known in between. */
const EVERY = 1_000;

/** Tells a status, with what changed since the one before it; of the first one, how the group is. */
export type TellStatus = (status: GroupStatus, changes: readonly string[]) => void;

/** Watches a group until the signal ends it: what is asked then is not waited for. */
export async function watchStatus(group: AskedGroup, tell: TellStatus, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const interrupted = once(signal, 'abort').then(() => undefined);
  let before: GroupStatus | undefined;
  while (!signal.aborted) {
    const status = await Promise.race([groupStatus(group), interrupted]);
    if (status === undefined) return;
    tell(status, before === undefined ? beginning(status) : changesBetween(before, status));
    before = status;
    await sleep(EVERY, undefined, { signal }).catch(() => undefined);
  }
}

function beginning(status: GroupStatus): readonly string[] {
  return [textOf(headline(status)), ...status.verdict.problems];
}
