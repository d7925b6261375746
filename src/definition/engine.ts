/** Which engine a definition asks for: `engine`, the package and the version each say a part of it, or nothing. */
import { type EngineName, type EngineVersion, engineOf, lineOf } from '../redis/catalogue/version.ts';
import type { EnvironmentDefinition } from './environment.ts';
import { PACKAGES, type PackageName, USUAL_PACKAGES, versionsOf } from './packages.ts';

/** What a definition says of its engine. */
export type EngineChoice = Pick<EnvironmentDefinition, 'engine' | 'redis'>;

/** What is installed. */
export interface ChosenEngine {
  readonly name: EngineName;
  readonly package: PackageName;
  readonly version: EngineVersion;
}

/** The package: that which is named, else the usual one of the engine, which is Redis where nothing is said. */
export function chosenPackage({ engine = 'redis', redis }: EngineChoice): PackageName {
  return redis?.package ?? USUAL_PACKAGES[engine];
}

/** The engine, its package and its version. Where they contradict each other, the package goes before. */
export function chosenEngine(choice: EngineChoice): ChosenEngine {
  const name = chosenPackage(choice);
  const wanted = versionsOf(name).find((version) => lineOf(version) === choice.redis?.version);
  const version = wanted ?? PACKAGES[name].version;
  return { name: engineOf(version), package: name, version };
}
