/** What the commands of `vedette env` tell. */
import * as z from 'zod/mini';
import { record } from '../../register/record.ts';
import { cost } from './cost.ts';
import { fate, plan } from './plan.ts';
import { flag, says, text, texts } from './shapes.ts';

const unknown = z.strictObject({ unknown: says(z.string(), 'why nobody knows') });

/** How far it has come. */
const stage = z.union([
  z.strictObject({ kind: z.enum(['creating', 'live', 'half destroyed', 'left without state']) }),
  z.strictObject({ kind: z.literal('unknown'), why: text }),
]);

const lock = z.strictObject({ id: text, who: text, since: text, operation: text });

const heldLock = z.extend(lock, {
  run: says(z.optional(text), 'of CI by its address; absent where nobody can tell'),
});

/** What is written down, and what follows from it at a moment. The checks of texts are no part of a form. */
const environment = z.extend(record, {
  name: text,
  state: z.exactOptional(z.strictObject({ bucket: text, region: text })),
  age: says(z.number(), 'milliseconds'),
  left: says(z.number(), 'milliseconds; 0 or less where its time is over'),
  isExpired: flag,
  costSoFar: says(
    z.optional(z.number()),
    'US dollars since its creation, as if all of it had been there; absent where no estimate is kept',
  ),
  deployed: z.union([z.strictObject({ resources: says(z.number(), 'in the state of Terraform') }), unknown]),
  stage,
  lock: says(z.optional(z.union([heldLock, unknown])), 'who has its state; absent where nobody has'),
  tagged: says(z.optional(z.union([z.number(), unknown])), 'how many resources AWS lists; only with --live'),
  isOrphan: says(z.optional(z.boolean()), 'whether its owner is gone; only with --alive'),
});

const hosts = z.strictObject({ name: text, size: text, address: text });

const broken = z.strictObject({
  lock,
  holder: says(z.string(), 'who had it, since when and for what'),
  why: says(z.string(), 'how it is proven that the holder is gone'),
});

/** By the words of the command. */
export const ENV_FIELDS = {
  'env create': [{ environment, hosts: z.array(hosts), cost }],
  'env list': [{ environments: z.array(environment) }],
  'env show': [
    {
      environment,
      hosts: says(z.optional(z.array(hosts)), 'absent where the definition does not hold'),
      problems: says(z.optional(texts), 'why it does not'),
    },
  ],
  'env extend': [{ environment }],
  'env adopt': [
    {
      environment: text,
      imports: z.array(z.strictObject({ to: says(text, 'the address'), id: text })),
      missing: says(z.array(z.strictObject({ address: text, why: text })), 'what is not imported'),
      strangers: says(
        z.array(z.strictObject({ arn: text, type: text, id: text })),
        'what is listed and has no place in the stack',
      ),
      plan,
      ...fate,
    },
  ],
  'env name': [{ branch: text, name: text }],
  'env unlock': [
    {
      name: text,
      broken: says(z.optional(broken), 'absent where nobody has the state'),
    },
  ],
};
