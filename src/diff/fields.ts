/** Changes of fields of the definition that no file and no resource shows: a change of a field is never silent. */

import type { Domain, Field } from '../definition/field.ts';
import type { DocumentKind } from '../redis/document.ts';
import type { Environment } from '../topology/environment.ts';
import { type FieldValue, fieldValues } from '../topology/field-values.ts';
import type { Area, Change } from './change.ts';
import { OF_TWO } from './individual.ts';
import { plainValue, type Value } from './setting.ts';

const AREAS: Readonly<Record<Domain, Area>> = {
  settings: 'settings',
  topology: 'topology',
  infrastructure: 'infrastructure',
  guard: 'infrastructure',
  nothing: 'topology',
};

/** A field on both sides; undefined where a side does not have it. */
interface FieldPair {
  readonly path: readonly string[];
  readonly field: Field;
  readonly before: FieldValue | undefined;
  readonly after: FieldValue | undefined;
}

/**
 * Compares the values of all fields.
 *
 * @param rows the changes that are known already: a field whose change one of them tells gets no row of its own
 */
export function fieldChanges(
  before: Environment,
  after: Environment,
  rows: readonly Change[],
): readonly Change[] {
  return pairsOf(before, after)
    .filter(({ field, before: from, after: to }) => !isLine(field) && textOf(from) !== textOf(to))
    .filter((pair) => !rows.some((row) => tells(row, pair)))
    .map((pair) => changeOf(pair, before, after));
}

/** A directive is its line, which is compared by meaning: what no line tells is another spelling. */
function isLine({ domain, each }: Field): boolean {
  return domain === 'settings' && each !== undefined;
}

/** The fields of both sides. Those of a host that only one side has are told where it comes or goes. */
function pairsOf(before: Environment, after: Environment): readonly FieldPair[] {
  const [olds, news] = [byPath(before, after), byPath(after, before)];
  return [...new Map([...olds, ...news])].map(([path, { path: steps, field }]) => ({
    path: steps,
    field,
    before: olds.get(path),
    after: news.get(path),
  }));
}

function byPath(environment: Environment, other: Environment): ReadonlyMap<string, FieldValue> {
  const shared = new Set(other.hosts.map(({ name }) => name));
  return new Map(
    fieldValues(environment)
      .filter(({ path }) => hostOf(path).every((host) => shared.has(host)))
      .map((value) => [value.path.join('.'), value]),
  );
}

/** The host whose field it is; none for other fields. */
function hostOf([first, host]: readonly string[]): readonly string[] {
  return first === 'hosts' && host !== undefined ? [host] : [];
}

/** A row under the field's own key or that of its part, such as `aws.state`, one whose value comes from the field, or one of a directive that the field writes. */
function tells({ key, program, places, before, after }: Change, { path, field }: FieldPair): boolean {
  const name = path.join('.');
  if (before?.origin === name || after?.origin === name) return true;
  const isHere = hostOf(path).every((host) => places.some(({ hosts }) => hosts.includes(host)));
  if (!isHere) return false;
  const { writes = [] } = field;
  const own = keyOf(path);
  return (
    own === key ||
    own.startsWith(`${key}.`) ||
    (program === programOf(path) && key.split('/').some((part) => writes.includes(part)))
  );
}

/** The program whose file a field is written to. */
function programOf([first]: readonly string[]): DocumentKind {
  return first === 'sentinel' ? 'sentinel' : 'redis';
}

/** One key for all hosts, so that equal changes are one row. */
function keyOf(path: readonly string[]): string {
  const [first, , ...rest] = path;
  return first === 'hosts' ? `host/${rest.join('.')}` : path.join('.');
}

function changeOf({ path, field, before, after }: FieldPair, from: Environment, to: Environment): Change {
  const [old, now] = [shownValue(before), shownValue(after)];
  const isIndividual = from.name !== to.name && (field.individual ?? false);
  return {
    area: AREAS[field.domain],
    key: keyOf(path),
    ...(old === undefined ? {} : { before: old }),
    ...(now === undefined ? {} : { after: now }),
    ...(isIndividual ? OF_TWO : whatItDoes(field)),
    security: field.security ?? false,
    individual: isIndividual,
    places: [{ environment: from.name, hosts: hostOf(path) }],
  };
}

/** Files are compared as a whole: where no line tells a setting, its lines are the same. */
function whatItDoes({
  domain,
  impact = 'none',
  means,
  effect,
}: Field): Pick<Change, 'impact' | 'means' | 'note'> {
  if (domain === 'settings')
    return { impact: 'none', means: 'nothing', note: 'it gives the same lines as before' };
  return { impact, means: means[0] ?? 'nothing', note: effect };
}

function shownValue(value: FieldValue | undefined): Value | undefined {
  const text = textOf(value);
  if (value === undefined || text === undefined) return undefined;
  return plainValue(text, value.origin === 'given' ? value.path.join('.') : value.origin);
}

/** Undefined where there is no such field, or nothing is set. */
function textOf(value: FieldValue | undefined): string | undefined {
  const content = value?.value;
  if (content === undefined) return undefined;
  return Array.isArray(content) ? content.join(', ') : String(content);
}
