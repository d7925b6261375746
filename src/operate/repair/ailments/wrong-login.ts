import type { Ailment } from '../ailment.ts';
import { dataHostAt, dataOf, type Examination, isLockedOut } from '../examination.ts';
import { guarded } from '../guarded.ts';
import type { Lead } from '../lead.ts';
import { giveLogin } from '../steps/give-login.ts';

/** Replicas without a link that show another user or password (masteruser, masterauth) than the primary asks for. */
export function wrongLogin(
  examination: Examination,
  lead: Lead,
  keep: string | undefined,
): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  const { host: primary } = lead;
  return dataOf(examination)
    .filter((replica) => {
      const { host, facts } = replica;
      const isLinked =
        facts.following?.link === 'up' && isPrimary(examination, primary.host, facts.following.primary);
      return host !== primary.host && !isLinked && isLockedOut(replica, primary);
    })
    .map((replica) => ({
      kind: 'wrong-login',
      hosts: [replica.host],
      seen: `${replica.host} shows another login (masteruser, masterauth) than ${primary.host} asks for, and is not in sync`,
      means:
        replica.facts.following?.wasUp === false
          ? EMPTY
          : 'it gets no writes, and lacks them if it is promoted',
      cure: guarded(primary, replica, keep, (loss) => [giveLogin(replica, primary, loss)]),
    }));
}

/** Sentinel promotes one that was never in sync like any other (redis sentinel.c, sentinelSelectSlave). */
const EMPTY = 'it would be promoted with what it started with, and all others would be emptied to that';

function isPrimary(
  examination: Examination,
  primary: string,
  followed: Parameters<typeof dataHostAt>[1],
): boolean {
  return dataHostAt(examination, followed) === primary;
}
