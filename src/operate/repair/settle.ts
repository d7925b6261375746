/** Waits for what mends itself, so that only what stays is mended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import { formatSeconds, milliseconds } from '../../base/units.ts';
import type { Group } from '../../group/group.ts';
import type { Ailment } from './ailment.ts';
import { diagnose } from './diagnose.ts';
import { examine } from './examine.ts';

const POLL = milliseconds(500);

/**
 * Looks until nothing is broken any more that mends itself, or has had its time: a failover, a hello, a full sync.
 *
 * @param tell told what is waited for
 * @returns what is broken then
 */
export async function settledAilments(
  group: Group,
  keep: string | undefined,
  tell: (text: string) => void,
): Promise<readonly Ailment[]> {
  const since = new Map<string, number>();
  for (;;) {
    const ailments = diagnose(await examine(group), keep);
    const now = monotonicNow();
    const waiting = ailments.filter((ailment) => {
      if (ailment.mendsItself === undefined) return false;
      const key = keyOf(ailment);
      if (!since.has(key)) tell(waitText(ailment.seen, ailment.mendsItself));
      since.set(key, since.get(key) ?? now);
      return now - (since.get(key) ?? now) < ailment.mendsItself.within;
    });
    if (waiting.length === 0) return ailments;
    await sleep(POLL);
  }
}

/** The same ailment in another look, though numbers in its words differ. */
function keyOf({ kind, hosts }: Ailment): string {
  return [kind, ...hosts].join(' ');
}

function waitText(seen: string, { by, within }: NonNullable<Ailment['mendsItself']>): string {
  return `${seen}; waits up to ${formatSeconds(within)}, since ${by} may mend it`;
}
