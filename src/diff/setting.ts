/** A setting: one thing that a configuration file decides, under a key that means the same in every file. */
import type { DirectiveSpec } from '../redis/catalogue/index.ts';
import type { Argument } from '../redis/document.ts';
import { printArguments } from './print.ts';

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

/** What a setting is about: a directive and, for an option of a group, the group. */
export interface Subject {
  readonly spec: DirectiveSpec;
  /** The group of Sentinel, as a file writes its name. */
  readonly group: string | undefined;
}

/** A setting of a document. */
export interface Setting extends Subject {
  /** `maxmemory`, `client-output-buffer-limit/replica`, `user/app`, `sentinel/mymaster/quorum`. */
  readonly key: string;
  /** The part of the directive that the setting is, such as a class of clients; undefined for all of it. */
  readonly part: string | undefined;
  /** In canonical form. */
  readonly args: readonly Argument[];
  readonly value: Value;
}

/** The settings of a document by their key. */
export type Settings = ReadonlyMap<string, Setting>;

/** What a setting is beside its subject. */
interface Content {
  /** The end of the key. */
  readonly name: string;
  readonly part?: string;
  readonly args: readonly Argument[];
  readonly origin: string;
  /** As it was written. @default the canonical value */
  readonly raw?: string;
}

/** Makes a setting. */
export function settingOf(subject: Subject, { name, part, args, origin, raw }: Content): Setting {
  const canonical = printArguments(args);
  const value = { canonical, raw: raw ?? canonical, origin };
  return { key: `${prefixOf(subject)}${name}`, ...subject, part, args, value };
}

/** Where the key starts: empty, `sentinel/`, or `sentinel/<group>/`. */
export function prefixOf({ spec: { form }, group = '' }: Subject): string {
  return { plain: '', sentinel: 'sentinel/', group: `sentinel/${group}/` }[form];
}
