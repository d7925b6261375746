/** The program that writes, seen from the process that started it. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { monotonicNow } from '../../base/clock.ts';
import { exitStatus } from '../../base/exit-status.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { WriterEvent } from './event.ts';
import { type MoveLine, STOP, type WriterJob } from './job.ts';
import type { WriterKind } from './kind.ts';

/** Where a program reaches the addresses of the hosts: the router of a cloud. */
export interface WriterPlace {
  spawn(place: 'router', argv: readonly string[], stdio: 'pipe'): Promise<ChildProcess>;
}

const PROGRAM = fileURLToPath(new URL('./writer-process.cjs', import.meta.url));

type Hear = (event: WriterEvent) => void;

/** One run of the program. */
export class WriterProgram {
  /** Fulfilled when it has loaded what clients need, or has ended. */
  readonly loaded: Promise<void>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess, hear: Hear) {
    const { stdout } = child;
    if (stdout === null) throw new Error('the writers were started without a pipe');
    this.#child = child;
    let isLoaded = (): void => undefined;
    const loaded = new Promise<void>((resolve) => {
      isLoaded = resolve;
    });
    createInterface(stdout).on('line', (line) => {
      const events: readonly WriterEvent[] = JSON.parse(line);
      for (const event of events) {
        if (event.kind === 'loaded') isLoaded();
        else hear(event);
      }
    });
    // Code of clients writes what its listeners are told.
    child.stderr?.resume();
    // Who ends early reads nothing; its end is an event.
    child.stdin?.on('error', () => undefined);
    this.#ended = once(child, 'close').then(([status, signal]) =>
      hear({ kind: 'ended', at: monotonicNow(), status: exitStatus(status, signal) }),
    );
    this.loaded = Promise.race([loaded, this.#ended]);
  }

  /**
   * Starts it: it loads what clients of some kinds need, and waits for its job.
   *
   * @param hear told what it tells, and its end
   */
  static async start(place: WriterPlace, kinds: readonly WriterKind[], hear: Hear): Promise<WriterProgram> {
    const child = await place.spawn('router', [process.execPath, PROGRAM, ...new Set(kinds)], 'pipe');
    return new WriterProgram(child, hear);
  }

  /** Gives it its job. */
  begin(job: WriterJob): void {
    this.#child.stdin?.write(`${JSON.stringify(job)}\n`);
  }

  /** Gives its clients another password: each is opened anew with it. */
  move(password: string): void {
    const line: MoveLine = { password };
    this.#child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  get hasEnded(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Asks it to end, and waits until it has; one that does not is killed. */
  async stop(patience: Milliseconds): Promise<void> {
    this.#child.stdin?.write(`${STOP}\n`);
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), patience);
    await this.#ended;
    clearTimeout(limit);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }
}
