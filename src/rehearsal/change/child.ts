/** The process that changes a group, seen from the one that started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ChangeEnd, ChangeEvent, ChangeJob } from './job.ts';

const PROGRAM = fileURLToPath(new URL('./process.cjs', import.meta.url));

/** One run of it. */
export class ChangeProcess {
  /** What became of it; undefined where it was killed, or ended without a word. Fulfilled when it has ended. */
  readonly ended: Promise<ChangeEnd | undefined>;
  readonly #child: ChildProcess;

  /**
   * Starts it. It has a session of its own, so that Ctrl-C reaches this process alone, and it ends with this process.
   *
   * @param folder where it lays what it has in its folder, such as the lock
   * @param hear told what it tells
   */
  constructor(job: ChangeJob, folder: string, hear: (event: ChangeEvent) => void) {
    const child = spawn(process.execPath, [PROGRAM], {
      cwd: folder,
      detached: true,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#child = child;
    let end: ChangeEnd | undefined;
    createInterface(child.stdout).on('line', (line) => {
      const event: ChangeEvent = JSON.parse(line);
      if (event.kind === 'done' || event.kind === 'stopped' || event.kind === 'refused') end = event;
      hear(event);
    });
    // Who ends early reads nothing; its end tells.
    child.stdin.on('error', () => undefined).write(`${JSON.stringify(job)}\n`);
    this.ended = once(child, 'close').then(() => end);
  }

  /** Tells it that all clients have the new password. */
  tellMoved(): void {
    this.#child.stdin?.write('moved\n');
  }

  /** Ends it at once, wherever it is. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }
}
