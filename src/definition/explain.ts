/** What is known of a field of the definition, for people and programs. */
import type { Explained, Explanation, ExplanationFact } from '../base/explanation.ts';
import type { Impact } from '../redis/impact.ts';
import { asWritten } from './as-written.ts';
import { ANY_NAME, type Domain, isDerived, type PlacedField } from './field.ts';
import { definitionFields } from './fields.ts';
import { definitionJsonSchema, type JsonSchema } from './json-schema.ts';
import { definitionMeanings, type Meaning } from './meanings.ts';
import type { Means } from './means.ts';

/** Everything about a field. Code in its texts stands in backquotes. */
export interface ExplainedField {
  readonly kind: 'field';
  /** Its path: `redis.port`, `hosts.<name>.zone`, `redis.directives.<directive>`. */
  readonly name: string;
  readonly meaning: string;
  readonly type: string;
  /** What its numbers count; undefined where they count nothing. */
  readonly unit: string | undefined;
  /** A value as it is written, what it follows from, or who must give it. */
  readonly default: string;
  /** As a definition has it. */
  readonly example: string;
  readonly domain: Domain;
  readonly writes: readonly string[];
  readonly effect: string;
  readonly means: readonly Means[];
  /** The worst that a change does to what runs, where the field alone decides it. */
  readonly impact: Impact | undefined;
  readonly security: boolean;
}

/** A part of the definition, such as `sentinel`. */
interface ExplainedPart {
  readonly kind: 'part';
  readonly name: string;
  readonly meaning: string;
  /** The names of its fields. */
  readonly fields: readonly string[];
}

/** By which means a change takes effect, as it is said. */
export const MEANS_IN_WORDS: Readonly<Record<Means, string>> = {
  deploy: '`cdktf deploy`',
  'roll-out': 'a roll-out',
  'next-host': 'the next new host',
  nothing: 'nothing to do',
};

const DOMAINS: Readonly<Record<Domain, string>> = {
  settings: 'lines of redis.conf or sentinel.conf',
  topology: 'which hosts there are and what they do',
  infrastructure: 'what hosts and their surroundings are made of',
  guard: 'what guards the environment from deletion',
  nothing: 'nothing on hosts',
};

/** More names than this are in the JSON Schema only. */
const MOST_NAMES = 10;

/** A host's name in examples. */
const A_HOST = 'data1';

/**
 * Explains the fields and the part that a name stands for, in any case: the whole path, with any name where a person
 * chooses one (`hosts.*.priority`), or its end (`quorum`).
 */
export function fieldsNamed(name: string): readonly Explained[] {
  const steps = name.trim().toLowerCase().split('.');
  const placed = definitionFields();
  const exact = placed.filter((one) => isPathOf(one, steps));
  const found = exact.length > 0 ? exact : placed.filter(({ path }) => endsIn(path, steps));
  const parts = partNames(placed).filter((part) => part.toLowerCase() === steps.join('.'));
  if (found.length === 0 && parts.length === 0) return [];
  const meanings = definitionMeanings();
  const schema = definitionJsonSchema(meanings);
  return [
    ...parts.map((part) => explainedPart(part, placed, meanings)),
    ...found.map((one) => explainField(one, meanings, schema)).map(explained),
  ];
}

/** Every name that `fieldsNamed` knows: paths, their ends and parts. */
export function fieldNames(): readonly string[] {
  const placed = definitionFields();
  const names = placed.flatMap(({ path }) => [path.join('.'), path.at(-1) ?? '']);
  return [...new Set([...partNames(placed), ...names])];
}

/** Explains every field, in the order of the table. */
export function explainFields(meanings: ReadonlyMap<string, Meaning>): readonly ExplainedField[] {
  const schema = definitionJsonSchema(meanings);
  return definitionFields().map((placed) => explainField(placed, meanings, schema));
}

/** The same in words. */
export function fieldInWords(field: ExplainedField): Explanation {
  const facts: readonly ExplanationFact[] = [
    ['type', [field.type]],
    ['unit', field.unit === undefined ? [] : [field.unit]],
    ['default', [field.default]],
    ['example', [`\`${field.example}\``]],
    ['decides', [decides(field), ...(field.security ? ['it is of security: a diff names it first'] : [])]],
    ['changing it', [field.effect, ...(field.impact === undefined ? [] : [`at worst ${field.impact}`])]],
    ['takes', [field.means.map((one) => MEANS_IN_WORDS[one]).join(' and ')]],
  ];
  return {
    name: field.name,
    what: 'a field of the definition',
    meaning: field.meaning,
    facts: facts.filter(([, texts]) => texts.length > 0),
  };
}

function explained(data: ExplainedField): Explained {
  return { data, words: fieldInWords(data) };
}

function explainField(
  { path, field }: PlacedField,
  meanings: ReadonlyMap<string, Meaning>,
  schema: JsonSchema,
): ExplainedField {
  const about = meanings.get(path.join('.'));
  return {
    kind: 'field',
    name: [...path, ...(field.each === undefined ? [] : [`<${field.each}>`])].join('.'),
    meaning: about?.text ?? '',
    type: typeOf(schemaAt(schema, path)),
    unit: field.unit,
    default: defaultOf({ path, field }, about),
    example: literalAt(path, field.example),
    domain: field.domain,
    writes: field.writes ?? [],
    effect: field.effect,
    means: field.means,
    impact: field.impact,
    security: field.security ?? false,
  };
}

function explainedPart(
  name: string,
  placed: readonly PlacedField[],
  meanings: ReadonlyMap<string, Meaning>,
): Explained {
  const fields = placed.map(({ path }) => path.join('.')).filter((path) => path.startsWith(`${name}.`));
  const meaning = meanings.get(name)?.text ?? '';
  const data: ExplainedPart = { kind: 'part', name, meaning, fields };
  return { data, words: { name, what: 'a part of the definition', meaning, facts: [['fields', fields]] } };
}

/** The parts that fields are in: `aws`, `aws.state`, `hosts`. */
function partNames(placed: readonly PlacedField[]): readonly string[] {
  const parts = placed.flatMap(({ path }) => path.slice(0, -1).map((_, at) => path.slice(0, at + 1)));
  return [...new Set(parts.filter((path) => path.at(-1) !== ANY_NAME).map((path) => path.join('.')))];
}

/** True for the steps to a field, and for those to one of its entries. */
function isPathOf({ path, field }: Pick<PlacedField, 'path' | 'field'>, steps: readonly string[]): boolean {
  const isLong = field.each === undefined ? steps.length === path.length : steps.length >= path.length;
  return isLong && path.every((step, at) => step === ANY_NAME || step.toLowerCase() === steps[at]);
}

function endsIn(path: readonly string[], steps: readonly string[]): boolean {
  const end = path.slice(-steps.length);
  return end.every(
    (step, at) => (step === ANY_NAME && steps[at] === '*') || step.toLowerCase() === steps[at],
  );
}

function decides({ domain, writes }: ExplainedField): string {
  if (writes.length === 0) return DOMAINS[domain];
  return `${DOMAINS[domain]}: ${writes.map((name) => `\`${name}\``).join(', ')}`;
}

function defaultOf({ path, field }: Pick<PlacedField, 'path' | 'field'>, about: Meaning | undefined): string {
  const part = path.slice(0, -1).join('.');
  if (!('default' in field)) return `none; ${part === '' ? 'every definition' : `\`${part}\``} must give it`;
  const value = field.default;
  return value === undefined || isDerived(value) ? (about?.default ?? 'none') : `\`${asWritten(value)}\``;
}

/** A value where a definition has it: `hosts: { data1: { zone: 'b' } }`. */
function literalAt(path: readonly string[], value: unknown): string {
  const [first = '', ...rest] = path.map((step) => (step === ANY_NAME ? A_HOST : step));
  return `${first}: ${rest.reduceRight((inner, step) => `{ ${step}: ${inner} }`, asWritten(value))}`;
}

function schemaAt(schema: JsonSchema, path: readonly string[]): JsonSchema {
  return path.reduce<JsonSchema>((part, step) => {
    const inner = part.properties?.[step] ?? part.additionalProperties;
    return typeof inner === 'object' ? inner : {};
  }, schema);
}

function typeOf(schema: JsonSchema): string {
  const { type, title, enum: values, items, additionalProperties: entries } = schema;
  if (values !== undefined && values.length <= MOST_NAMES)
    return values.map((value) => `\`'${value}'\``).join(', ');
  switch (type) {
    case 'integer':
      return `whole number${rangeOf(schema)}`;
    case 'number':
      return values === undefined ? 'number' : `one of ${values.join(', ')}`;
    case 'array':
      return typeof items === 'object' && !Array.isArray(items) ? `array of: ${typeOf(items)}` : 'array';
    case 'object':
      return typeof entries === 'object' ? `object of: ${typeOf(entries)}` : 'object';
    case 'boolean':
      return '`true` or `false`';
    case 'string':
      return title ?? 'text';
    default:
      return formsOf(schema);
  }
}

/** One of several forms, such as a list or an object; else what a directive takes. */
function formsOf({ anyOf = [] }: JsonSchema): string {
  const forms = anyOf.filter((form) => typeof form === 'object');
  return forms.length > 0 && forms.every(({ type }) => typeof type === 'string')
    ? forms.map(typeOf).join(', or ')
    : 'text, number, true or false, or an array of these';
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  return minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`;
}
