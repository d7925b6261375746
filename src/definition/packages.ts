import type { RedisVersion } from '../redis/catalogue/version.ts';
import { supportOf } from './support.ts';

/** A Redis package of the FreeBSD ports collection. */
export interface RedisPackage {
  /** The version whose directives apply. */
  readonly version: RedisVersion;
  /** The licence, since it changed between versions. */
  readonly licence: string;
}

/** The packages that can be installed: ports databases/redis*. The package `redis` floats to the next major version. */
export const PACKAGES = {
  redis72: { version: '7.2', licence: 'BSD-3-Clause' },
  redis74: { version: '7.4', licence: 'RSALv2 and SSPLv1' },
  redis80: { version: '8.0', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis82: { version: '8.2', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis84: { version: '8.4', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis86: { version: '8.6', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis88: { version: '8.8', licence: 'RSALv2, SSPLv1 or AGPLv3' },
} as const satisfies Record<string, RedisPackage>;

/** The name of a package that can be installed. */
export type PackageName = keyof typeof PACKAGES;

/** Packages that people know and cannot use, with the reason. */
export const GONE_PACKAGES: Readonly<Record<string, string>> = {
  redis: 'it moves to the next major version by itself',
  redis62: 'vedette knows Redis from 7.0 on',
  redis70: `it expired on ${supportOf('package', 'redis70')?.until} and is gone from the ports collection`,
  valkey: 'vedette does not write its file names and directives yet',
};

/** True for a package that can be installed. */
export function isPackageName(name: string): name is PackageName {
  return Object.hasOwn(PACKAGES, name);
}
