/** Hosts that leave: removed replicas and Sentinels, which the others forget. */
import type { Phase, RolloutInput } from '../input.ts';
import { leaving } from '../members.ts';

/** One at a time. */
export function departures(input: RolloutInput): Phase {
  return {
    steps: [],
    refusals: leaving(input).map(({ name }) => ({
      why: `${name} leaves, and vedette cannot roll this out yet`,
      remedy: 'remove it by hand first',
    })),
  };
}
