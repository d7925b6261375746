/** An estimate by kinds of things, for people. */
import { HOURS_A_MONTH } from '../../aws/prices/charges.ts';
import type { CostRow, Estimate } from '../../aws/prices/estimate.ts';
import type { Price } from '../../aws/prices/price-list.ts';

/** Things of one kind, which cost the same. */
export interface CostKind {
  /** Such as `host m7g.medium`. */
  readonly kind: string;
  readonly count: number;
  /** Of all of them, in US dollars; absent where it is not known. */
  readonly perHour?: number;
  readonly perMonth?: number;
  /** Their addresses in Terraform. */
  readonly resources: readonly string[];
  /** What it was reckoned with. */
  readonly prices: readonly Price[];
}

/** The kinds of things that an estimate is of: first what is not known, then what costs most. */
export function kindsOf({ rows }: Estimate): readonly CostKind[] {
  const kinds = [...new Set(rows.map(({ kind }) => kind))].map((kind) =>
    kindOf(rows.filter((row) => row.kind === kind)),
  );
  return kinds.sort((one, other) => costOrWorst(other) - costOrWorst(one));
}

function kindOf(rows: readonly CostRow[]): CostKind {
  const perHour = rows.reduce((sum, { perHour: each = Number.NaN }) => sum + each, 0);
  return {
    kind: rows[0]?.kind ?? '',
    count: rows.length,
    ...(Number.isNaN(perHour) ? {} : { perHour, perMonth: perHour * HOURS_A_MONTH }),
    resources: [...new Set(rows.map(({ resource }) => resource))],
    prices: distinctPrices(rows.flatMap(({ prices }) => prices)),
  };
}

function costOrWorst({ perHour = Number.MAX_VALUE }: CostKind): number {
  return perHour;
}

function distinctPrices(prices: readonly Price[]): readonly Price[] {
  return [...new Map(prices.map((price) => [JSON.stringify(price), price])).values()];
}
