/** A field of a definition, given on the command line as `path=value`. */
import { DefinitionError, onOneLine, show, type UserError } from '../base/errors.ts';
import { adviceOf, nearest } from '../base/nearest.ts';
import { checkDefinition } from './check.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { ANY_NAME, type Field, type PlacedField } from './field.ts';
import { definitionFields } from './fields.ts';

/** A field, and the text that it is to have. */
export interface FieldValue {
  /** The steps to it. The key of a record, such as a directive or a tag, is one step, whatever dots it has. */
  readonly path: readonly string[];
  readonly field: Field;
  readonly text: string;
}

/** What messages begin with: the option that such texts are given with. */
const OPTION = '--set';

/**
 * Reads `redis.package=redis80`.
 *
 * @throws UserError if it is of another form, or there is no such field
 */
export function readFieldValue(written: string): FieldValue {
  const at = written.indexOf('=');
  if (at < 1) throw problem(onOneLine(written), 'it has no value; write a field, = and a value');
  const [name, text] = [written.slice(0, at), written.slice(at + 1)];
  if (text === '') throw problem(onOneLine(name), 'its value is empty; give one, or leave it out');
  const steps = name.split('.');
  const placed = definitionFields();
  for (const one of placed) {
    const path = pathAt(one, steps);
    if (path !== undefined) return { path, field: one.field, text };
  }
  const near = nearest(name, placed.map(nameOf));
  const advice =
    near === undefined ? 'docs/reference/definition.md names all of them' : `did you mean ${near}?`;
  throw problem(onOneLine(name), `there is no such field; ${advice}`);
}

/**
 * A definition in which a field has another value. The text is read as JSON where the field takes that, such as `3` or
 * `["a","b"]`, and else as it is.
 *
 * @throws UserError if it has no such host; DefinitionError if the field does not take the value
 */
export function withFieldValue(
  definition: EnvironmentDefinition,
  { path, text }: FieldValue,
): EnvironmentDefinition {
  const [part, host = ''] = path;
  if (part === 'hosts' && !Object.hasOwn(definition.hosts, host))
    throw problem(path.join('.'), noHost(host, Object.keys(definition.hosts)));
  const asIs = (): EnvironmentDefinition => checkDefinition(withValue(definition, path, text), OPTION);
  const value = fromJson(text);
  if (value === undefined) return asIs();
  try {
    return checkDefinition(withValue(definition, path, value), OPTION);
  } catch (error) {
    return orElse(asIs, error);
  }
}

/** What was thrown first tells more: it is about the value, and the other one that it is no text. */
function orElse<Result>(attempt: () => Result, thrown: unknown): Result {
  try {
    return attempt();
  } catch {
    throw thrown;
  }
}

function noHost(host: string, names: readonly string[]): string {
  return `there is no host ${show(host)}; ${adviceOf(nearest(host, names), names)}`;
}

/** The path to a field, if the steps lead to it; the last steps are the key of a record. */
function pathAt({ path, field }: PlacedField, steps: readonly string[]): readonly string[] | undefined {
  // JavaScript takes a key of this name for something else.
  if (steps.includes('__proto__')) return undefined;
  if (!path.every((step, at) => step === steps[at] || (step === ANY_NAME && steps[at] !== undefined)))
    return undefined;
  const [own, key] = [steps.slice(0, path.length), steps.slice(path.length).join('.')];
  if (key === '') return own;
  return field.each === undefined ? undefined : [...own, key];
}

function nameOf({ path, field: { each } }: PlacedField): string {
  return [...path, ...(each === undefined ? [] : [`<${each}>`])].join('.');
}

/** The value that a text has in JSON; undefined where it is none. */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withValue(part: object, [step = '', ...rest]: readonly string[], value: unknown): object {
  const inner: unknown = Object.getOwnPropertyDescriptor(part, step)?.value;
  const below = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : {};
  return { ...part, [step]: rest.length === 0 ? value : withValue(below, rest, value) };
}

function problem(field: string, message: string): UserError {
  return new DefinitionError([{ file: OPTION, field, message }]);
}
