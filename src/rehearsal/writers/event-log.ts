/** What the programs that write told so far, and who waits for more. */
import { UserError } from '../../base/errors.ts';
import { formatDuration, type Milliseconds } from '../../base/units.ts';
import type { Acknowledged, WriterEvent } from './event.ts';

/** Events in the order in which they came to be known. */
export class EventLog {
  /** It grows. */
  readonly events: WriterEvent[] = [];
  readonly #hearers = new Set<(event: WriterEvent) => void>();

  add(event: WriterEvent): void {
    this.events.push(event);
    for (const hear of this.#hearers) hear(event);
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

  /** What they met last, in words. */
  #last(): string {
    const last = this.events.findLast((event) => 'error' in event || event.kind === 'ended');
    if (last === undefined) return 'they met no error';
    return 'error' in last
      ? `their last error is ${last.error}`
      : `a program of them ended with ${last.status}`;
  }
}
