/** The folder that `vedette render --out` writes: a folder per host with its files. */
import { basename, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { PROGRAMS, type Snapshot } from '../snapshot.ts';
import { entriesOf, isFile, isFolder } from './disk.ts';
import { type Reading, readProgram } from './file.ts';

/**
 * Reads the configuration files of all hosts of a folder as one side of a comparison.
 *
 * @throws UserError if there is none, or naming the file and the line that is wrong
 */
export function folderSnapshot(folder: string, reading: Reading): Snapshot {
  const programs = entriesOf(folder)
    .filter((name) => isFolder(join(folder, name)))
    .flatMap((host) =>
      PROGRAMS.map((program) => ({ program, path: join(folder, host, `${program}.conf`) }))
        .filter(({ path }) => isFile(path))
        .map(({ program, path }) => readProgram(path, host, { ...reading, program })),
    );
  if (programs.length === 0)
    throw new UserError(
      `${folder}: it has no <host>/redis.conf or <host>/sentinel.conf; give a folder that vedette render --out wrote`,
    );
  return { name: basename(folder), label: folder, programs };
}
