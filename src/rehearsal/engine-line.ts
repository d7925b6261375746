/** Whether what runs on the hosts of a rehearsal is what would be deployed. */
import { packageTitle } from '../definition/packages.ts';
import { catalogueVersionOf, type Engine } from '../local/engine.ts';
import { type EngineVersion, titleOf } from '../redis/catalogue/index.ts';

/**
 * Warns where the engine is of another line than the package; undefined where it is of the same.
 *
 * @param line of the environment
 */
export function engineWarning(
  engine: Pick<Engine, 'name' | 'version'>,
  line: EngineVersion,
): string | undefined {
  if (catalogueVersionOf(engine) === line) return undefined;
  return `${engine.name} ${engine.version} was rehearsed, and the package ${packageTitle(line)} is ${titleOf(line)}: what changed between the two is not told`;
}
