/** One program of a group, asked the same thing again and again. */
import { monotonicNow } from '../../base/clock.ts';
import { UserError } from '../../base/errors.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Client, Command } from '../../group/client.ts';
import type { Reply } from '../../group/reply.ts';
import type { Sample } from './samples.ts';

/** A program that has not answered for so long is silent since it was asked. */
export const SILENCE = milliseconds(250);

/** How soon a program that was silent is connected to again. */
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

  /** Asks once, unless an answer is waited for still or the program was silent just now. */
  async ask(): Promise<void> {
    const asked = monotonicNow();
    if (this.#isAsking || asked < this.#next) return;
    this.#isAsking = true;
    try {
      const reply = await this.#client.ask(this.#command, SILENCE);
      this.#keep(monotonicNow(), this.#read(reply));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.#keep(asked, undefined);
      this.#next = monotonicNow() + RETRY;
    } finally {
      this.#isAsking = false;
    }
  }

  #keep(at: Milliseconds, said: Said | undefined): void {
    this.samples.push({ at, said });
  }
}
