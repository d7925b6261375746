import { milliseconds } from '../../../base/units.ts';
import { dataHosts, type Host, sentinelHosts } from '../../../topology/environment.ts';
import { hostAt } from '../../status/place.ts';
import { type Ailment, person } from '../ailment.ts';
import {
  dataHostAt,
  dataOf,
  type Examination,
  namersOf,
  sentinelsOf,
  type WatchingSentinel,
} from '../examination.ts';
import type { Lead } from '../lead.ts';

/** Sentinels meet by hellos of every two seconds, and learn of replicas by INFO of every ten (redis sentinel.c). */
const MET = milliseconds(16_000);

/** Sentinels that do not know others of the group, which answer here. */
export function missingPeers(examination: Examination, lead: Lead): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  return namersOf(examination, lead.host.host).flatMap((sentinel) => {
    const missing = [
      ...missingSentinels(examination, sentinel),
      ...missingReplicas(examination, lead.host.host, sentinel),
    ];
    if (missing.length === 0) return [];
    const { host } = sentinel;
    return [
      {
        kind: 'missing-peers',
        hosts: [host],
        seen: `Sentinel ${host} does not know ${missing.join(', ')}`,
        means: 'whom it does not know has no vote for it, and is not promoted',
        mendsItself: { by: 'the Sentinel', within: MET },
        cure: person(
          `see why ${host} does not hear of ${missing.join(', ')}: a rule between them, an announced address, or a user without the channel __sentinel__:hello`,
        ),
      },
    ];
  });
}

function missingSentinels(examination: Examination, { host, facts }: WatchingSentinel): readonly string[] {
  const { environment } = examination;
  const telling = sentinelsOf(examination).map((each) => each.host);
  const isKnown = ({ name, sentinel }: Host): boolean =>
    facts.sentinels.some(
      ({ myid, place }) => myid === sentinel?.myid && hostAt(environment, place, 'sentinel') === name,
    );
  return sentinelHosts(environment)
    .filter((peer) => peer.name !== host && telling.includes(peer.name) && !isKnown(peer))
    .map(({ name }) => `Sentinel ${name}`);
}

/** Those of `replica-announced no` are counted, and not told of (redis sentinel.c, sentinelCommand). */
function missingReplicas(
  examination: Examination,
  primary: string,
  { facts }: WatchingSentinel,
): readonly string[] {
  const declared = dataHosts(examination.environment).length - 1;
  if (facts.replicaCount >= declared) return [];
  const known = facts.replicas.map(({ place }) => dataHostAt(examination, place));
  return dataOf(examination)
    .filter(
      ({ facts: { following } }) =>
        following?.link === 'up' && dataHostAt(examination, following.primary) === primary,
    )
    .filter(({ host }) => !known.includes(host))
    .map(({ host }) => `replica ${host}`);
}
