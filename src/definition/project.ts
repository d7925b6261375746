/** The project that commands are about: the present folder, whose environments are the files of its `stacks/`. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, onOneLine, UserError } from '../base/errors.ts';

/** How the files in `stacks/` end: programs in TypeScript, or plain data. */
const ENDINGS = ['.ts', '.json'] as const;

/** How any file of a definition may end, which stands elsewhere. */
const ENDING = /\.([cm]?[jt]s|json)$/;

/** The environments of vedette's own checkout, which its package does not have. */
const OWN = fileURLToPath(new URL('../../stacks/', import.meta.url));

/**
 * The folder of the environments that are known by name: `stacks/` of the present folder, else that of vedette's
 * checkout. Folders above are not searched: a definition is a program, and theirs may be somebody else's.
 */
export function stacksFolder(): string {
  const here = resolve('stacks');
  return !isFolder(here) && isFolder(OWN) ? OWN : here;
}

/**
 * The names of the environments in `stacks/`, sorted.
 *
 * @throws UserError if there is none
 */
export function environmentNames(): readonly string[] {
  const names = namesIn(stacksFolder());
  if (names.length > 0) return names;
  throw new UserError(
    'stacks: there is no environment here; write one with vedette init, or give the folder of the project with --dir',
  );
}

/** The names of the environments in a folder, sorted. */
export function namesIn(folder: string): readonly string[] {
  return [...new Set(definitionsIn(folder).map(environmentOf))].sort();
}

/** The files of a folder that may be definitions; none of a folder that is not there. */
export function definitionsIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).filter(isEnvironment) : [];
}

/** True for the name of a file that is an environment where it stands in `stacks/`. */
export function isEnvironment(file: string): boolean {
  return ENDINGS.some((ending) => file.endsWith(ending)) && !file.endsWith('.d.ts');
}

/** True for the path of a file that may be a definition. */
export function isDefinition(path: string): boolean {
  return ENDING.test(path);
}

/** The name of the environment that a file in `stacks/` stands for. */
export function environmentOf(file: string): string {
  return basename(file, extname(file));
}

/** True where a path is meant and not a name in `stacks/`. */
export function isPath(nameOrPath: string): boolean {
  return /[/\\]/.test(nameOrPath) || isDefinition(nameOrPath);
}

/** The files that a name in `stacks/` or a path may mean, whether they are there or not. */
export function possibleFiles(nameOrPath: string): readonly [string, ...string[]] {
  if (isPath(nameOrPath)) return [resolve(nameOrPath)];
  const [first, ...others] = ENDINGS;
  const withEnding = (ending: string): string => join(stacksFolder(), nameOrPath + ending);
  return [withEnding(first), ...others.map(withEnding)];
}

/**
 * The file that a name in `stacks/` or a path means, whether it is there or not.
 *
 * @throws UserError if the name has two files
 */
export function definitionFile(nameOrPath: string): string {
  const files = possibleFiles(nameOrPath);
  const [present = files[0], second] = files.filter((file) => existsSync(file));
  if (second === undefined) return present;
  const names = files.map((file) => basename(file)).join(' and ');
  throw new UserError(`${nameOrPath}: stacks/ has ${names}; take one of them away`);
}

/** @throws UserError if nobody may look */
function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch (error) {
    throw new UserError(
      `${onOneLine(path)} cannot be looked at: ${messageOf(error)}; run this in a folder that you may read, or give one with --dir`,
      { cause: error },
    );
  }
}
