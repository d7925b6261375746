import { show } from '../base/errors.ts';
import { chosenPackage, type EngineChoice } from '../definition/engine.ts';
import { packagesOf, versionsOf } from '../definition/packages.ts';
import { ENGINE_TITLES, engineOf, lineOf, titleOf } from '../redis/catalogue/index.ts';
import type { FieldProblem } from './field-problem.ts';

/** Where a definition asks for an engine, a package and a version that do not go together. */
export function engineProblems(choice: EngineChoice): readonly FieldProblem[] {
  return [...engineOfPackage(choice), ...versionOfPackage(choice)];
}

function engineOfPackage(choice: EngineChoice): readonly FieldProblem[] {
  const name = chosenPackage(choice);
  const { engine } = choice;
  if (engine === undefined || packagesOf(engine).includes(name)) return [];
  const advice = `give one of ${packagesOf(engine).join(', ')}, or leave it out`;
  return [
    { field: 'redis.package', message: `${show(name)} is no package of ${ENGINE_TITLES[engine]}; ${advice}` },
  ];
}

function versionOfPackage(choice: EngineChoice): readonly FieldProblem[] {
  const name = chosenPackage(choice);
  const versions = versionsOf(name);
  const wanted = choice.redis?.version;
  if (wanted === undefined || versions.some((version) => lineOf(version) === wanted)) return [];
  const [only] = versions;
  const known = versions.map((version) => lineOf(version)).join(', ');
  const message =
    only !== undefined && versions.length === 1
      ? `${show(wanted)} is not what ${name} has, which is ${titleOf(only)}; leave it out`
      : `${show(wanted)} is no version of ${ENGINE_TITLES[engineOf(only ?? '7.2')]} that vedette knows; give one of ${known}`;
  return [{ field: 'redis.version', message }];
}
