/** The files of a host as they are shown and written. */
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../base/errors.ts';
import { makeFolder, replaceFile } from '../base/files.ts';
import type { HostFiles } from './host-files.ts';

const FILES = ['redis.conf', 'sentinel.conf', 'boot.sh', 'user-data.sh'] as const;

/** The name of a file that a host may have. */
export type HostFile = (typeof FILES)[number];

/** A host and the text of each of its files. */
export interface HostFolder {
  readonly host: string;
  readonly files: Readonly<Partial<Record<HostFile, string>>>;
}

/** Names the files of a host; it has no others. */
export function hostFolder({ host, redisConf, sentinelConf, bootScript, userData }: HostFiles): HostFolder {
  return {
    host,
    files: {
      ...(redisConf === undefined ? {} : { 'redis.conf': redisConf }),
      ...(sentinelConf === undefined ? {} : { 'sentinel.conf': sentinelConf }),
      'boot.sh': bootScript,
      'user-data.sh': userData,
    },
  };
}

/** The language of a file, as Markdown names it. */
export function languageOf(file: string): string {
  return file.endsWith('.sh') ? 'sh' : 'conf';
}

/**
 * Writes `<out>/<host>/<file>` and removes what an earlier run wrote and the host no longer has. A file is replaced
 * whole or not at all.
 *
 * @returns the paths written
 * @throws UserError if a folder cannot be made or a file not be written
 */
export function writeFolders(folders: readonly HostFolder[], out: string): readonly string[] {
  try {
    if (statSync(out, { throwIfNoEntry: false })?.isFile())
      throw new UserError(`--out ${out} is a file; give a folder, which is made where there is none`);
    return folders.flatMap((folder) => writeFolder(folder, join(out, folder.host)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--out ${out} cannot be written: ${messageOf(error)}; give another folder`, {
      cause: error,
    });
  }
}

function writeFolder({ files }: HostFolder, path: string): readonly string[] {
  makeFolder(path);
  return FILES.flatMap((name) => {
    const file = join(path, name);
    const text = files[name];
    if (text === undefined) rmSync(file, { force: true });
    else replaceFile(file, text, name.endsWith('.sh') ? 0o755 : 0o644);
    return text === undefined ? [] : [file];
  });
}
