/** A setting: one thing that a configuration file decides, under a key that means the same in every file. */
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import type { Argument } from '../redis/document.ts';

/** What something is set to. */
export interface Value {
  /** Equal where the meaning is equal: `1073741824` for `1gb` and for `1024mb`. A secret is a reference. */
  readonly canonical: string;
  /** As it was written, or a default in a readable unit: `1gb`. */
  readonly raw: string;
  /** The field, formula or `file:line` that it comes from, or `default of Redis 7.2`. */
  readonly origin: string;
}

/** A value that is written in one way only. */
export function plainValue(text: string, origin: string): Value {
  return { canonical: text, raw: text, origin };
}

/** A setting of a document. */
export interface Setting {
  /** `maxmemory`, `client-output-buffer-limit/replica`, `user/app`, `sentinel/mymaster/quorum`. */
  readonly key: string;
  readonly spec: DirectiveSpec;
  /** The part of the directive that the setting is, such as a class of clients; undefined for all of it. */
  readonly part: string | undefined;
  /** In canonical form. */
  readonly args: readonly Argument[];
  readonly value: Value;
}

/** The settings of a document by their key. */
export type Settings = ReadonlyMap<string, Setting>;
