/** Texts by the names of environments, of which the last that was written counts. */
import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { makeFolder, replaceFile, textIfThere } from '../base/files.ts';

/** A place for a text of each environment. */
export interface Shelf {
  /** As messages name the place of one. */
  placeOf(name: string): string;
  /** @throws UserError if it cannot be read */
  read(name: string): Promise<string | undefined>;
  /** @throws UserError if it cannot be written */
  write(name: string, text: string): Promise<void>;
  /** @throws UserError if it cannot be removed */
  remove(name: string): Promise<void>;
}

/** Files of a folder on this machine. */
export function folderShelf(folder: string): Shelf {
  const placeOf = (name: string): string => join(folder, `${name}.json`);
  return {
    placeOf,
    read: async (name) => attempted(placeOf(name), textIfThere),
    write: async (name, text) =>
      attempted(placeOf(name), (file) => {
        makeFolder(dirname(file));
        replaceFile(file, text, 0o644);
      }),
    remove: async (name) => attempted(placeOf(name), (file) => rmSync(file, { force: true })),
  };
}

function attempted<Result>(file: string, work: (file: string) => Result): Result {
  try {
    return work(file);
  } catch (error) {
    throw new UserError(
      `${file}: the definition of an environment cannot be kept there (${messageOf(error)}); make ${dirname(file)} a folder that you may write to`,
      { cause: error },
    );
  }
}
