/** What of the writes that were taken already would be lost with the primary. */
import type { Candidate } from './candidates.ts';
import type { FailoverJudgement } from './judge-failover.ts';
import type { RedisFacts, RedisStatus } from './redis-status.ts';
import type { Verdict } from './verdict.ts';

/** Judges it for the replica that is behind most, of those that may be promoted. */
export function judgeLoss(data: readonly RedisStatus[], failover: FailoverJudgement): Verdict['loss'] {
  const { primary } = failover;
  const facts = data.find(({ host }) => host === primary)?.facts;
  if (primary === undefined || facts === undefined)
    return unknown('nobody knows what the primary has written');
  const untold = failover.choices.flatMap((choice) => choice.untold);
  if (untold.length > 0)
    return unknown(
      `nobody knows what ${[...new Set(untold)].join(' and ')} have of that, and may be promoted`,
    );
  const promoted = promotedBy(failover);
  if (promoted.length === 0) return unknown('no replica would be promoted');
  return lossOf(primary, facts, promoted);
}

/** The replicas of which one would be promoted, each once. */
export function promotedBy({ choices }: FailoverJudgement): readonly Candidate[] {
  return [...new Map(choices.flatMap(({ best }) => best.map((each) => [each.host, each]))).values()];
}

/** True for a replica that has nothing, or what was on its volume, beside a primary that has data: it must not be promoted. */
export function isEmptied(primary: RedisFacts, { following, keys }: RedisFacts): boolean {
  if (following === undefined || following.link === 'up') return false;
  return !following.wasUp || (keys === 0 && primary.keys > 0);
}

function lossOf(primary: string, facts: RedisFacts, promoted: readonly Candidate[]): Verdict['loss'] {
  const emptied = promoted.filter((candidate) => isEmptied(facts, candidate.facts));
  const strangers = promoted.filter(({ facts: own }) => own.replicationId !== facts.replicationId);
  const behind = promoted.map(({ facts: own }) => Math.max(0, facts.offset - own.offset));
  return {
    everything: emptied.length > 0,
    bytes: emptied.length > 0 || strangers.length > 0 ? undefined : Math.max(...behind),
    seconds: secondsOf(promoted, facts),
    reasons: [
      ...emptied.map(({ host }) => `${host} would be promoted without the data of ${primary}`),
      ...strangers.map(({ host }) => `${host} is in another stream of writes than ${primary}`),
    ],
  };
}

/** How long the one that is behind longest has acknowledged nothing; undefined where that is not known of each. */
function secondsOf(promoted: readonly Candidate[], { followers }: RedisFacts): number | undefined {
  const ages = promoted.map(
    ({ address, facts }) =>
      followers.find(({ place }) => place.address === address)?.lag ?? facts.following?.downFor,
  );
  const known = ages.filter((age) => age !== undefined);
  return known.length < ages.length ? undefined : Math.max(...known);
}

function unknown(reason: string): Verdict['loss'] {
  return { everything: false, bytes: undefined, seconds: undefined, reasons: [reason] };
}
