/** The folder that `vedette render --out` writes: a folder per host with its files. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { PROGRAMS, type Snapshot } from '../snapshot.ts';
import { isFile } from './disk.ts';
import { type Reading, readProgram } from './file.ts';

/**
 * Reads the configuration files of all hosts of a folder as one side of a comparison.
 *
 * @throws UserError if there is none, or naming the file and the line that is wrong
 */
export function folderSnapshot(folder: string, reading: Reading): Snapshot {
  const programs = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
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
