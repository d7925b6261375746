/** Values of a stack with their expressions (Terraform language, JSON syntax, strings and templates). */
import type { Json, JsonObject } from '../../aws/synthesized-stack.ts';

/** What a value is, as far as it is known when Terraform plans. */
export type Evaluated = Known | Later | Untold;

/** A value that can be compared: references to what stays as it is stand in it as they were written. */
export interface Known {
  readonly kind: 'known';
  readonly value: Json;
  /** True where an expression was not computed: two that differ may mean the same. */
  readonly derived: boolean;
}

/** `(known after apply)`. */
export interface Later {
  readonly kind: 'later';
  /** The addresses of what it waits for. */
  readonly waitsFor: readonly string[];
}

/** A value of which nobody can tell here whether it changes. */
export interface Untold {
  readonly kind: 'untold';
}

/** What an expression refers to: `aws_vpc.vpc` and `id`. */
export interface Reference {
  /** `aws_vpc.vpc`, `data.aws_ssm_parameter.image`, `local.waiting`, `self`. */
  readonly address: string;
  /** The names behind it. */
  readonly path: readonly string[];
}

/** Gives the value that a reference has. */
export type LookUp = (reference: Reference) => Evaluated;

/** A value without expressions. */
export function known(value: Json, derived = false): Known {
  return { kind: 'known', value, derived };
}

/** Evaluates every text in a value. */
export function evaluate(value: Json, lookUp: LookUp): Evaluated {
  if (typeof value === 'string') return evaluateText(value, lookUp);
  if (isList(value)) {
    const parts = value.map((each) => evaluate(each, lookUp));
    return joined(parts, (values) => values);
  }
  if (!isObject(value)) return known(value);
  const names = Object.keys(value);
  const parts = names.map((name) => evaluate(value[name] ?? null, lookUp));
  return joined(parts, (values) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])));
}

/** An escaped opening, or an interpolation without quotes and braces in it. */
const INTERPOLATION = /\$\$\{|%%\{|\$\{([^{}"]*)\}/g;

function evaluateText(text: string, lookUp: LookUp): Evaluated {
  if (!/[$%]\{/.test(text)) return known(text);
  const found = [...text.matchAll(INTERPOLATION)];
  if (/[$%]\{/.test(text.replaceAll(INTERPOLATION, ''))) return evaluateExpression(text, lookUp);
  const parts = found.flatMap(({ 1: inside }) =>
    inside === undefined ? [] : [evaluateInside(inside, lookUp)],
  );
  const [only] = parts;
  if (only !== undefined && found.length === 1 && found[0]?.[0] === text) return only;
  const rest = parts.values();
  return joined(parts, () =>
    text.replaceAll(INTERPOLATION, (whole: string, inside?: string) => {
      if (inside === undefined) return whole;
      const part = rest.next().value;
      return part?.kind === 'known' ? textOf(part.value) : whole;
    }),
  );
}

function evaluateInside(inside: string, lookUp: LookUp): Evaluated {
  const [only, ...others] = referencesIn(inside);
  return only !== undefined && others.length === 0 && written(only) === inside.trim()
    ? lookUp(only)
    : evaluateExpression(`\${${inside}}`, lookUp);
}

/** Functions that give something else whenever they are asked (Terraform language, functions). */
const IMPURE = /\b(?:timestamp|plantimestamp|uuid|bcrypt)\(/;

/** An expression is not computed: it is the same where its text and everything in it is. */
function evaluateExpression(text: string, lookUp: LookUp): Evaluated {
  if (IMPURE.test(text)) return { kind: 'later', waitsFor: [] };
  const parts = referencesIn(text).map(lookUp);
  return joined(parts, (values) => JSON.stringify([text, ...values]), true);
}

function joined(
  parts: readonly Evaluated[],
  join: (values: readonly Json[]) => Json,
  derived = false,
): Evaluated {
  const later = parts.filter((part) => part.kind === 'later');
  if (later.length > 0)
    return { kind: 'later', waitsFor: [...new Set(later.flatMap(({ waitsFor }) => waitsFor))] };
  const values = parts.filter((part) => part.kind === 'known');
  if (values.length < parts.length) return { kind: 'untold' };
  return known(join(values.map(({ value }) => value)), derived || values.some((part) => part.derived));
}

/** Names with at least one dot, outside of quotes: `data.aws_ssm_parameter.image.value`, `self.output`. */
const TRAVERSAL = /(?<![\w.-])(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*/g;

/** Everything that an expression refers to. */
export function referencesIn(expression: string): readonly Reference[] {
  const found = expression.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""').match(TRAVERSAL) ?? [];
  return found.map(referenceTo);
}

/** Reads a reference as it is written: `aws_vpc.vpc.id`. */
export function referenceTo(text: string): Reference {
  const names = text.split('.');
  const length = { data: 3, self: 1 }[names[0] ?? ''] ?? 2;
  return { address: names.slice(0, length).join('.'), path: names.slice(length) };
}

/** A reference as it is written. */
export function written({ address, path }: Reference): string {
  return [address, ...path].join('.');
}

/** The value at a path in an evaluated one. */
export function within(evaluated: Evaluated, path: readonly string[]): Evaluated {
  const [name, ...rest] = path;
  if (name === undefined || evaluated.kind !== 'known') return evaluated;
  const { value, derived } = evaluated;
  return isObject(value) && Object.hasOwn(value, name)
    ? within(known(value[name] ?? null, derived), rest)
    : { kind: 'untold' };
}

/** Whether a value is a list. */
export function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a value is a map or a block. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
