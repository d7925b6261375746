/** A folder for sockets that nobody else may use. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A path of a unix socket has at most 103 bytes (macOS), and ssh puts 17 behind that of its own. */
const LONGEST = 60;

/** What means nothing to ssh in a path. */
const PLAIN = /^[\w./+-]+$/;

/** A folder. */
export interface PrivateFolder {
  readonly path: string;
  /** Removes it with what it holds. Doing so again is no error. */
  remove(): void;
}

/** Makes it, for this user alone (mkdtemp, 0700). */
export function makePrivateFolder(): PrivateFolder {
  const parent = tmpdir();
  const isFit = parent.length <= LONGEST && PLAIN.test(parent);
  const path = mkdtempSync(join(isFit ? parent : '/tmp', 'vedette-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
