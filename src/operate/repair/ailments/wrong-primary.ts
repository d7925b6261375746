import { formatPlace } from '../../status/place.ts';
import type { Ailment } from '../ailment.ts';
import { dataHostAt, dataOf, type Examination } from '../examination.ts';
import { guarded } from '../guarded.ts';
import type { Lead } from '../lead.ts';
import { follow } from '../steps/follow.ts';

/** Replicas that follow another host than the primary, or nobody. */
export function wrongPrimary(
  examination: Examination,
  lead: Lead,
  keep: string | undefined,
): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  const { host: primary } = lead;
  return dataOf(examination)
    .filter(({ host, facts }) => host !== primary.host && facts.role === 'replica' && !facts.loading)
    .flatMap((replica) => {
      const { following } = replica.facts;
      if (following !== undefined && dataHostAt(examination, following.primary) === primary.host) return [];
      const followed = following === undefined ? 'nobody' : formatPlace(following.primary);
      return [
        {
          kind: 'wrong-primary',
          hosts: [replica.host],
          seen: `${replica.host} follows ${followed} instead of ${primary.host}`,
          means: `it does not get what is written to ${primary.host} from there, and does not count for its write guard`,
          cure: guarded(primary, replica, keep, (loss) => [follow(replica, primary, loss)]),
        },
      ];
    });
}
