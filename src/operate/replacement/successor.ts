/** Who takes over from a primary that is made anew. */
import { dataHosts, type HostWithData } from '../../topology/environment.ts';
import type { ReplacementInput } from './replacement.ts';

/**
 * The data host that is to lead: when it comes to that, all but the primary are as the definition says, so that the first
 * choice of the Sentinels is as good as any. Undefined where nobody may.
 */
export function successorOf({
  environment,
  status: { primary },
}: Pick<ReplacementInput, 'environment' | 'status'>): HostWithData | undefined {
  const [first] = dataHosts(environment)
    .filter(({ name, data }) => name !== primary && data.priority > 0)
    .toSorted((one, other) => one.data.priority - other.data.priority);
  return first;
}
