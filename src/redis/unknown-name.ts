/** What a name may be that a version does not know, and what to do then. */

import {
  type EngineVersion,
  findDirective,
  isValkey,
  nearestDirective,
  REDIS_VERSIONS,
  titleOf,
  VALKEY_VERSIONS,
  valkeyName,
} from './catalogue/index.ts';
import type { DocumentKind } from './document.ts';
import { isUndotted, UNDOTTED } from './foreign.ts';

/** How names of settings begin that the modules of Redis 8 have (redis-full.conf of Redis 8.4). */
const BUNDLED = /^(?:bf|cf|search|ts)-./;

/** Where a name stands. */
export interface Surroundings {
  readonly version: EngineVersion;
  readonly kind: DocumentKind;
  /** The file loads a module. */
  readonly modules: boolean;
}

/**
 * Why a name at the start of a line, or behind the word `sentinel`, is refused: the end of a sentence that begins with
 * it. Nothing of its values is in it: nobody knows whether they hold a secret.
 */
export function refusalOfName(name: string, { version, kind, modules }: Surroundings): string {
  const misplaced = findDirective(kind, version, name);
  if (misplaced?.form === 'plain') return 'is no option of sentinel; write it without that word';
  if (misplaced !== undefined) return 'is an option of sentinel; write that word before it';
  if (name.includes('.'))
    return 'is a setting of a module, and no loadmodule loads one; add that line, or remove this one';
  const ofValkey = isValkey(version) ? undefined : inValkey(name);
  if (ofValkey !== undefined) return ofValkey;
  const unknown = `is not a directive of ${kind}.conf in ${titleOf(version)}`;
  return adviceFor(name, { version, kind, modules }, unknown);
}

/** The end of an advice: what is to be said where another version reads the file. */
export function readBy(version: EngineVersion): string {
  return `give --redis-version ${version} where that reads the file`;
}

/** A directive whose name is near; undefined if none is. */
export function meant(
  name: string,
  { kind, version }: Pick<Surroundings, 'kind' | 'version'>,
): string | undefined {
  const near = nearestDirective(kind, version, name);
  return near === undefined ? undefined : `did you mean ${near}?`;
}

function inValkey(name: string): string | undefined {
  const found = valkeyName(name);
  if (found === undefined) return undefined;
  const { since, redisName } = found;
  return redisName === undefined
    ? `is a directive of ${titleOf(since)}; ${readBy(since)}`
    : `is what Valkey calls ${redisName}; write ${redisName}, or ${readBy(since)}`;
}

function adviceFor(name: string, where: Surroundings, unknown: string): string {
  const { version, kind } = where;
  const brought = [...REDIS_VERSIONS, ...VALKEY_VERSIONS].find(
    (candidate) => findDirective(kind, candidate, name) !== undefined,
  );
  if (brought !== undefined) return `${unknown}; ${titleOf(brought)} brought it, so ${readBy(brought)}`;
  if (kind === 'redis' && BUNDLED.test(name)) return ofModule(where);
  const near = meant(name, where);
  if (near === undefined && where.modules && !isUndotted(version))
    return `${unknown}, which takes settings of modules under names with a dot; ${readBy(UNDOTTED)}, or check its name`;
  return `${unknown}; ${near ?? 'check its name'}`;
}

function ofModule({ version, modules }: Surroundings): string {
  const [load, read] = ['add that line', readBy(UNDOTTED)];
  if (isUndotted(version)) return `is a setting of a module, and no loadmodule loads one; ${load}`;
  const what = `is a setting of a module, under a name that Redis takes from ${UNDOTTED} on`;
  return modules ? `${what}; ${read}` : `${what} beside a loadmodule line; ${load}, and ${read}`;
}
