/** Hosts that come: new replicas and Sentinels. */
import type { Phase, RolloutInput } from '../input.ts';
import { arriving } from '../members.ts';

/** One at a time. */
export function arrivals(input: RolloutInput): Phase {
  return {
    steps: [],
    refusals: arriving(input).map(({ name }) => ({
      why: `${name} comes, and vedette cannot roll this out yet`,
      remedy: 'add it by hand first',
    })),
  };
}
