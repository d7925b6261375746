/** The shape of a judged plan, in whatever command tells of one. */
import * as z from 'zod/mini';
import { FATES } from '../../lifecycle/plan/fates.ts';
import { count, flag, impact, means, says, text, texts } from './shapes.ts';

const refusal = z.strictObject({
  guard: text,
  isFinal: says(z.boolean(), 'true where no flag overrules it'),
  reason: text,
  remedy: says(z.string(), 'what to do'),
});

const host = z.strictObject({
  host: text,
  fate: z.enum(FATES),
  exists: says(z.boolean(), 'whether it is there before the plan is applied'),
  kinds: says(
    z.optional(texts),
    '`data`, `sentinel`: what it is until then; absent where its state does not say so',
  ),
});

const row = z.strictObject({
  key: text,
  hosts: says(z.array(text), 'empty for what is not about single hosts'),
  before: z.optional(text),
  after: z.optional(text),
  impact,
  means,
  note: z.optional(text),
  event: z.optional(z.enum(['host-comes', 'host-goes'])),
  security: flag,
});

const resource = z.strictObject({
  address: text,
  action: says(z.string(), "Terraform's, or `replace`, `import`, `move`, `unknown`"),
  reason: z.optional(text),
  replacedBy: says(z.array(text), 'the arguments whose change replaces it'),
});

/** A plan by what it means, with what refuses it. */
export const plan = z.strictObject({
  environment: text,
  effect: z.enum(['nothing', 'outputs', 'resources']),
  impact,
  summary: text,
  hosts: z.array(host),
  primary: says(z.optional(text), 'who is primary now; absent where nobody could be asked'),
  rows: z.array(row),
  resources: z.array(resource),
  drifted: says(z.array(text), 'what was changed outside of Terraform'),
  outputs: says(z.array(text), 'the names of outputs that change'),
  waiting: says(z.optional(texts), 'hosts that wait for a roll-out; absent where nobody can tell'),
  waits: says(
    z.array(z.object({ hosts: texts, what: text })),
    'what they wait for, line by line as their files have it; no host that waits for what nobody knows',
  ),
  refusals: z.array(refusal),
  overruled: says(z.array(refusal), 'what would have refused it without --allow'),
});

/** What became of a plan. */
export const fate = {
  fate: says(
    z.enum(['applied', 'unchanged', 'refused', 'declined', 'unasked']),
    'what became of the plan; it is `refused` by a guard, `declined` by who was asked, and `unasked` without a terminal',
  ),
  applied: says(
    z.optional(z.strictObject({ added: count, changed: count, destroyed: count })),
    'absent where nothing was applied',
  ),
};
