/** Locks on states that are files of this machine. */
import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { textIfThere } from '../../base/files.ts';
import { machineOf, parseLock, type StateLock } from './lock-info.ts';

/** A lock on a file. */
export interface FileLock extends StateLock {
  /** What Terraform wrote, as it stands there. */
  readonly text: string;
  /** What has it: the number of a process of this machine, nothing any more, or what this machine cannot know. */
  readonly holder: number | 'nothing' | 'unknown';
}

/** Where Terraform writes who has a state (statemgr, Filesystem). */
export function lockFile(state: string): string {
  return join(dirname(state), `.${basename(state)}.lock.info`);
}

/**
 * What is written of the lock on a state; undefined if nothing is. Terraform locks the state itself (fcntl) and writes the
 * file beside it only to tell who did: what stays of one that was killed keeps nobody out.
 */
export function readFileLock(state: string): FileLock | undefined {
  const text = textIfThere(lockFile(state));
  if (text === undefined) return undefined;
  const lock = parseLock(text);
  return { ...lock, text, holder: machineOf(lock) === hostname() ? holderOf(state) : 'unknown' };
}

/** A line of the kernel (proc_locks(5)): the process, and the device and inode of the file that it has locked. */
const LOCKED = /^\d+: POSIX +\S+ +\S+ +(\d+) [\da-f]+:[\da-f]+:(\d+) /gm;

function holderOf(state: string): FileLock['holder'] {
  const locks = textIfThere('/proc/locks');
  if (locks === undefined) return 'unknown';
  // File systems in layers name another device there than to those who ask for the file, so the inode has to do.
  const inode = String(statSync(state, { throwIfNoEntry: false })?.ino);
  const line = [...locks.matchAll(LOCKED)].find(([, , locked]) => locked === inode);
  return line === undefined ? 'nothing' : Number(line[1]);
}
