/** The JSON Schemas of what a user writes, for editors and for programs that write the same. */
import * as z from 'zod/mini';
import { configSchema } from './config-fields.ts';
import { ANY_NAME, isDerived, isField } from './field.ts';
import { definitionSchema } from './fields.ts';
import type { Meaning } from './meanings.ts';
import { JSON_TEXTS } from './shapes.ts';

const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** By it an editor finds the schema of a file; the definition does not have it. */
const FOR_EDITORS: JsonSchema = { type: 'string', description: 'Where this schema is.' };

/** A schema as plain data. */
export type JsonSchema = z.core.JSONSchema.BaseSchema;

/**
 * Makes the schema, of draft 2020-12. What it cannot say, such as that a duration fits into Redis, is checked when a
 * definition is loaded.
 *
 * @param meanings what fields mean, by their path
 * @param names what the keys of fields may be, by the path of the field; any where none are given
 */
export function definitionJsonSchema(
  meanings: ReadonlyMap<string, Meaning>,
  names: ReadonlyMap<string, readonly string[]> = new Map(),
): JsonSchema {
  return {
    ...{ $schema: DRAFT, $id: 'urn:vedette:environment-definition', title: 'An environment of vedette' },
    ...jsonSchema(definitionSchema, meanings, names),
  };
}

/**
 * Makes the schema of the settings of a project.
 *
 * @param meanings what fields mean, by their path
 */
export function configJsonSchema(meanings: ReadonlyMap<string, Meaning>): JsonSchema {
  return {
    ...{ $schema: DRAFT, $id: 'urn:vedette:config', title: 'The settings of a project of vedette' },
    ...jsonSchema(configSchema, meanings, new Map()),
  };
}

function jsonSchema(
  checked: z.ZodMiniType,
  meanings: ReadonlyMap<string, Meaning>,
  names: ReadonlyMap<string, readonly string[]>,
): JsonSchema {
  const { $schema: _draft, ...schema } = z.toJSONSchema(checked, {
    io: 'input',
    metadata: JSON_TEXTS,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema, path }) => {
      withoutIntegerBounds(jsonSchema);
      const field = fieldPath(path);
      const about = meanings.get(field);
      if (about !== undefined) jsonSchema.description = describe(about, zodSchema);
      if (isField(zodSchema) && isJson(zodSchema.field.default)) jsonSchema.default = zodSchema.field.default;
      const keys = names.get(field);
      if (keys !== undefined) jsonSchema.propertyNames = { enum: [...keys] };
    },
  });
  const properties = { $schema: FOR_EDITORS, ...schema.properties };
  return { ...schema, properties };
}

/** The path of a field from that of a schema: `properties`, `hosts`, `additionalProperties`, `properties`, `zone`. */
function fieldPath(path: readonly (string | number)[]): string {
  return path
    .filter((step) => step !== 'properties')
    .map((step) => (step === 'additionalProperties' ? ANY_NAME : step))
    .join('.');
}

/** A default that follows from other fields is no value, so it is told in words. */
function describe({ text, default: given }: Meaning, schema: z.core.$ZodType): string {
  const isTold = isField(schema) && isJson(schema.field.default);
  return isTold || given === undefined ? text : `${text} Default: ${given}.`.trim();
}

function isJson(value: unknown): boolean {
  return value !== undefined && !isDerived(value);
}

/** JavaScript's own bounds say nothing about a field. */
function withoutIntegerBounds(schema: JsonSchema): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}
