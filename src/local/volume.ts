/** Volumes: what is on each disk byte by byte, and the files of its file system, in a folder that outlives hosts. */
import { existsSync, mkdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { run } from './run.ts';

const SIZE = 8 * 2 ** 30;

/** Makes a volume where there is none: all zeros, as EBS gives it. Holes in the file cost nothing. */
export function makeVolume(folder: string, size = SIZE): void {
  const disk = join(folder, 'disk');
  if (existsSync(disk)) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(disk, '');
  truncateSync(disk, size);
}

/** Copies a volume, or a snapshot of one, with its owners and times. Holes stay holes. */
export async function copyVolume(from: string, to: string): Promise<void> {
  await run(['cp', '--archive', '--sparse=always', from, to]);
}

/** How large the disk of a volume is, in bytes. */
export function volumeSize(folder: string): number {
  return statSync(join(folder, 'disk')).size;
}

/** Makes a volume larger; one that is not there yet is made when it is attached. Size in bytes. */
export function growVolume(folder: string, size: number): void {
  const disk = join(folder, 'disk');
  if (!existsSync(disk)) return;
  const present = volumeSize(folder);
  if (size < present)
    throw new UserError(`a volume cannot be made smaller, from ${present} to ${size} bytes; give more`);
  truncateSync(disk, size);
}
