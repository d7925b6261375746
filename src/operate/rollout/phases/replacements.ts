/** Hosts that are made anew: Sentinels and replicas first, the primary last, after the one switch-over. */
import { makeAnew } from '../../replacement/make-anew.ts';
import { type ReplacementInput, replacementsOf } from '../../replacement/replacement.ts';
import { successorOf } from '../../replacement/successor.ts';
import { takeOver } from '../../replacement/take-over.ts';
import type { Phase } from '../input.ts';

/** One at a time. What no order makes safe is refused where the whole roll-out is (impossible.ts). */
export function replacements(input: ReplacementInput): Phase {
  const { environment, status } = input;
  const all = replacementsOf(input);
  const successor = successorOf(input);
  const steps = all.flatMap((replacement, at) => {
    const { name } = replacement.host;
    const anew = makeAnew(input, replacement, all.slice(at + 1));
    if (name !== status.primary || successor === undefined) return [anew];
    return [takeOver(environment, name, successor, { isAnew: true, before: replacement.before }), anew];
  });
  return { steps, refusals: [] };
}
