/** The form of a record of a rehearsal where it is JSON: what files are read by, and what `vedette schema rehearse` prints. */
import * as z from 'zod/mini';
import { MOMENTS } from '../topology/forecast.ts';
import type { Rehearsal } from './record.ts';

const text = z.string();
const count = z.int().check(z.nonnegative());

function time(description: string) {
  return z.number().check(z.describe(`milliseconds${description}`));
}

const at = time(' since the first fault; negative before it');
const span = z.strictObject({ from: at, to: at });
const moment = z.enum(MOMENTS);

function lane(value: z.ZodMiniType<string>) {
  return z.strictObject({ host: text, spans: z.array(z.strictObject({ from: at, to: at, value })) });
}

const timeline = z.strictObject({
  roles: z.array(lane(z.enum(['primary', 'replica', 'silent']))),
  follows: z.array(lane(text.check(z.describe('a host, another address, `nobody`, or `silent`')))),
  named: z.array(lane(text.check(z.describe('a host, another address, `nobody`, or `silent`')))),
  events: z.array(z.strictObject({ at, host: text, event: text, detail: text })),
  offsets: z.array(z.strictObject({ host: text, samples: z.array(z.tuple([at, z.number()])) })),
});

const fate = z.strictObject({
  kept: count.check(z.describe('acknowledged and kept')),
  lost: count.check(z.describe('acknowledged and lost')),
  unacknowledged: count.check(z.describe('never acknowledged, and kept')),
  refused: count.check(z.describe('never acknowledged, and not kept')),
  doubled: count.check(z.describe('applied more than once; counted above too')),
});

const account = z.strictObject({
  total: fate,
  repeated: count.check(z.describe('values that a counter handed out more than once')),
  clients: z.array(
    z.strictObject({
      client: text,
      library: text,
      settings: z.enum(['recommended', 'default']),
      fate,
      errors: z.record(text, count),
      complaints: z.record(text, count),
      gap: span.check(z.describe('the longest time with something to write and no acknowledgement')),
      lostFor: time(' from the first acknowledged write that is lost to the last one'),
      onReplaced: time(' in which a primary acknowledged that had been replaced'),
    }),
  ),
});

const forecast = z.strictObject({
  fault: z.enum(['killed', 'hung']),
  spans: z.partialRecord(moment, span),
  off: z.array(z.strictObject({ moment, measured: at, term: text })),
});

const concern = z.enum(['failover', 'writes', 'change', 'always']);

const round = z.strictObject({
  marks: z.array(z.strictObject({ at, text, host: z.optional(text) })),
  timeline,
  account,
  measured: z.partialRecord(moment, at),
  forecast: z.optional(forecast),
  checks: z.array(z.strictObject({ about: concern, must: text, held: z.boolean(), seen: text })),
  beyond: z.optional(z.strictObject({ because: text, about: z.array(concern) })),
  disturbed: z.optional(text.check(z.describe('why its times are not to be relied on'))),
  wreck: z.optional(text.check(z.describe('why the group had to be made anew after it'))),
});

const drill = z.strictObject({
  drill: text,
  story: text,
  verdict: z.enum(['held', 'broken', 'expected', 'unfit']),
  because: text,
  rounds: z.array(round),
});

/** A rehearsal as JSON. */
export const rehearsalSchema = z.strictObject({
  environment: text,
  vedette: text,
  settings: z.record(text, text),
  shard: z.strictObject({
    of: z.int().check(z.positive()),
    parts: z.array(z.int().check(z.positive())),
  }),
  engine: z.strictObject({ name: text, version: text, package: text }),
  began: text.check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)),
  took: time(''),
  warnings: z.array(text),
  drills: z.array(drill),
});

/** True for what a rehearsal was written as. */
export function isRehearsal(value: unknown): value is Rehearsal {
  return rehearsalSchema.safeParse(value).success;
}
