/** What is written down of an environment that was created of another one: enough to derive it anew. */
import * as z from 'zod/mini';
import { onOneLine } from '../base/errors.ts';
import { isPath } from '../definition/project.ts';
import { bucket, environmentName, region } from '../definition/shapes.ts';
import { parseBlock } from '../topology/ipv4.ts';

/** In ISO 8601, in UTC and whole seconds. */
export const time = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'is no time'));

/** Who reads the list trusts nobody who wrote into it: these stand in paths, in addresses and on terminals. */
export const line = z
  .string()
  .check(z.refine((value) => onOneLine(value) === value, { error: 'is not on one line' }));

/** The name of a file in `stacks/`: a path would lead elsewhere. */
const source = line.check(z.refine((value) => !isPath(value), { error: 'is a path' }));

/** What cannot be read would keep no addresses free. */
const block = line.check(
  z.refine((value) => parseBlock(value) !== undefined, { error: 'is no block of addresses' }),
);

const extension = z.strictObject({ at: time, until: time, by: line });

const cost = z.strictObject({ perHour: z.number().check(z.gte(0)), unknown: z.array(line), at: time });

const ending = z.strictObject({ at: time, by: line });

/** A record, as the register keeps it. */
export const record = z.strictObject({
  name: environmentName,
  from: source,
  cidr: block,
  maxMemory: z.int(),
  set: z.array(line),
  state: z.exactOptional(z.strictObject({ bucket, region })),
  owner: line,
  created: time,
  expires: time,
  commit: z.exactOptional(line),
  by: line,
  extensions: z.array(extension),
  cost: z.exactOptional(cost),
  deployed: z.exactOptional(time),
  ending: z.exactOptional(ending),
});

/** What the register keeps of one that is gone. */
export const endedRecord = z.strictObject({ name: environmentName, owner: line, ended: time, by: line });

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
  /** What it costs, as it was estimated when it was created or last deployed; absent where an earlier vedette did that. */
  readonly cost?: RecordedCost;
  /** When the last deployment of it by `vedette deploy` began; absent where none did. */
  readonly deployed?: string;
  /** Since when it is being destroyed, and by whom: half destroyed, where nobody is at it. Absent once it is deployed anew. */
  readonly ending?: Ending;
}

/** An estimate, as far as it is kept: to make it anew takes a stack. */
export interface RecordedCost {
  /** In US dollars; of all whose price was known. */
  readonly perHour: number;
  /** What had no known price, each kind once; empty where `perHour` is whole. */
  readonly unknown: readonly string[];
  readonly at: string;
}

/** A destruction that was begun. */
export interface Ending {
  readonly at: string;
  readonly by: string;
}

/** A created environment that is gone, so that a run that was asked for before does not make it anew. */
export interface EndedEnvironment {
  readonly name: string;
  readonly owner: string;
  readonly ended: string;
  readonly by: string;
}

/** One time that an environment was given more of it. */
export interface Extension {
  readonly at: string;
  /** When its time is over since then. */
  readonly until: string;
  readonly by: string;
}
