/** What is written down of an environment that was created of another one: enough to derive it anew. */
import * as z from 'zod/mini';
import { onOneLine } from '../base/errors.ts';
import { isPath } from '../definition/project.ts';
import { bucket, environmentName, region } from '../definition/shapes.ts';

/** In ISO 8601, in UTC and whole seconds. */
const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'is no time'));

/** Who reads the list trusts nobody who wrote into it: these stand in paths, in addresses and on terminals. */
const line = z
  .string()
  .check(z.refine((value) => onOneLine(value) === value, { error: 'is not on one line' }));

/** The name of a file in `stacks/`: a path would lead elsewhere. */
const source = line.check(z.refine((value) => !isPath(value), { error: 'is a path' }));

const extension = z.strictObject({ at: time, until: time, by: line });

/** A record, as the register keeps it. */
export const record = z.strictObject({
  name: environmentName,
  from: source,
  cidr: line,
  maxMemory: z.int(),
  set: z.array(line),
  state: z.exactOptional(z.strictObject({ bucket, region })),
  owner: line,
  created: time,
  expires: time,
  commit: z.exactOptional(line),
  by: line,
  extensions: z.array(extension),
});

/** An environment that was created of another one. Times are in ISO 8601, in UTC and whole seconds. */
export interface CreatedEnvironment {
  /** A DNS label of at most 30 characters, of no environment in `stacks/`. */
  readonly name: string;
  /** The name, in `stacks/`, of the environment that it is derived from. */
  readonly from: string;
  /** Its own block of addresses, as large as that of the source. */
  readonly cidr: string;
  /** The most memory that a host of it has, in bytes: what the settings said when it was created. */
  readonly maxMemory: number;
  /** In what it is to differ, each as `path=value`. */
  readonly set: readonly string[];
  /** Where Terraform's state of it is; absent where it is a file. What is created may not lose its state. */
  readonly state?: { readonly bucket: string; readonly region: string };
  /** Whose it is: a person, or what it is for, such as `pr/42`. */
  readonly owner: string;
  readonly created: string;
  /** When its time is over. */
  readonly expires: string;
  /** The commit of the definitions when it was created; absent where there was no repository. */
  readonly commit?: string;
  /** Who created it: a person and a machine, or a run of CI. */
  readonly by: string;
  readonly extensions: readonly Extension[];
}

/** One time that an environment was given more of it. */
export interface Extension {
  readonly at: string;
  /** When its time is over since then. */
  readonly until: string;
  readonly by: string;
}
