/** Estimates as the register keeps them. */
import type { Estimate } from '../../aws/prices/estimate.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { RecordedCost } from '../../register/record.ts';
import type { Phrase } from '../../report/elements.ts';
import { formatAmount, formatHour } from './money.ts';

const HOUR = 3_600_000;

/** What is kept of an estimate. */
export function recordedCost({ perHour, unknown }: Estimate, at: string): RecordedCost {
  return { perHour, unknown, at };
}

/** What something that costs so much has cost after a time, in US dollars, if it was there all the while. */
export function costAfter({ perHour }: Pick<RecordedCost, 'perHour'>, time: Milliseconds): number {
  return (perHour * time) / HOUR;
}

/** What it costs an hour, as few words as fit into a table. */
export function hourPhrase(cost: RecordedCost | undefined): Phrase {
  return cost === undefined ? UNKNOWN : least(cost, formatHour(cost.perHour));
}

/** What it has cost after a time. */
export function afterPhrase(cost: RecordedCost | undefined, time: Milliseconds): Phrase {
  return cost === undefined ? UNKNOWN : least(cost, formatAmount(costAfter(cost, time)));
}

const UNKNOWN: Phrase = { text: 'unknown', tone: 'warning' };

function least({ unknown }: RecordedCost, amount: string): Phrase {
  return unknown.length === 0 ? amount : { text: `at least ${amount}`, tone: 'warning' };
}
