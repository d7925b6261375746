/** What is written down of an environment that was created of another one: enough to derive it anew. */
import * as z from 'zod/mini';

/** One time that an environment was given more of it. */
const extension = z.strictObject({ at: z.string(), until: z.string(), by: z.string() });

/** A record, as the register keeps it. */
export const record = z.strictObject({
  name: z.string(),
  from: z.string(),
  cidr: z.string(),
  maxMemory: z.int(),
  set: z.array(z.string()),
  state: z.exactOptional(z.strictObject({ bucket: z.string(), region: z.string() })),
  owner: z.string(),
  created: z.string(),
  expires: z.string(),
  commit: z.exactOptional(z.string()),
  by: z.string(),
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
