/** The verdict on a group, from what its programs told: could it fail over now, would it lose writes, and why not. */
import { type GroupHealth, judgeGroup } from '../../group/verdict.ts';
import type { Environment } from '../../topology/environment.ts';
import { dataProblems } from './data-problems.ts';
import { judgeFailover } from './judge-failover.ts';
import { judgeLoss, promotedBy } from './judge-loss.ts';
import { judgeWrites } from './judge-writes.ts';
import { notesOn } from './notes.ts';
import { sentinelProblems } from './sentinel-problems.ts';
import type { GroupStatus, Observed } from './status.ts';

/** Judges what was observed. A fact that is worse, or missing, never makes the verdict milder. */
export function judgeStatus(environment: Environment, observed: Observed): GroupStatus {
  const health = healthOf(environment, observed);
  const failover = judgeFailover(environment, observed);
  const problems = [
    ...silences(observed),
    ...health.problems,
    ...sentinelProblems(environment, observed),
    ...dataProblems(environment, observed, health.primary),
  ];
  return {
    environment: environment.name,
    primary: health.primary,
    ...observed,
    verdict: {
      healthy: problems.length === 0 && failover.answer === 'yes',
      failover: {
        answer: failover.answer,
        to: failover.answer === 'yes' ? promotedBy(failover).map(({ host }) => host) : [],
        reasons: failover.reasons,
      },
      writableAfter: judgeWrites(environment, observed.data, failover),
      loss: judgeLoss(observed.data, failover),
      problems,
      notes: notesOn(environment, observed),
    },
  };
}

/** As a rehearsal and a deployment judge it, of those that told: what the others would have said is not known. */
function healthOf(environment: Environment, { data, sentinels }: Observed): GroupHealth {
  const told = <Status extends { readonly facts: unknown }>(statuses: readonly Status[]) =>
    statuses.filter(({ facts }) => facts !== undefined);
  return judgeGroup(
    environment,
    told(sentinels).map(({ view }) => view),
    told(data).map(({ view }) => view),
  );
}

function silences({ data, sentinels }: Observed): readonly string[] {
  return [...sentinels, ...data].flatMap(({ unknown }) => (unknown === undefined ? [] : [unknown]));
}
