/** What `vedette deploy` tells. */
import * as z from 'zod/mini';
import { FATES } from '../../lifecycle/plan/fates.ts';
import { health, hostStatus } from './local.ts';
import { count, flag, impact, says, text, texts } from './shapes.ts';

const refusal = z.strictObject({
  guard: text,
  isFinal: says(flag, 'nobody may overrule it'),
  reason: text,
  remedy: text,
});

const hostFate = z.strictObject({
  host: text,
  fate: z.enum(FATES),
  exists: says(flag, 'it is there now'),
  kinds: says(z.optional(texts), 'what it is until then; absent where its state does not say so'),
});

/** A plan as it was judged. Rows are those of a diff. */
const plan = z.strictObject({
  environment: text,
  effect: z.enum(['nothing', 'outputs', 'resources']),
  impact,
  summary: text,
  hosts: z.array(hostFate),
  primary: says(z.optional(text), 'absent where nobody could be asked, or no one answer was given'),
  rows: says(z.array(z.record(text, z.unknown())), 'changes, as in the schema of diff'),
  resources: says(
    z.array(z.record(text, z.unknown())),
    'the objects, with the action and the reason of Terraform',
  ),
  drifted: texts,
  outputs: texts,
  waiting: says(z.optional(texts), 'hosts that go on as they are; absent where nobody can tell'),
  refusals: z.array(refusal),
  overruled: z.array(refusal),
});

export const DEPLOY_FIELDS = [
  {
    environment: text,
    plan,
    fate: z.enum(['applied', 'unchanged', 'refused', 'declined', 'unasked']),
    applied: says(
      z.optional(z.strictObject({ added: count, changed: count, destroyed: count })),
      'where it was applied',
    ),
    outputs: says(z.record(text, z.unknown()), 'of the state after an apply; what is sensitive is left out'),
    hosts: says(z.optional(z.array(hostStatus)), 'absent where the group cannot be reached from here'),
    health: z.optional(health),
  },
];
