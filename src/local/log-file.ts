import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Log } from './protocol.ts';

/** What stands in a log from a byte on. One that is shorter has begun anew, and is read from its beginning. */
export function readLog(path: string, from = 0): Log {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const begin = size < from ? 0 : from;
    const bytes = Buffer.alloc(size - begin);
    const read = readSync(file, bytes, 0, bytes.length, begin);
    return { text: bytes.toString('utf8', 0, read), end: begin + read };
  } finally {
    closeSync(file);
  }
}
