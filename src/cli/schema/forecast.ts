/** What `vedette forecast` tells. */
import * as z from 'zod/mini';
import { MOMENTS } from '../../topology/forecast.ts';
import { count, flag, moment, says, term, text, texts } from './shapes.ts';

const ofSentinel = z.strictObject({
  moment: z.enum(MOMENTS),
  when: moment,
  formula: says(z.string(), 'the sum in the names of its terms; empty where it never comes'),
  terms: z.array(term),
});

const ofClient = z.strictObject({
  client: text,
  settings: z.enum(['default', 'time limits']),
  when: moment,
  formula: text,
  terms: z.array(term),
});

const loss = z.strictObject({
  kind: z.enum(['host', 'zone']),
  name: text,
  sentinels: says(z.number(), 'how many are left'),
  failover: flag,
  promotable: texts,
  writable: flag,
});

function ofFaults<Schema extends z.ZodMiniType>(schema: Schema) {
  return z.strictObject({ killed: z.array(schema), hung: z.array(schema) });
}

/** What becomes of an environment after a fault or a loss. */
export const outlook = {
  environment: text,
  faults: says(ofFaults(ofSentinel), 'what Sentinel does after each fault of the primary'),
  clients: says(ofFaults(ofClient), 'when clients write again'),
  waking: says(z.string(), 'what it costs where a hung primary wakes'),
  setbacks: z.strictObject({
    causes: z.array(z.strictObject({ when: text, source: text })),
    adds: term,
    undone: says(
      z.optional(z.strictObject({ when: text, source: text, adds: term })),
      'what leaves a try undone after the promotion, and what it adds until the other replicas follow',
    ),
  }),
  losses: z.array(loss),
  powerCut: z.strictObject({ loses: text, source: text }),
};

/** What the demo measured. */
export const measured = z.strictObject({
  lost: text,
  promoted: text,
  writable: says(z.number(), 'milliseconds from the power cut to the first acknowledged write'),
  forecast: moment,
  counter: z.strictObject({ before: count, after: count }),
  ledger: z.strictObject({
    acknowledged: count,
    lost: says(count, 'acknowledged, and not there any more'),
    unacknowledged: says(count, 'there, though not acknowledged'),
    doubled: count,
    longestGap: says(z.number(), 'milliseconds'),
  }),
});
