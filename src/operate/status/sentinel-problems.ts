/** What is not as it should be with what the Sentinels tell, beside what health is judged by. */
import { type Problem, type ProblemKind, problem } from '../../group/problem.ts';
import { type Environment, type HostWithSentinel, sentinelHosts } from '../../topology/environment.ts';
import { isTelling, type Telling } from './judge-failover.ts';
import { formatPlace, hostAt } from './place.ts';
import type { Observed } from './status.ts';

/** Every problem. */
export function sentinelProblems(environment: Environment, { sentinels }: Observed): readonly Problem[] {
  const telling = sentinels.filter(isTelling);
  return [
    ...splitViews(telling),
    ...telling.flatMap((sentinel) =>
      [ownProblems, peerProblems, replicaProblems].flatMap((problems) => problems(environment, sentinel)),
    ),
  ];
}

/** Those that have not heard of the last failover, or lost what they knew of it. */
function splitViews(telling: readonly Telling[]): readonly Problem[] {
  const views = new Set(telling.map(({ facts }) => `${formatPlace(facts.primary)} ${facts.configEpoch}`));
  if (views.size < 2) return [];
  return telling.map(({ host, facts }) =>
    problem(
      'split',
      [host],
      `Sentinel ${host} names ${formatPlace(facts.primary)} of epoch ${facts.configEpoch}, and others another one`,
    ),
  );
}

function ownProblems(environment: Environment, { host, facts }: Telling): readonly Problem[] {
  const { quorum } = environment.sentinel;
  const declared = sentinelHosts(environment).find(({ name }) => name === host)?.sentinel.myid;
  const own = (kind: ProblemKind, text: string): Problem => problem(kind, [host], `Sentinel ${host} ${text}`);
  return [
    ...(facts.myid === declared ? [] : [own('myid', `has the id ${facts.myid} instead of ${declared}`)]),
    ...(facts.quorum === quorum ? [] : [own('quorum', `has quorum ${facts.quorum} instead of ${quorum}`)]),
    ...(facts.tilt ? [own('sentinel-unable', 'is in TILT: it does nothing for 30 s')] : []),
    ...(facts.failover === undefined
      ? []
      : [own('failover', `leads a failover, which is ${facts.failover}`)]),
    ...(facts.ckquorum.ok ? [] : [own('sentinel-unable', `says ${facts.ckquorum.said}`)]),
  ];
}

/** Those that it knows and nobody declared count for every majority; those that it does not know get no vote from it. */
function peerProblems(environment: Environment, { host, facts }: Telling): readonly Problem[] {
  const peers = sentinelHosts(environment).filter(({ name }) => name !== host);
  const known = (peer: HostWithSentinel) => facts.sentinels.find(({ myid }) => myid === peer.sentinel.myid);
  const strangers = facts.sentinels.filter(
    ({ myid }) => !peers.some(({ sentinel }) => sentinel.myid === myid),
  );
  return [
    ...peers.flatMap((peer) => {
      const found = known(peer);
      const both = [host, peer.name];
      if (found === undefined)
        return [problem('sentinel-missing', both, `Sentinel ${host} does not know Sentinel ${peer.name}`)];
      return found.flags.includes('s_down')
        ? [problem('sentinel-missing', both, `Sentinel ${host} finds Sentinel ${peer.name} down`)]
        : [];
    }),
    ...strangers.map(({ place }) => ({
      kind: 'stranger' as const,
      hosts: [host],
      address: place.address,
      text: `Sentinel ${host} knows a Sentinel at ${formatPlace(place)} that is not declared, and counts it for every majority`,
    })),
  ];
}

function replicaProblems(environment: Environment, { host, facts }: Telling): readonly Problem[] {
  return facts.replicas
    .filter(({ place }) => hostAt(environment, place, 'redis') === undefined)
    .map(({ place }) => ({
      kind: 'stranger' as const,
      hosts: [host],
      address: place.address,
      text: `Sentinel ${host} knows a replica at ${formatPlace(place)} that is not declared`,
    }));
}
