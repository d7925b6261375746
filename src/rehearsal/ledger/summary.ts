/** An account in one line. */
import { formatSeconds, type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Account } from '../record.ts';

/** What a person asks first. */
export interface Summary {
  readonly acknowledged: number;
  /** Of these, those that are lost. */
  readonly lost: number;
  /** Kept, though no client was told so. */
  readonly unacknowledged: number;
  readonly doubled: number;
  /** Of the client that had the longest one. */
  readonly longestGap: Milliseconds;
}

/** The figures of an account. */
export function summaryOf({ total, clients }: Account): Summary {
  return {
    acknowledged: total.kept + total.lost,
    lost: total.lost,
    unacknowledged: total.unacknowledged,
    doubled: total.doubled,
    longestGap: milliseconds(clients.reduce((longest, { gap }) => Math.max(longest, gap.to - gap.from), 0)),
  };
}

/** The figures in words. */
export function summaryText({ acknowledged, lost, unacknowledged, doubled, longestGap }: Summary): string {
  return [
    `${acknowledged} ${acknowledged === 1 ? 'write' : 'writes'} acknowledged`,
    `${lost} lost`,
    `${unacknowledged} kept without an acknowledgement`,
    ...(doubled === 0 ? [] : [`${doubled} done twice`]),
    `longest gap ${formatSeconds(longestGap)}`,
  ].join(', ');
}
