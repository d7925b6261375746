/** The values of an object in a plan, before and after, as far as they are known and may be shown. */
import * as z from 'zod/mini';
import { EFFECTS, effectOf } from '../../aws/effects/index.ts';
import type { Json, JsonObject } from '../../aws/synthesized-stack.ts';
import type { Difference } from '../../diff/infrastructure/action.ts';
import { argumentsOf, canonical, plain } from '../../diff/infrastructure/arguments.ts';
import { type Evaluated, isList, isObject, known } from '../../diff/infrastructure/expression.ts';
import type { PlanChange } from '../terraform/plan-json.ts';

/** The arguments and attributes of an object by name; those of blocks with a dot, as the table of effects names them. */
export type Values = Readonly<Record<string, Json>>;

/** One side of a change. */
interface Side {
  readonly values: Values;
  /** Those of which something is known only when the plan is applied. */
  readonly later: ReadonlySet<string>;
  /** Those that may not be shown. */
  readonly secret: ReadonlySet<string>;
}

const object = z.record(z.string(), z.json());

/** The values of a side of a change; none where there is no such side. */
export function valuesOf(type: string, side: unknown): Values {
  const read = z.safeParse(object, side);
  const entries = Object.entries(read.success ? argumentsOf(type, read.data) : {});
  return Object.fromEntries(entries.filter(([, value]) => !isEmpty(value)));
}

/** The same as they may be shown. */
export function shownValuesOf(
  type: string,
  side: unknown,
  sensitive: unknown,
): Readonly<Record<string, Evaluated>> {
  const secret = marked(type, sensitive, side);
  return Object.fromEntries(
    Object.entries(valuesOf(type, side)).map(([name, value]) => [
      name,
      isAmong(secret, name) ? NOT_SHOWN : known(value),
    ]),
  );
}

/** A provider writes the same nothing in several ways. */
function isEmpty(value: Json): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** What differs between the sides of a change. What AWS decides and nobody can give follows from what is given. */
export function differencesOf(type: string, change: PlanChange): readonly Difference[] {
  const before: Side = {
    values: valuesOf(type, change.before),
    later: new Set(),
    secret: marked(type, change.before_sensitive, change.before),
  };
  const after: Side = {
    values: valuesOf(type, change.after),
    later: marked(type, change.after_unknown, change.after),
    secret: marked(type, change.after_sensitive, change.after),
  };
  const names = new Set([...Object.keys(before.values), ...Object.keys(after.values), ...after.later]);
  return [...names].sort().flatMap((name) => differenceOf(type, name, before, after));
}

/** The names below which something is true: Terraform marks values so, in the shape of what they belong to. */
function marked(type: string, marks: unknown, side: unknown): ReadonlySet<string> {
  if (marks === true) return new Set(Object.keys(valuesOf(type, side)));
  const read = z.safeParse(object, marks);
  if (!read.success) return new Set();
  const entries = Object.entries(argumentsOf(type, read.data));
  return new Set(entries.filter(([, mark]) => holdsTrue(mark)).map(([name]) => name));
}

/** Whether an argument, the block that it is in, or something in it has a mark: a block may be marked as a whole. */
function isAmong(names: ReadonlySet<string>, argument: string): boolean {
  const [block = ''] = argument.split('.');
  return (
    names.has(argument) || names.has(block) || [...names].some((name) => name.startsWith(`${argument}.`))
  );
}

function holdsTrue(mark: Json): boolean {
  if (isList(mark)) return mark.some(holdsTrue);
  return isObject(mark) ? Object.values(mark).some(holdsTrue) : mark === true;
}

function differenceOf(type: string, argument: string, before: Side, after: Side): readonly Difference[] {
  const [from, to] = [before.values[argument] ?? null, after.values[argument] ?? null];
  const isLater = after.later.has(argument);
  const isGiven = Object.hasOwn(EFFECTS[type]?.arguments ?? {}, argument);
  if (isLater ? !isGiven : isSame(type, argument, from, to)) return [];
  const wanted: Evaluated = isLater ? LATER : known(to);
  const effect = changedInPlace(type, argument, from, wanted, after.values);
  if (isAmong(before.secret, argument) || isAmong(after.secret, argument))
    return [{ argument, before: NOT_SHOWN, after: NOT_SHOWN, effect }];
  if (isObject(from) || isObject(to)) return [{ argument, ...entriesOf(from, wanted), effect }];
  return [{ argument, before: known(from), after: wanted, effect }];
}

/** A value that AWS decides when the plan is applied. */
export const LATER: Evaluated = { kind: 'later', waitsFor: [] };

const NOT_SHOWN = known('a value that is not shown');

function isSame(type: string, argument: string, from: Json, to: Json): boolean {
  const isSet = EFFECTS[type]?.sets?.includes(argument) ?? false;
  return canonical(from, isSet) === canonical(to, isSet);
}

/** What Terraform changes in place where the table says that this replaces the object, nobody can tell. */
function changedInPlace(
  type: string,
  argument: string,
  from: Json,
  wanted: Evaluated,
  planned: Values,
): Difference['effect'] {
  // Tags of the provider stand beside those of the resource (provider, tags_all).
  if (argument === 'tags_all') return EFFECTS[type]?.arguments.tags === undefined ? undefined : 'updates';
  const to = wanted.kind === 'known' ? wanted.value : wanted;
  const values = Object.fromEntries(Object.entries(planned).map(([name, value]) => [name, known(value)]));
  const effect = effectOf(type, argument, from, to, plain(values));
  return effect === 'replaces' ? undefined : effect;
}

/** Of tags and the like only what differs. */
function entriesOf(from: Json, wanted: Evaluated): Pick<Difference, 'before' | 'after'> {
  if (wanted.kind !== 'known') return { before: known(from), after: wanted };
  const [olds, news] = [from, wanted.value].map((side) => (isObject(side) ? side : {}));
  const differing = (own: JsonObject = {}, other: JsonObject = {}): Evaluated => {
    const entries = Object.entries(own).filter(
      ([name, value]) => canonical(value) !== canonical(other[name] ?? null),
    );
    return known(entries.length === 0 ? null : Object.fromEntries(entries));
  };
  return { before: differing(olds, news), after: differing(news, olds) };
}
