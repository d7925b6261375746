/** What is about no single host: security groups, tags, volumes that grow in place. */
import { NO_PHASE, type Phase, type RolloutInput } from '../input.ts';

/** Before everything else: hosts that come need it. */
export function infrastructure({ machines: { rest, refusals } }: RolloutInput): Phase {
  const stops = refusals.map((why) => ({
    why,
    remedy: 'change the definition, or do that by vedette deploy',
  }));
  if (rest.length === 0) return { ...NO_PHASE, refusals: stops };
  return { steps: [], refusals: [...stops, NOT_YET] };
}

const NOT_YET = {
  why: 'the infrastructure beside the hosts changes, and vedette cannot roll this out yet',
  remedy: 'do that by vedette deploy first',
};
