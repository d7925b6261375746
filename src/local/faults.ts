import type { Faults, FaultySource } from './protocol.ts';

/** Counts down the requests that are to fail. */
export class FaultCounter {
  readonly #left = new Map<FaultySource, number>();

  /** Sets how many of the next requests fail; sources that are not named stay as they are. */
  set(faults: Faults): void {
    for (const source of ['mirror', 'metadata', 'credentials', 'secrets'] as const) {
      const count = faults[source];
      if (count !== undefined) this.#left.set(source, count);
    }
  }

  /** Whether this request fails; each yes uses one up. */
  strikes(source: FaultySource): boolean {
    const left = this.#left.get(source) ?? 0;
    if (left > 0) this.#left.set(source, left - 1);
    return left > 0;
  }
}
