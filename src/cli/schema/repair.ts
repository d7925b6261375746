/** What `vedette repair` tells. */
import * as z from 'zod/mini';
import { AILMENTS } from '../../operate/repair/ailment.ts';
import { STEP_KINDS } from '../../operate/step.ts';
import { flag, impact, says, text, texts } from './shapes.ts';

const step = {
  kind: z.enum(STEP_KINDS),
  hosts: texts,
  what: text,
  why: text,
  notice: says(z.string(), 'what clients notice'),
  undo: says(z.string(), 'how it is taken back'),
  impact,
};

const cure = z.union([
  z.strictObject({
    kind: z.literal('steps'),
    steps: z.array(z.strictObject({ ...step, loses: says(z.array(text), 'empty where nothing is lost') })),
  }),
  z.strictObject({
    kind: z.literal('choice'),
    choices: z.array(
      z.strictObject({ keep: says(z.string(), 'for --keep'), has: text, loses: says(z.array(text), 'then') }),
    ),
  }),
  z.strictObject({ kind: z.literal('person'), todo: text }),
]);

const ailment = z.strictObject({
  kind: z.enum(AILMENTS),
  hosts: says(z.array(text), 'empty for what is about the group as a whole'),
  seen: text,
  means: text,
  cure,
});

export const REPAIR_FIELDS = [
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    fate: z.enum(['healthy', 'helpless', 'planned', 'declined', 'unasked', 'taken']),
    healthy: says(flag, 'nothing is broken at the end'),
    found: z.array(ailment),
    done: says(
      z.optional(z.array(z.strictObject({ ...step, took: says(z.number(), 'milliseconds') }))),
      'absent where no steps were taken',
    ),
    undone: z.optional(z.array(z.strictObject(step))),
    stopped: z.optional(z.strictObject({ at: z.enum(['before', 'in', 'undone', 'after']), why: text })),
    left: says(z.array(ailment), 'what is broken at the end'),
  },
];
