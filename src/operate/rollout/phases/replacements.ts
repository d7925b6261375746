/** Hosts that are made anew: Sentinels and replicas first, the primary last, after the one switch-over. */
import { hostsAnew } from '../anew.ts';
import type { Phase, RolloutInput } from '../input.ts';

/** One at a time. */
export function replacements(input: RolloutInput): Phase {
  return {
    steps: [],
    refusals: hostsAnew(input).map(({ host, why }) => ({
      why: `${host} has to be made anew (${why.join('; ')}), and vedette cannot roll this out yet`,
      remedy: 'replace it by hand first',
    })),
  };
}
