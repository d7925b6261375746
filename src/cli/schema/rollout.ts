/** What `vedette rollout` tells. */
import * as z from 'zod/mini';
import { STEP_KINDS } from '../../operate/step.ts';
import { count, impact, says, text } from './shapes.ts';

const facts = {
  kind: z.enum(STEP_KINDS),
  hosts: says(z.array(text), 'empty for what is about no single host'),
  what: text,
  why: says(z.string(), 'why here in this order'),
  notice: says(z.string(), 'what clients notice'),
  undo: says(z.string(), 'how it is taken back'),
  impact,
};

const step = z.strictObject(facts);

const refusal = z.strictObject({ why: text, remedy: says(z.string(), 'what would make it possible') });

export const ROLLOUT_FIELDS = [
  {
    environment: text,
    how: says(z.string(), 'how the group was reached'),
    fate: says(
      z.enum(['shown', 'refused', 'nothing', 'declined', 'unasked', 'done', 'stopped', 'undone']),
      '`shown` with --plan, `nothing` where there is nothing to do, `refused` before the first step, `declined` by who was asked, `unasked` without a terminal, `undone` where the first step failed and took everything back',
    ),
    steps: says(z.array(step), 'the plan, in the order in which it is done'),
    waiting: says(z.array(step), 'what --until leaves for another roll-out'),
    refusals: z.array(refusal),
    done: says(
      z.optional(z.array(z.strictObject({ ...facts, took: says(count, 'milliseconds') }))),
      'absent where nothing was begun',
    ),
    notDone: says(z.optional(z.array(step)), 'the step that was stopped at, and those behind it'),
    stopped: says(
      z.optional(
        z.strictObject({
          at: says(
            z.enum(['before', 'in', 'undone', 'after']),
            '`before` a step, `in` one that may be half done, `undone` where it took everything back, `after` one that is done',
          ),
          why: text,
        }),
      ),
      'absent where all steps are done',
    ),
    left: says(
      z.optional(
        z.union([
          z.strictObject({ steps: z.array(step), refusals: z.array(refusal) }),
          z.strictObject({ unknown: text }),
        ]),
      ),
      'what a new plan would do, of the group as it is then, or why nobody can tell',
    ),
  },
];
