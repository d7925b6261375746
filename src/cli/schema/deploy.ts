/** What `vedette deploy` tells. */
import * as z from 'zod/mini';
import { health, hostStatus } from './local.ts';
import { plan } from './plan.ts';
import { count, says, text } from './shapes.ts';

export const DEPLOY_FIELDS = [
  {
    environment: text,
    plan,
    fate: says(
      z.enum(['applied', 'unchanged', 'refused', 'declined', 'unasked']),
      'what became of the plan; it is `refused` by a guard, `declined` by who was asked, and `unasked` without a terminal',
    ),
    applied: says(
      z.optional(z.strictObject({ added: count, changed: count, destroyed: count })),
      'absent where nothing was applied',
    ),
    outputs: says(z.record(text, z.unknown()), 'of the state after an apply; what is sensitive is left out'),
    hosts: says(z.optional(z.array(hostStatus)), 'absent where the group cannot be reached from here'),
    health: z.optional(health),
  },
];
