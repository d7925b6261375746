/** What something costs, as commands tell it. */
import * as z from 'zod/mini';
import { count, says, text } from './shapes.ts';

const price = z.strictObject({
  amount: count,
  date: says(z.string(), 'when the source had it'),
  source: text,
});

const kind = z.strictObject({
  kind: says(z.string(), 'such as `host m7g.medium`'),
  count,
  perHour: says(z.optional(count), 'of all of them; absent where it is not known'),
  perMonth: says(z.optional(count), 'of 730 hours'),
  resources: says(z.array(text), 'addresses in Terraform'),
  prices: z.array(price),
});

/** An estimate. */
export const cost = z.strictObject({
  currency: z.literal('USD'),
  region: text,
  perHour: says(z.number(), 'of all whose price is known'),
  perMonth: says(z.number(), 'of 730 hours'),
  isWhole: says(z.boolean(), 'false where anything has no known price: then it is the least'),
  kinds: z.array(kind),
  unknown: says(z.array(text), 'what has no known price'),
  notCounted: says(z.array(text), 'what is paid for by use'),
});
