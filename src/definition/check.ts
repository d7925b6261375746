import * as z from 'zod/mini';
import { DefinitionError, type Problem, show } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { definitionSchema } from './fields.ts';

/**
 * Checks that a value is an environment definition.
 *
 * @param value what a file exports
 * @param file the file as the user named it, for the messages
 * @throws DefinitionError with every problem of the shape
 */
export function checkDefinition(value: unknown, file: string): EnvironmentDefinition {
  return checkShape(definitionSchema, value, file);
}

/**
 * Checks that a value has the shape that a file must have.
 *
 * @param file as the user named it, for the messages
 * @throws DefinitionError with every problem of the shape
 */
export function checkShape<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const checked = z.safeParse(schema, value, { reportInput: true });
  if (checked.success) return checked.data;
  throw new DefinitionError(checked.error.issues.flatMap((issue) => problemsOf(issue, { schema, file })));
}

/** What is checked, and where it stands. */
interface Checked {
  readonly schema: z.core.$ZodType;
  readonly file: string;
}

function problemsOf(
  issue: z.core.$ZodIssue,
  checked: Checked,
  at: readonly PropertyKey[] = [],
): readonly Problem[] {
  const { schema, file } = checked;
  const path = [...at, ...issue.path].map(String);
  const field = path.join('.');
  const meant = issue.code === 'invalid_union' ? meantForm(issue.errors) : undefined;
  if (meant !== undefined) return meant.flatMap((inner) => problemsOf(inner, checked, path));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      file,
      field,
      message: unknownField(key, knownFields(schema, path)),
    }));
  return [{ file, field, message: describe(issue) }];
}

/** What is wrong with the one form that a value has of several: the others fail before they look inside. */
function meantForm(forms: readonly z.core.$ZodIssue[][]): readonly z.core.$ZodIssue[] | undefined {
  return forms.find((issues) =>
    issues.every(({ path, code }) => path.length > 0 && code !== 'invalid_union'),
  );
}

function unknownField(key: string, known: readonly string[]): string {
  return `${show(key)} is not a field here; ${adviceOf(nearest(key, known), known)}`;
}

/** What zod says where neither the schema nor a language does (zod/mini, without a locale). */
const UNTOLD = 'Invalid input';

/** What was given and what is wanted, for the issues that the schema's own messages do not describe. */
function describe(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message !== UNTOLD) return issue.message;
      return issue.input === undefined
        ? `is missing; give ${article(issue.expected)}`
        : `${show(issue.input)} is not ${article(issue.expected)}`;
    case 'invalid_value':
      return `${show(issue.input)} is not possible here; use one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_union':
      return `${show(issue.input)} is not ${forms(issue.errors) ?? 'a text, a number, true, false or an array of these'}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

/** The kinds of value that are possible, where each is one kind. */
function forms(errors: readonly z.core.$ZodIssue[][]): string | undefined {
  const kinds = errors.map(([issue]) =>
    issue?.code === 'invalid_type' ? article(issue.expected) : undefined,
  );
  return kinds.includes(undefined) ? undefined : kinds.join(' or ');
}

const KINDS: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

function article(expected: string): string {
  return KINDS[expected] ?? expected;
}

/** The fields that an object of the schema may have, at a path through objects and records. */
function knownFields(schema: z.core.$ZodType, path: readonly string[]): readonly string[] {
  const inner = schema instanceof z.core.$ZodOptional ? schema._zod.def.innerType : schema;
  const [step, ...rest] = path;
  if (inner instanceof z.core.$ZodObject) {
    const { shape } = inner._zod.def;
    if (step === undefined) return Object.keys(shape);
    const next = shape[step];
    return next === undefined ? [] : knownFields(next, rest);
  }
  return inner instanceof z.core.$ZodRecord ? knownFields(inner._zod.def.valueType, rest) : [];
}
