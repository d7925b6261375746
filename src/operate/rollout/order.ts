/** In which order hosts are changed: who is missed least comes first, the primary last. */
import type { DocumentKind } from '../../redis/document.ts';
import { type Environment, type Host, hasData, hasSentinel } from '../../topology/environment.ts';

/** Why replicas come before the primary. */
export const PRIMARY_LAST = 'the primary is changed last, when all others have it and can take its place';

/** Why Sentinels come one by one. */
export const ONE_SENTINEL = 'one Sentinel after the other, so that a majority goes on watching';

/** Why a running program has its turn when it has. */
export function whyInTurn(program: DocumentKind, isPrimary: boolean): string {
  if (program === 'sentinel') return ONE_SENTINEL;
  return isPrimary ? PRIMARY_LAST : 'replicas are changed one by one before the primary';
}

/**
 * Hosts that are Sentinels alone, then replicas, those that would be promoted last first, then the primary.
 *
 * @param primary the name of the host that is primary now; undefined where nobody knows
 */
export function inOrder({ hosts }: Pick<Environment, 'hosts'>, primary: string | undefined): readonly Host[] {
  return hosts.toSorted((one, other) => rank(one, primary) - rank(other, primary));
}

/** The same for the hosts that are Sentinels. */
export function sentinelsInOrder(
  environment: Pick<Environment, 'hosts'>,
  primary: string | undefined,
): readonly Host[] {
  return inOrder(environment, primary).filter(hasSentinel);
}

/** The same for the hosts that hold data. */
export function dataInOrder(
  environment: Pick<Environment, 'hosts'>,
  primary: string | undefined,
): readonly Host[] {
  return inOrder(environment, primary).filter(hasData);
}

/** Sentinels promote the replica of the lowest priority, and none of priority 0. */
function rank({ name, data }: Host, primary: string | undefined): number {
  if (name === primary) return Number.MAX_SAFE_INTEGER;
  if (data === undefined) return Number.MIN_SAFE_INTEGER;
  return data.priority === 0 ? Number.MIN_SAFE_INTEGER + 1 : -data.priority;
}
