/**
 * The directives of Redis, Valkey and Sentinel, per version: the one source for validation, rendering, diff and
 * documentation. Compiled from redis config.c, sentinel.c and release notes; which versions were compared with running
 * servers stands in `version.ts`.
 */

import { nearest } from '../../base/nearest.ts';
import type { DocumentKind } from '../document.ts';
import { redis } from './redis.ts';
import { sentinel } from './sentinel.ts';
import type { DirectiveSpec } from './spec.ts';
import { renamedIn, VALKEY_BASE, valkeyDirectives, valkeyName } from './valkey.ts';
import {
  compareVersions,
  ENGINE_VERSIONS,
  type EngineVersion,
  isValkey,
  type RedisVersion,
} from './version.ts';

export type { DocumentKind } from '../document.ts';
export { refusalOfMove } from './move.ts';
export type { DirectiveSpec, Form, Repetition } from './spec.ts';
export type { ValueType } from './type.ts';
export { type ValkeyName, valkeyName } from './valkey.ts';
export {
  compareVersions,
  ENGINE_NAMES,
  ENGINE_TITLES,
  ENGINE_VERSIONS,
  type EngineName,
  type EngineVersion,
  engineOf,
  findVersion,
  isStepBack,
  isValkey,
  knowledgeOf,
  lineOf,
  REDIS_VERSIONS,
  type RedisVersion,
  type ReleaseLine,
  readsDataOf,
  titleOf,
  VALKEY_VERSIONS,
  type ValkeyVersion,
  type VersionKnowledge,
  versionOfRelease,
} from './version.ts';

const ROWS: Readonly<Record<DocumentKind, readonly DirectiveSpec[]>> = { redis, sentinel };

type Table = ReadonlyMap<string, DirectiveSpec>;
/** Made when they are first asked for. */
const tables: Readonly<Record<DocumentKind, Map<EngineVersion, Table>>> = {
  redis: new Map(),
  sentinel: new Map(),
};

/** All directives of a file in a version, in the catalogue's order. */
export function directivesOf(kind: DocumentKind, version: EngineVersion): readonly DirectiveSpec[] {
  if (isValkey(version)) return valkeyDirectives(directivesOf(kind, VALKEY_BASE), version);
  return ROWS[kind].filter((spec) => isIn(spec, version));
}

/**
 * Finds a directive by its name or an alias, in any case. Options of Sentinel are named without the word `sentinel`.
 * Undefined if that version does not have it.
 */
export function findDirective(
  kind: DocumentKind,
  version: EngineVersion,
  name: string,
): DirectiveSpec | undefined {
  return tableOf(kind, version).get(name.toLowerCase());
}

/** The name that a version writes into its file for a directive, whichever of its names a person gave. */
export function writtenName(version: EngineVersion, { name }: Pick<DirectiveSpec, 'name'>): string {
  return (isValkey(version) ? renamedIn(version, name) : undefined) ?? name;
}

/** What a version has of a directive. */
export interface VersionRow {
  readonly version: EngineVersion;
  readonly spec: DirectiveSpec;
}

/** What each version has of a directive, by any of its names: those of Redis, oldest first, then those of Valkey. */
export function rowsOf(kind: DocumentKind, name: string): readonly VersionRow[] {
  const asked = valkeyName(name.toLowerCase())?.redisName ?? name;
  return ENGINE_VERSIONS.flatMap((version) => {
    const spec = findDirective(kind, version, asked);
    return spec === undefined ? [] : [{ version, spec }];
  });
}

/** The name that somebody who wrote `name` may have meant; undefined if none is near. */
export function nearestDirective(
  kind: DocumentKind,
  version: EngineVersion,
  name: string,
): string | undefined {
  return nearest(name.toLowerCase(), tableOf(kind, version).keys());
}

function isIn({ since, until }: DirectiveSpec, version: RedisVersion): boolean {
  return (
    (since === undefined || compareVersions(since, version) <= 0) &&
    (until === undefined || compareVersions(version, until) <= 0)
  );
}

function tableOf(kind: DocumentKind, version: EngineVersion): Table {
  const known = tables[kind].get(version);
  if (known !== undefined) return known;
  const table = makeTable(directivesOf(kind, version));
  tables[kind].set(version, table);
  return table;
}

function makeTable(specs: readonly DirectiveSpec[]): Table {
  return new Map(specs.flatMap((spec) => [spec.name, ...spec.aliases].map((name) => [name, spec] as const)));
}
