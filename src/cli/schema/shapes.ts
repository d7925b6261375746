/** The shapes that the JSON of several commands has in common. */
import * as z from 'zod/mini';
import { MEANS } from '../../definition/means.ts';
import { IMPACTS } from '../../redis/impact.ts';

export const text = z.string();
export const texts = z.array(text);
export const count = z.number();
export const flag = z.boolean();
export const role = z.enum(['primary', 'replica', 'sentinel']);
export const program = z.enum(['redis', 'sentinel']);
export const impact = z.enum(IMPACTS);
export const means = z.enum(MEANS);
export const severity = z.enum(['error', 'warning']);

/** Says what a value is, where its name does not. */
export function says<Schema extends z.ZodMiniType>(schema: Schema, description: string): Schema {
  z.globalRegistry.add(schema, { description });
  return schema;
}

/** What a rule found. */
export const finding = z.strictObject({
  rule: text,
  severity,
  file: says(z.string(), 'the definition or the configuration file'),
  line: says(z.optional(count), 'of the configuration file; absent where none says it'),
  field: text,
  message: says(z.string(), 'what was given, and why it does not do'),
  remedy: says(z.string(), 'what to do'),
  source: says(z.string(), 'where the rule comes from'),
  waived: says(z.optional(text), 'the reason for breaking it; absent where there is none'),
});

/** How many findings there are; a waived one is neither error nor warning. */
export const counts = { errors: count, warnings: count, waived: count };

/** What could not be read, and is in none of the other fields. */
export const unopened = z.array(z.strictObject({ given: text, problems: texts }));

const scalar = z.union([text, count, flag]);

/** A value as a definition or a directive has it. */
export const value = z.union([scalar, z.array(scalar)]);

/** A length of time. */
export const span = z.strictObject({
  from: says(z.number(), 'milliseconds'),
  to: says(z.number(), 'milliseconds'),
});

/** A moment, or why it never comes. */
export const moment = z.union([span, z.strictObject({ never: text })]);

/** A part of a length of time. */
export const term = z.strictObject({ name: text, span, meaning: text, source: text });
