/** A text in a folder of this machine. */
import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, messageOf, UserError } from '../base/errors.ts';
import { makeFolder, textIfThere } from '../base/files.ts';
import type { Kept, Store } from './store.ts';

/**
 * How many versions stay. A number that is free again would let somebody write what came of a text that was replaced
 * long ago, so as many stay as nobody sleeps through; and they are a history.
 */
const KEPT = 100;

/** The name of a version. */
const VERSION = /^(\d{1,15})\.json$/;

/**
 * A file for each version, by number: who makes the next one first wins, and no lock is left behind where a process is
 * killed. A file appears under its number only once it is whole.
 *
 * @param what is kept, as messages name it
 */
export function folderStore(folder: string, what = 'the list of created environments'): Store {
  return {
    place: folder,
    async read() {
      return attempted(folder, what, () => newest(folder));
    },
    async replace(version, text) {
      return attempted(folder, what, () => append(folder, Number(version ?? 0) + 1, text));
    },
  };
}

/** What others took away between the look into the folder and that into the file was replaced. */
function newest(folder: string): Kept {
  for (let missing: number | undefined; ; ) {
    const [last] = versionsIn(folder);
    if (last === undefined) return { text: undefined, version: undefined };
    const file = join(folder, `${last}.json`);
    const text = textIfThere(file);
    if (text !== undefined) return { text, version: String(last) };
    if (last === missing) throw new Error(`${file} is a link to nothing`);
    missing = last;
  }
}

function append(folder: string, version: number, text: string): boolean {
  const unfinished = join(folder, `${randomUUID()}.new`);
  try {
    // Somebody else may make it at the same moment, and is told from the first try like one who wrote a version.
    makeFolder(folder);
    writeFileSync(unfinished, text);
    linkSync(unfinished, join(folder, `${version}.json`));
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(unfinished, { force: true });
  }
  for (const old of versionsIn(folder).slice(KEPT)) rmSync(join(folder, `${old}.json`), { force: true });
  return true;
}

/** The numbers of the versions, newest first. */
function versionsIn(folder: string): readonly number[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => VERSION.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((one, other) => other - one);
}

function attempted<Result>(folder: string, what: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new UserError(
      `${folder}: ${what} cannot be kept there (${messageOf(error)}); make it a folder that you may write to`,
      { cause: error },
    );
  }
}
