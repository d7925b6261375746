/**
 * What AWS asks for, on demand and before discounts and taxes. The lists are the three CSV files in this folder: each row has
 * its region (`*` for all of them), its currency, the day on which its source had it, and the source. A field without a number
 * is a price that nobody has looked up, or something that AWS does not offer there.
 */
import { readFileSync } from 'node:fs';

/** A price, in US dollars. */
export interface Price {
  readonly amount: number;
  /** The day on which the source had it, as `2026-09-10`. */
  readonly date: string;
  /** Who publishes it. */
  readonly source: string;
}

type Row = Readonly<Record<string, string>>;

const lists = new Map<string, readonly Row[]>();

/** @returns an hour of an instance that runs Linux or UNIX, as FreeBSD counts; undefined where it is not known */
export function instanceHour(type: string, region: string): Price | undefined {
  const [family = '', size = ''] = type.split('.');
  return priceIn(rowOf('instances', { region, family }), size);
}

/** What is paid for of a volume of the type gp3. */
export type VolumePart = 'gb-month' | 'iops-month' | 'mibps-month';

/** @returns a month of a GiB; of an operation a second beyond 3,000; or of a MiB/s beyond 125 */
export function volumeMonth(part: VolumePart, region: string): Price | undefined {
  return priceIn(rowOf('volumes', { region }), part);
}

/** What costs the same as long as it is there. */
export type Service = 'nat-gateway' | 'interface-endpoint' | 'public-address' | 'secret' | 'alarm';

/** @returns an hour, or a month, of a service; undefined where that price is not known, or it is paid for otherwise */
export function servicePrice(service: Service, per: 'hour' | 'month', region: string): Price | undefined {
  return priceIn(rowOf('services', { region, service }), per);
}

/** The days of the oldest price and of the youngest one that is known. */
export function priceDays(): readonly [oldest: string, youngest: string] {
  const days = LISTS.flatMap((list) => rowsOf(list).flatMap(({ date }) => date ?? [])).sort();
  return [days[0] ?? '', days.at(-1) ?? ''];
}

const LISTS = ['instances', 'volumes', 'services'];

function rowOf(list: string, wanted: Row): Row | undefined {
  const { region, ...rest } = wanted;
  return rowsOf(list).find(
    (row) =>
      (row.region === region || row.region === '*') &&
      Object.entries(rest).every(([column, value]) => row[column] === value),
  );
}

function priceIn(row: Row | undefined, column: string): Price | undefined {
  if (row === undefined || !Object.hasOwn(row, column)) return undefined;
  const { [column]: amount = '', date = '', source = '' } = row;
  return amount === '' ? undefined : { amount: Number(amount), date, source };
}

/** No field holds a comma, so no quotes are read. */
function rowsOf(list: string): readonly Row[] {
  const known = lists.get(list);
  if (known !== undefined) return known;
  const text = readFileSync(new URL(`./${list}.csv`, import.meta.url), 'utf8');
  const [head = [], ...lines] = text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
  const rows = lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at] ?? ''])));
  lists.set(list, rows);
  return rows;
}
