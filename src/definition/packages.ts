import {
  ENGINE_VERSIONS,
  type EngineName,
  type EngineVersion,
  engineOf,
  lineOf,
} from '../redis/catalogue/version.ts';
import { supportOf } from './support.ts';

/** A package of the FreeBSD ports collection that has an engine. */
export interface EnginePackage {
  /** The version whose directives apply, where the definition names no other one. */
  readonly version: EngineVersion;
  /** What it may be at as well, since its name says no version and it moves with the ports tree. @default none */
  readonly others?: readonly EngineVersion[];
  /** The licence, since it changed between versions. */
  readonly licence: string;
}

/**
 * The packages that can be installed: ports databases/redis* and databases/valkey. The package `redis` floats to the next
 * major version. So does `valkey`, and there is no other one: a definition says which version its files are for, and the
 * first boot stops before it starts anything where another one was installed.
 */
export const PACKAGES = {
  redis72: { version: '7.2', licence: 'BSD-3-Clause' },
  redis74: { version: '7.4', licence: 'RSALv2 and SSPLv1' },
  redis80: { version: '8.0', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis82: { version: '8.2', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis84: { version: '8.4', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis86: { version: '8.6', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  redis88: { version: '8.8', licence: 'RSALv2, SSPLv1 or AGPLv3' },
  // The newest that is known of the port is 8.1.3 (freebsd-ports, databases/valkey, 30a81148).
  valkey: {
    version: 'valkey-8.1',
    others: ['valkey-8.0', 'valkey-9.0', 'valkey-9.1'],
    licence: 'BSD-3-Clause',
  },
} as const satisfies Record<string, EnginePackage>;

/** The name of a package that can be installed. */
export type PackageName = keyof typeof PACKAGES;

/** The package that an engine comes in where a definition names none. */
export const USUAL_PACKAGES = { redis: 'redis72', valkey: 'valkey' } as const satisfies Record<
  EngineName,
  PackageName
>;

/** Packages that people know and cannot use, with the reason. */
export const GONE_PACKAGES: Readonly<Record<string, string>> = {
  redis: 'it moves to the next major version by itself',
  redis62: 'vedette knows Redis from 7.0 on',
  redis70: `it expired on ${supportOf('package', 'redis70')?.until} and is gone from the ports collection`,
};

/** True for a package that can be installed. */
export function isPackageName(name: string): name is PackageName {
  return Object.hasOwn(PACKAGES, name);
}

/** The versions that a package may be at, oldest first. */
export function versionsOf(name: PackageName): readonly EngineVersion[] {
  const { version, others = [] }: EnginePackage = PACKAGES[name];
  return ENGINE_VERSIONS.filter((one) => one === version || others.includes(one));
}

/** True for a package whose name says no version. */
export function isMoving(name: PackageName): boolean {
  return versionsOf(name).length > 1;
}

/** The packages of an engine. */
export function packagesOf(engine: EngineName): readonly PackageName[] {
  return Object.keys(PACKAGES)
    .filter(isPackageName)
    .filter((name) => engineOf(PACKAGES[name].version) === engine);
}

/** The package that has a version; undefined where none has it any more. */
export function packageOf(version: EngineVersion): PackageName | undefined {
  return Object.keys(PACKAGES)
    .filter(isPackageName)
    .find((name) => versionsOf(name).includes(version));
}

/** A version by its package, as one text: `redis72`, `valkey 8.1`. */
export function packageTitle(version: EngineVersion): string {
  const name = packageOf(version);
  if (name === undefined) return `none of ${version}`;
  return isMoving(name) ? `${name} ${lineOf(version)}` : name;
}

/** The version that such a text names; undefined for any other one. */
export function versionTitled(title: string): EngineVersion | undefined {
  return ENGINE_VERSIONS.find(
    (version) => packageOf(version) !== undefined && packageTitle(version) === title,
  );
}
