/** The fields of `vedette.config`, each once: its shape and its default. */
import * as z from 'zod/mini';
import { show } from '../base/errors.ts';
import type { ConfigAll, ConfigDefinition, ConfigEnvironments, ConfigState } from './config.ts';
import type { FieldsOf } from './field.ts';
import { AWS } from './fields.ts';
import { bucket, duration, hostMemory, namePattern, region, size, tags, wholeNumber } from './shapes.ts';

/** More hosts than this nobody has tried (one environment, scale). */
const MOST_HOSTS = 1_000;

const STATE = { bucket, region: z.exactOptional(region) } satisfies FieldsOf<ConfigState>;

const notABudget = ({ input }: { input?: unknown }) =>
  `${show(input)} is no budget; write US dollars an hour, such as 0.5`;

/** US dollars an hour. */
const amount = z.number({ error: notABudget }).check(z.positive({ error: notABudget }));

const names = z.exactOptional(namePattern);

const sizes = z.exactOptional(
  z.array(size).check(z.minLength(1, 'it has no size; give one, or leave it out')),
);

const ALL = { names, sizes, tags: z.exactOptional(tags) } satisfies FieldsOf<ConfigAll>;

const ENVIRONMENTS = {
  ttl: z.exactOptional(duration),
  maxTtl: z.exactOptional(duration),
  maxMemory: z.exactOptional(hostMemory),
  maxHosts: z.exactOptional(wholeNumber(1, MOST_HOSTS, 'a number of hosts')),
  names,
  sizes,
  maxCost: z.exactOptional(amount),
  maxTotalCost: z.exactOptional(amount),
  blocks: z.exactOptional(
    z.array(z.string()).check(z.minLength(1, 'it has no block; give one, or leave it out')),
  ),
} satisfies FieldsOf<ConfigEnvironments>;

const CONFIG = {
  state: z.exactOptional(z.strictObject(STATE)),
  all: z.exactOptional(z.strictObject(ALL)),
  environments: z.exactOptional(z.strictObject(ENVIRONMENTS)),
  longestJob: z.exactOptional(duration),
} satisfies FieldsOf<ConfigDefinition>;

/** Checks the shape of the settings of a project. */
export const configSchema: z.ZodMiniType<ConfigDefinition> = z.strictObject(CONFIG);

/** What stands where the settings leave something out. */
export const CONFIG_DEFAULTS = {
  region: AWS.region.field.default,
  ttl: '8h',
  maxTtl: '168h',
  maxMemory: '8gb',
  maxHosts: 20,
  blocks: ['10.192.0.0/10'],
  longestJob: '6h',
} as const satisfies ConfigEnvironments & Pick<ConfigDefinition, 'longestJob'> & { readonly region: string };
