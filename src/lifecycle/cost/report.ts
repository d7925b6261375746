/** How an estimate is shown. */
import { HOURS_A_MONTH } from '../../aws/prices/charges.ts';
import type { Estimate } from '../../aws/prices/estimate.ts';
import type { Price } from '../../aws/prices/price-list.ts';
import { type Element, type Phrase, paragraph, table } from '../../report/elements.ts';
import { type CostKind, kindsOf } from './kinds.ts';
import { formatAmount, formatHour } from './money.ts';

/** What programs are told of an estimate. */
export function costData(estimate: Estimate) {
  const { region, perHour, unknown, notCounted } = estimate;
  return {
    currency: 'USD',
    region,
    perHour,
    perMonth: perHour * HOURS_A_MONTH,
    isWhole: unknown.length === 0,
    kinds: kindsOf(estimate),
    unknown,
    notCounted,
  };
}

/**
 * A row for each kind of thing, the total, and what it does not hold.
 *
 * @param today from which the age of prices counts
 */
export function costElements(estimate: Estimate, today: Date): readonly Element[] {
  const kinds = kindsOf(estimate);
  return [
    table(['what', 'how many', 'USD an hour', 'USD a month'], [...kinds.map(kindRow), totalRow(estimate)]),
    paragraph(basisOf(estimate)),
    ...unknownElements(estimate),
    ...priceElements(kinds, today),
  ];
}

function kindRow({ kind, count, perHour, perMonth }: CostKind): readonly Phrase[] {
  if (perHour === undefined || perMonth === undefined) return [kind, String(count), UNKNOWN, UNKNOWN];
  return [kind, String(count), formatHour(perHour), formatAmount(perMonth)];
}

const UNKNOWN: Phrase = { text: 'unknown', tone: 'warning' };

function totalRow({ perHour, unknown }: Estimate): readonly Phrase[] {
  const [hour, month] = [formatHour(perHour), formatAmount(perHour * HOURS_A_MONTH)];
  return unknown.length === 0
    ? ['total', '', hour, month]
    : ['total', '', `at least ${hour}`, `at least ${month}`];
}

function basisOf({ region, notCounted }: Estimate): string {
  const basis = `On demand in ${region}, without discounts and taxes; a month has ${HOURS_A_MONTH} hours.`;
  return notCounted.length === 0
    ? basis
    : `${basis} Not counted, since it goes by use: ${notCounted.join('; ')}.`;
}

function unknownElements({ unknown, region }: Estimate): readonly Element[] {
  if (unknown.length === 0) return [];
  const text = `No price in ${region} is known of: ${unknown.join('; ')}. What it costs comes on top.`;
  return [paragraph({ text, tone: 'warning' })];
}

/** Whoever decides by a price should know of which day it is, and see that one is old. */
function priceElements(kinds: readonly CostKind[], today: Date): readonly Element[] {
  const limit = new Date(today);
  limit.setUTCFullYear(limit.getUTCFullYear() - 1);
  const prices = kinds.flatMap((kind) => kind.prices);
  const isOld = ({ date }: Price): boolean => new Date(date) < limit;
  const old = sourcesOf(prices.filter(isOld));
  const young = sourcesOf(prices.filter((price) => !isOld(price)));
  return [
    ...(young === '' ? [] : [paragraph({ text: `Prices: ${young}.`, tone: 'faint' })]),
    ...(old === ''
      ? []
      : [paragraph({ text: `Prices that are older than a year: ${old}.`, tone: 'warning' })]),
  ];
}

/** Each source with its day; empty where there is no price. */
function sourcesOf(prices: readonly Price[]): string {
  return [...new Set(prices.map(({ date, source }) => `${source}, as of ${date}`))].sort().join('; ');
}
