/** How far a replica is behind its primary. */
import type { RedisFacts } from './redis-status.ts';

/** What a replica does not have yet, as far as both told. */
export interface Lag {
  /**
   * Of the stream of writes; undefined where they are not in the same one. The two are asked at the same moment, but for
   * what the network takes: of a primary that writes, so much of it is no lag.
   */
  readonly bytes: number | undefined;
  /** Since it last acknowledged, which it does once a second; undefined where it never did. */
  readonly seconds: number | undefined;
}

/** The lag of a data host that told. */
export function lagBehind(
  primary: RedisFacts,
  { address, facts }: { readonly address: string; readonly facts: RedisFacts },
): Lag {
  const isSameStream = facts.replicationId === primary.replicationId;
  return {
    bytes: isSameStream ? Math.max(0, primary.offset - facts.offset) : undefined,
    seconds:
      primary.followers.find(({ place }) => place.address === address)?.lag ?? facts.following?.downFor,
  };
}
