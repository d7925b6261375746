/** What `vedette rehearse` tells. */
import * as z from 'zod/mini';
import { rehearsalSchema } from '../../rehearsal/record-schema.ts';
import { MOMENTS } from '../../topology/forecast.ts';
import { count, says, text, texts } from './shapes.ts';

const verdict = z.enum(['held', 'broken', 'expected', 'unfit']);

const spread = z.strictObject({
  median: says(z.number(), 'milliseconds'),
  from: says(z.number(), 'milliseconds'),
  to: says(z.number(), 'milliseconds'),
  times: says(z.number(), 'how often it was measured'),
});

/** A value before and after; absent where it is not known. */
function sides<Schema extends z.ZodMiniType>(value: Schema) {
  return { before: z.optional(value), after: z.optional(value) };
}

const comparison = z.strictObject({
  environment: z.strictObject(sides(text)),
  settings: z.array(z.strictObject({ what: text, ...sides(text) })),
  drills: z.array(
    z.strictObject({
      drill: text,
      verdict: z.strictObject(sides(verdict)),
      rounds: z.strictObject(sides(count)),
      lost: z.strictObject(sides(count)),
      moments: z.array(z.strictObject({ moment: z.enum(MOMENTS), ...sides(spread) })),
      gaps: z.array(z.strictObject({ client: text, ...sides(spread) })),
    }),
  ),
  unknown: says(z.array(text), 'what limits the comparison'),
});

const listed = z.strictObject({
  drill: text,
  story: text,
  isExtra: says(z.boolean(), 'true where it is run only by its name, or with --all'),
  unfit: says(z.optional(text), 'why the environment has nothing to run it on'),
  beyond: says(z.optional(text), 'why the environment cannot come through it'),
  loses: says(z.optional(text), 'which acknowledged writes are lost by design, with their bound'),
});

/** What was rehearsed; what differs; which drills there are. */
export const REHEARSAL_FIELDS = [
  { rehearsal: rehearsalSchema, written: says(z.optional(texts), 'the files of the report') },
  { comparison },
  { drills: z.array(listed) },
];
