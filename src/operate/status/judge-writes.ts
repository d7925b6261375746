/** Whether the group would take writes after a failover, before any host is back. */
import type { Environment } from '../../topology/environment.ts';
import type { FailoverJudgement } from './judge-failover.ts';
import type { RedisStatus } from './redis-status.ts';
import type { Verdict } from './verdict.ts';

/** Judges it by the write guard of the definition, and by who is left to follow the promoted one. */
export function judgeWrites(
  { redis: { minReplicasToWrite: wanted } }: Environment,
  data: readonly RedisStatus[],
  { answer, primary, choices }: FailoverJudgement,
): Verdict['writableAfter'] {
  if (answer === 'no') return { answer, reasons: ['there is no failover'] };
  if (answer === 'unknown') return { answer, reasons: ['nobody knows whether there is a failover'] };
  const others = data.filter(({ host }) => host !== primary);
  // One of them is the primary then.
  const sure = others.filter(({ facts }) => facts?.following?.link === 'up').length - 1;
  const untold = new Set(choices.flatMap((choice) => choice.untold)).size;
  if (sure >= wanted) return { answer: 'yes', reasons: [] };
  const left = `redis.minReplicasToWrite is ${wanted}, and ${Math.max(sure, 0)} of the replicas left are in sync`;
  return untold > 0 && sure + untold >= wanted
    ? { answer: 'unknown', reasons: [`${left}, beside ${untold} of which nobody knows`] }
    : { answer: 'no', reasons: [left] };
}
