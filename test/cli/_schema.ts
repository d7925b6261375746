/** What commands print as JSON, held against the schemas that `vedette schema` prints. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ExecutionContext } from 'ava';
import { outputSchema } from '../../src/cli/schema/outputs.ts';

type Validator = ReturnType<Ajv2020['compile']>;

/** One for all: what a schema must be is a schema too, and is compiled once. */
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

/** Compiled once each: what is checked of a schema's own form takes longer than a value. */
const validators = new Map<string, Validator>();

/** The check of what a command prints, by its words. */
export function validatorOf(command: string): Validator {
  const known = validators.get(command);
  if (known !== undefined) return known;
  const made = ajv.compile(outputSchema(command) ?? false);
  validators.set(command, made);
  return made;
}

/** Asserts that a text is JSON of the schema of a command. */
export function isOfSchema(t: ExecutionContext, command: string, printed: string): void {
  const validate = validatorOf(command);
  t.true(validate(JSON.parse(printed)), `${command}: ${JSON.stringify(validate.errors?.slice(0, 5))}`);
}
