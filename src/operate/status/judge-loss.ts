/** What of the writes that were taken already would be lost with the primary. */
import type { Candidate } from './candidates.ts';
import type { FailoverJudgement } from './judge-failover.ts';
import { lagBehind } from './lag.ts';
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
    return unknown(`${[...new Set(untold)].join(' or ')} may be promoted, and does not tell what it has`);
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
  const lags = promoted.map((candidate) => ({ host: candidate.host, ...lagBehind(facts, candidate) }));
  const strangers = lags.filter(({ bytes }) => bytes === undefined);
  return {
    everything: emptied.length > 0,
    bytes: emptied.length > 0 ? undefined : most(lags.map(({ bytes }) => bytes)),
    seconds: most(lags.map(({ seconds }) => seconds)),
    reasons: [
      ...emptied.map(({ host }) => `${host} would be promoted without the data of ${primary}`),
      ...strangers.map(({ host }) => `${host} is in another stream of writes than ${primary}`),
    ],
  };
}

/** The most of all; undefined where one is not known. */
function most(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length ? undefined : Math.max(...known);
}

function unknown(reason: string): Verdict['loss'] {
  return { everything: false, bytes: undefined, seconds: undefined, reasons: [reason] };
}
