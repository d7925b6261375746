/** What the commands tell that destroy environments. */
import * as z from 'zod/mini';
import { plan } from './plan.ts';
import { says, text, texts } from './shapes.ts';

const resource = z.strictObject({
  arn: text,
  type: says(z.string(), "Terraform's, or AWS's where vedette creates none"),
  id: text,
  region: text,
});

const left = z.strictObject({
  inState: says(z.array(text), 'the addresses of what the state of Terraform still has'),
  tagged: says(z.optional(z.array(resource)), 'what carries the tag; absent where nobody knows'),
  unknown: says(z.optional(z.string()), 'why nobody knows what carries the tag'),
  snapshots: says(z.array(resource), 'which are there to outlive it'),
});

const destruction = {
  environment: text,
  fate: says(
    z.enum(['refused', 'declined', 'unasked', 'destroyed']),
    '`unasked`: there was nobody to ask, and no --yes',
  ),
  plan: says(z.optional(plan), 'absent where there was no state'),
  destroyed: says(z.optional(z.number()), 'how many resources were destroyed'),
  left: z.optional(left),
};

const due = z.array(
  z.strictObject({
    name: text,
    owner: text,
    expires: text,
    stays: says(z.optional(z.string()), 'why it is not gone; absent where it is'),
  }),
);

/** By the words of the command. */
export const DESTROY_FIELDS = {
  destroy: [destruction],
  'env destroy': [{ ...destruction, isGone: says(z.boolean(), 'whether its name is free again') }],
  'env reap': [
    {
      isDone: says(z.boolean(), 'false without --yes: then nothing was done'),
      expired: due,
      orphaned: due,
      left: says(texts, 'the names of those that were due and are not gone'),
    },
  ],
};
