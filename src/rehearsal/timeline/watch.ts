/** One program of a group, asked the same thing again and again. */
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Client, Command } from '../../group/client.ts';
import type { Reply } from '../../group/reply.ts';
import type { Sample } from './samples.ts';

/**
 * A program that has not answered for so long is silent since it was asked. The question stays open for longer: a program
 * that hangs answers it as soon as it goes on, and on a busy machine not even a connection may be made in this time.
 */
export const SILENCE = milliseconds(250);

/** How soon a program that could not be asked is connected to again. */
export const RETRY = milliseconds(50);

/** Keeps what a program says. It is asked one thing at a time, so that a silent one has no more than one question open. */
export class Watch<Said> {
  readonly samples: Sample<Said>[] = [];
  readonly #client: Client;
  readonly #command: Command;
  readonly #read: (reply: Reply) => Said | undefined;
  #isAsking = false;
  #next: number = Number.NEGATIVE_INFINITY;

  constructor(client: Client, command: Command, read: (reply: Reply) => Said | undefined) {
    this.#client = client;
    this.#command = command;
    this.#read = read;
  }

  /** Asks once, unless an answer is waited for still or the program could not be asked just now. */
  async ask(): Promise<void> {
    const asked = monotonicNow();
    if (this.#isAsking || asked < this.#next) return;
    this.#isAsking = true;
    const silence = setTimeout(() => setImmediate(() => this.#miss(asked)), SILENCE);
    try {
      const reply = await this.#client.ask(this.#command);
      this.#keep(monotonicNow(), this.#read(reply));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#keep(asked, undefined);
      this.#next = monotonicNow() + RETRY;
    } finally {
      clearTimeout(silence);
      this.#isAsking = false;
    }
  }

  /** That a first connection takes its time is no silence. */
  #miss(asked: Milliseconds): void {
    if (this.#isAsking && this.samples.length > 0) this.#keep(asked, undefined);
  }

  #keep(at: Milliseconds, said: Said | undefined): void {
    this.samples.push({ at, said });
  }
}
