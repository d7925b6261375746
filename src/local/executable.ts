/** Whether this machine can run a file as a program under any name. */
import { closeSync, openSync, readSync } from 'node:fs';

/** The first bytes of an ELF file, by what they tell (elf(5)). */
const HEADER = 20;
const MAGIC = '\x7fELF';
const CLASS = 4;
const DATA = 5;
const SYSTEM = 7;
const MACHINE = 18;

/** ELFOSABI_FREEBSD; Linux has other numbers. */
const FREEBSD = 9;

/** Why this machine cannot run a file, or not under another name than its own, as what the file is; undefined if it can. */
export function unfitness(path: string): string | undefined {
  const [head, own] = [headOf(path), headOf(process.execPath)];
  if (head.toString('latin1', 0, 2) === '#!')
    return 'a script, which cannot be called by the names of other programs';
  if (head.toString('latin1', 0, MAGIC.length) !== MAGIC) return 'no binary';
  if (head[SYSTEM] === FREEBSD) return 'built for FreeBSD, and hosts on this machine run what Linux runs';
  const isOfKind = [CLASS, DATA, MACHINE, MACHINE + 1].every((at) => head[at] === own[at]);
  return isOfKind ? undefined : `built for another processor than that of this machine, ${process.arch}`;
}

function headOf(path: string): Buffer {
  const head = Buffer.alloc(HEADER);
  const file = openSync(path, 'r');
  try {
    readSync(file, head, 0, HEADER, 0);
    return head;
  } finally {
    closeSync(file);
  }
}
