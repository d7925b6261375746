/** The reference of the definition: a page for people, generated from the table of fields. */
import { type Domain, type Field, isDerived, type PlacedField } from '../definition/field.ts';
import { definitionFields } from '../definition/fields.ts';
import { definitionJsonSchema, type JsonSchema } from '../definition/json-schema.ts';
import type { Meaning } from '../definition/meanings.ts';
import type { Means } from '../definition/means.ts';

const MEANS_IN_WORDS: Readonly<Record<Means, string>> = {
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

const INTRODUCTION = `# The definition of an environment

This page is generated from the table of fields in src/definition by \`npm run docs\`. A file in \`stacks/\` exports one
definition; [definition.schema.json](definition.schema.json) is its JSON Schema, and \`vedette show <env>\` tells every
value that an environment has, and where it comes from.

A change takes effect by one or several of these means:

- ${MEANS_IN_WORDS.deploy} does it by itself;
- ${MEANS_IN_WORDS['roll-out']}: running hosts keep what they have until then; without a roll-out it is done by hand, host by host, or
  by replacing the host;
- ${MEANS_IN_WORDS['next-host']}: only hosts that are created or replaced from then on have it;
- ${MEANS_IN_WORDS.nothing}: no host would notice.

A duration is a whole number and ms, s, m or h: \`'5s'\`. A size is a whole number and b, kb, mb, gb or tb, in powers of
1,024 as in redis.conf: \`'512mb'\`. A share is one of the host's memory: \`'60%'\`.
`;

/**
 * Writes the page.
 *
 * @param meanings what fields mean, by their path
 */
export function referencePage(meanings: ReadonlyMap<string, Meaning>): string {
  const schema = definitionJsonSchema(meanings);
  return [INTRODUCTION, ...definitionFields().map((placed) => section(placed, meanings, schema))].join('\n');
}

function section(
  { path, field }: PlacedField,
  meanings: ReadonlyMap<string, Meaning>,
  schema: JsonSchema,
): string {
  const about = meanings.get(path.join('.'));
  return `## \`${[...path, ...(field.each === undefined ? [] : [`<${field.each}>`])].join('.')}\`

${about?.text ?? ''}

- Type: ${typeOf(schemaAt(schema, path))}
- Default: ${defaultOf(path, field, about)}
- Decides: ${DOMAINS[field.domain]}${writesOf(field)}
- A change: ${field.effect}
- Takes: ${field.means.map((one) => MEANS_IN_WORDS[one]).join(' and ')}
`;
}

function writesOf({ writes }: Field): string {
  return writes === undefined ? '' : `: ${writes.map((name) => `\`${name}\``).join(', ')}`;
}

function defaultOf(path: readonly string[], field: Field, about: Meaning | undefined): string {
  const part = path.slice(0, -1).join('.');
  if (!('default' in field)) return `none; ${part === '' ? 'every definition' : `\`${part}\``} must give it`;
  const value = field.default;
  return value === undefined || isDerived(value)
    ? (about?.default ?? 'none')
    : `\`${JSON.stringify(value).replaceAll('"', "'")}\``;
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
    case 'array':
      return typeof items === 'object' && !Array.isArray(items) ? `array of: ${typeOf(items)}` : 'array';
    case 'object':
      return typeof entries === 'object' ? `object of: ${typeOf(entries)}` : 'object';
    case 'boolean':
      return '`true` or `false`';
    case 'string':
      return title ?? 'text';
    default:
      return 'text, number, true or false, or an array of these';
  }
}

function rangeOf({ minimum, maximum }: JsonSchema): string {
  return minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`;
}
