/** The folder of one run of Terraform: nobody else's synth, plan or lock gets into it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeFolder } from '../../base/files.ts';

/** Beside the states, of the working directory as they are. */
const RUNS = '.vedette/runs';

/** What a run leaves that was killed with all of its helpers; no run takes as long. */
const OLD = 24 * 3_600_000;

/**
 * Ends Terraform in order and removes the folder once vedette has ended without doing so, as when it was killed: then its
 * pipe is closed. Each line that it reads tells the process of Terraform that runs now, and whether that was told to end
 * already: a second signal would make it leave what it works on.
 */
const WATCHER = `
pid= told=
while read -r process signal; do pid=$process told=$signal; done
if [ -n "$pid" ]; then
  [ -n "$told" ] || kill -INT "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 1; done
fi
rm -rf -- "$1"`;

/** A folder that goes with `using`, and however this process ends. */
export interface RunFolder extends Disposable {
  /** Its absolute path. */
  readonly path: string;
  /** Says which process of Terraform works in it now, and whether it was told to end; undefined for none. */
  watch(pid: number | undefined, isTold?: boolean): void;
}

/** Makes one, readable by this user alone. */
export function makeRunFolder(name: string): RunFolder {
  const parent = resolve(RUNS);
  makeFolder(parent);
  removeOld(parent);
  const path = mkdtempSync(join(parent, `${name}-`));
  const watcher = spawn('sh', ['-c', WATCHER, 'sh', path], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  // Without it only what a killed run leaves behind is not removed.
  watcher.on('error', () => undefined);
  watcher.stdin.on('error', () => undefined);
  watcher.unref();
  return {
    path,
    watch: (pid, isTold = false) => watcher.stdin.write(`${pid ?? ''} ${isTold ? 'told' : ''}\n`),
    [Symbol.dispose]: () => {
      rmSync(path, { recursive: true, force: true });
      watcher.stdin.end('\n');
    },
  };
}

function removeOld(parent: string): void {
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats !== undefined && Date.now() - stats.mtimeMs > OLD)
      rmSync(path, { recursive: true, force: true });
  }
}
