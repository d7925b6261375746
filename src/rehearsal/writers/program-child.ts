/** The program that writes, seen from the process that started it. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { exitStatus } from '../../base/exit-status.ts';
import { formatDuration, type Milliseconds } from '../../base/units.ts';
import type { Acknowledged, WriterEvent } from './event.ts';
import type { WriterJob } from './job.ts';

/** Where a program reaches the addresses of the hosts: the router of a cloud. */
export interface WriterPlace {
  spawn(place: 'router', argv: readonly string[], stdio: 'pipe'): Promise<ChildProcess>;
}

const PROGRAM = fileURLToPath(new URL('./writer-process.cjs', import.meta.url));

/** One run of the program. */
export class WriterProgram {
  /** What it told so far, and its end; it grows. */
  readonly events: WriterEvent[] = [];
  readonly #child: ChildProcess;
  readonly #hearers = new Set<(event: WriterEvent) => void>();
  readonly #ended: Promise<void>;

  private constructor(child: ChildProcess) {
    const { stdout } = child;
    if (stdout === null) throw new Error('the writers were started without a pipe');
    this.#child = child;
    createInterface(stdout).on('line', (line) => {
      const events: readonly WriterEvent[] = JSON.parse(line);
      for (const event of events) this.#hear(event);
    });
    // Code of clients writes what its listeners are told.
    child.stderr?.resume();
    // Who ends early reads nothing; its end is an event.
    child.stdin?.on('error', () => undefined);
    this.#ended = once(child, 'close').then(([status, signal]) =>
      this.#hear({ kind: 'ended', at: monotonicNow(), status: exitStatus(status, signal) }),
    );
  }

  /** Starts it with its job. */
  static async start(place: WriterPlace, job: WriterJob): Promise<WriterProgram> {
    const program = new WriterProgram(await place.spawn('router', [process.execPath, PROGRAM], 'pipe'));
    program.#child.stdin?.write(`${JSON.stringify(job)}\n`);
    return program;
  }

  get hasEnded(): boolean {
    return this.events.at(-1)?.kind === 'ended';
  }

  /**
   * The next acknowledged write for which something holds.
   *
   * @throws UserError if there is none in time
   */
  next(holds: (write: Acknowledged) => boolean, patience: Milliseconds): Promise<Acknowledged> {
    return new Promise((resolve, reject) => {
      const look = (event: WriterEvent): void => {
        if (event.kind !== 'acknowledged' || !holds(event)) return;
        forget();
        resolve(event);
      };
      const limit = setTimeout(() => {
        forget();
        reject(new UserError(`the writers waited ${formatDuration(patience)} in vain; ${this.#last()}`));
      }, patience);
      const forget = (): void => {
        clearTimeout(limit);
        this.#hearers.delete(look);
      };
      this.#hearers.add(look);
    });
  }

  /** Asks it to end, and waits until it has; one that does not is killed. */
  async stop(patience: Milliseconds): Promise<void> {
    this.#child.stdin?.write('stop\n');
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), patience);
    await this.#ended;
    clearTimeout(limit);
  }

  /** Ends it at once. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** What they met last, in words. */
  #last(): string {
    const last = this.events.findLast((event) => 'error' in event || event.kind === 'ended');
    if (last === undefined) return 'they met no error';
    return 'error' in last ? `their last error is ${last.error}` : `their program ended with ${last.status}`;
  }

  #hear(event: WriterEvent): void {
    this.events.push(event);
    for (const hear of this.#hearers) hear(event);
  }
}
