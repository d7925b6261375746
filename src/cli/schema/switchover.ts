/** What `vedette switchover` tells. */
import * as z from 'zod/mini';
import { count, flag, says, text, texts } from './shapes.ts';

const head = { environment: text, how: says(z.string(), 'how the group was reached') };

export const SWITCHOVER_FIELDS = [
  {
    ...head,
    moved: says(flag, 'false where the host that was meant was primary already'),
    from: says(z.string(), 'who was primary'),
    to: says(z.string(), 'who is primary now'),
    way: says(z.enum(['none', 'paused', 'coordinated']), 'who paused writes: vedette, or a Sentinel'),
    gap: says(count, 'milliseconds that writes waited at most'),
    reason: says(z.optional(text), 'why checks were overruled; absent where none was to be'),
    overruled: says(texts, 'what did not hold'),
    left: says(texts, 'what could not be done afterwards'),
  },
  {
    ...head,
    moved: says(flag, 'false: it was not agreed to'),
    answer: says(z.enum(['no', 'nobody']), '`nobody` where nobody could be asked'),
  },
];
