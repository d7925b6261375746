/** Which engine a program is. */
import { type EngineVersion, findVersion } from '../../redis/catalogue/index.ts';

/** An engine as it says of itself. */
export interface Engine {
  /** What the catalogue knows it as; undefined where it knows no such version. */
  readonly version: EngineVersion | undefined;
  /** With its patch, for example `Valkey 8.1.1`. */
  readonly title: string;
}

/**
 * The engine from the fields of `INFO server`; undefined if they name none. Valkey calls itself 7.2.4 as a Redis (measured
 * with 8.1.1 and 9.1.2).
 */
export function engineOf(info: ReadonlyMap<string, string>): Engine | undefined {
  const valkey = info.get('valkey_version');
  if (valkey !== undefined)
    return { version: findVersion(`valkey-${lineOf(valkey)}`), title: `Valkey ${valkey}` };
  const redis = info.get('redis_version');
  return redis === undefined ? undefined : { version: findVersion(lineOf(redis)), title: `Redis ${redis}` };
}

/** The line of releases of a release. */
function lineOf(release: string): string {
  return release.split('.', 2).join('.');
}
