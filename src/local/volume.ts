/**
 * Volumes: what is on each disk byte by byte, and the files of its file system, in a folder that outlives hosts. Each folder
 * is a file system of this machine too, so that one volume can be full.
 */
import { existsSync, mkdirSync, rmSync, statfsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../base/errors.ts';
import { run } from './run.ts';

const SIZE = 8 * 2 ** 30;

/** Makes a volume where there is none: all zeros, as EBS gives it. Holes in the file cost nothing. */
export async function makeVolume(folder: string, size = SIZE): Promise<void> {
  const disk = join(folder, 'disk');
  if (existsSync(disk)) return;
  await openVolume(folder);
  writeFileSync(disk, '');
  truncateSync(disk, size);
}

/** Makes a volume that holds what a snapshot does, in place of one that is there. */
export async function restoreVolume(snapshot: string, folder: string): Promise<void> {
  await removeVolume(folder);
  await openVolume(folder);
  await copyVolume(`${snapshot}/.`, folder);
}

/** Copies a volume, or a snapshot of one, with its owners and times. Holes stay holes. */
export async function copyVolume(from: string, to: string): Promise<void> {
  await run(['cp', '--archive', '--sparse=always', from, to]);
}

/** Removes a volume with all that it holds. */
export async function removeVolume(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  await run(['umount', '--lazy', folder]);
  rmSync(folder, { recursive: true });
}

/** Leaves no room on a volume: what is there stays, and no more can be written but into pages that are begun. */
export async function fillVolume(folder: string, tries = TRIES): Promise<void> {
  const { blocks, bfree, bsize } = statfsSync(folder);
  try {
    await resize(folder, `${(blocks - bfree) * bsize}`);
  } catch (error) {
    // Somebody has written meanwhile, and a file system does not become smaller than what it holds.
    if (tries === 1) throw error;
    await fillVolume(folder, tries - 1);
  }
}

/** Gives a volume room again. */
export async function relieveVolume(folder: string): Promise<void> {
  await resize(folder, ROOM);
}

/** Of the memory of this machine; what it does not hold takes none. */
const ROOM = '50%';

const TRIES = 20;

async function openVolume(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await run(['mount', '-t', 'tmpfs', '-o', `mode=0755,size=${ROOM}`, 'vedette', folder]);
}

async function resize(folder: string, size: string): Promise<void> {
  await run(['mount', '-o', `remount,size=${size}`, folder]);
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
