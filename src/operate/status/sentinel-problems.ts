/** What is not as it should be with what the Sentinels tell, beside what health is judged by. */
import { type Environment, type HostWithSentinel, sentinelHosts } from '../../topology/environment.ts';
import { isTelling, type Telling } from './judge-failover.ts';
import { formatPlace, hostAt } from './place.ts';
import type { Observed } from './status.ts';

/** Every problem, as a clause. */
export function sentinelProblems(environment: Environment, { sentinels }: Observed): readonly string[] {
  const telling = sentinels.filter(isTelling);
  return [
    ...splitViews(telling),
    ...telling.flatMap((sentinel) =>
      [ownProblems, peerProblems, replicaProblems].flatMap((problems) => problems(environment, sentinel)),
    ),
  ];
}

/** Those that have not heard of the last failover, or lost what they knew of it. */
function splitViews(telling: readonly Telling[]): readonly string[] {
  const views = new Set(telling.map(({ facts }) => `${formatPlace(facts.primary)} ${facts.configEpoch}`));
  if (views.size < 2) return [];
  return telling.map(
    ({ host, facts }) =>
      `Sentinel ${host} names ${formatPlace(facts.primary)} of epoch ${facts.configEpoch}, and others another one`,
  );
}

function ownProblems(environment: Environment, { host, facts }: Telling): readonly string[] {
  const { quorum } = environment.sentinel;
  const declared = sentinelHosts(environment).find(({ name }) => name === host)?.sentinel.myid;
  return [
    ...(facts.myid === declared ? [] : [`Sentinel ${host} has the id ${facts.myid} instead of ${declared}`]),
    ...(facts.quorum === quorum ? [] : [`Sentinel ${host} has quorum ${facts.quorum} instead of ${quorum}`]),
    ...(facts.tilt ? [`Sentinel ${host} is in TILT: it does nothing for 30 s`] : []),
    ...(facts.failover === undefined
      ? []
      : [`Sentinel ${host} leads a failover, which is ${facts.failover}`]),
    ...(facts.ckquorum.ok ? [] : [`Sentinel ${host} says ${facts.ckquorum.said}`]),
  ];
}

/** Those that it knows and nobody declared count for every majority; those that it does not know get no vote from it. */
function peerProblems(environment: Environment, { host, facts }: Telling): readonly string[] {
  const peers = sentinelHosts(environment).filter(({ name }) => name !== host);
  const known = (peer: HostWithSentinel) => facts.sentinels.find(({ myid }) => myid === peer.sentinel.myid);
  const strangers = facts.sentinels.filter(
    ({ myid }) => !peers.some(({ sentinel }) => sentinel.myid === myid),
  );
  return [
    ...peers.flatMap((peer) => {
      const found = known(peer);
      if (found === undefined) return [`Sentinel ${host} does not know Sentinel ${peer.name}`];
      return found.flags.includes('s_down') ? [`Sentinel ${host} finds Sentinel ${peer.name} down`] : [];
    }),
    ...strangers.map(
      ({ place }) =>
        `Sentinel ${host} knows a Sentinel at ${formatPlace(place)} that is not declared, and counts it for every majority`,
    ),
  ];
}

function replicaProblems(environment: Environment, { host, facts }: Telling): readonly string[] {
  return facts.replicas
    .filter(({ place }) => hostAt(environment, place, 'redis') === undefined)
    .map(({ place }) => `Sentinel ${host} knows a replica at ${formatPlace(place)} that is not declared`);
}
