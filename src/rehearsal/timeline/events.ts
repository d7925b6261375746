/** What a Sentinel publishes, for as long as it is listened to. */
import { setTimeout as sleep } from 'node:timers/promises';
import { monotonicNow } from '../../base/clock.ts';
import type { Connection } from '../../group/connection.ts';
import type { SentinelEvent } from '../record.ts';
import { RETRY, SILENCE } from './watch.ts';

/** Listens to one Sentinel, again and again where the connection is lost. */
export class Listener {
  readonly events: SentinelEvent[] = [];
  readonly #host: string;
  readonly #connect: () => Promise<Connection>;
  #connection: Connection | undefined;
  #isClosed = false;

  constructor(host: string, connect: () => Promise<Connection>) {
    this.#host = host;
    this.#connect = connect;
  }

  /** Begins to listen; fulfilled when it does, or when the Sentinel has been silent for too long to wait for it. */
  open(): Promise<void> {
    return new Promise((resolve) => {
      setTimeout(resolve, SILENCE);
      void this.#listen(resolve);
    });
  }

  /** What the Sentinel publishes from now on is not heard. */
  close(): void {
    this.#isClosed = true;
    this.#connection?.close();
  }

  async #listen(told: () => void): Promise<void> {
    while (!this.#isClosed) {
      // A Sentinel that is not there is one that publishes nothing.
      await this.#hear(told).catch(() => undefined);
      await sleep(RETRY);
    }
  }

  async #hear(told: () => void): Promise<void> {
    const connection = await this.#connect();
    this.#connection = connection;
    if (this.#isClosed) connection.close();
    await connection.subscribe('*', (detail, event) => this.#keep(event, detail));
    told();
    await connection.lost;
  }

  /** Events begin with a sign; Sentinels greet each other on a channel that does not. */
  #keep(event: string, detail: string): void {
    if (/^[+-]/.test(event)) this.events.push({ at: monotonicNow(), host: this.#host, event, detail });
  }
}
