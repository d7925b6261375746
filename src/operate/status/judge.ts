/** The verdict on a group, from what its programs told: could it fail over now, would it lose writes, and why not. */
import { type Problem, problem, textsOf } from '../../group/problem.ts';
import { groupProblems, primaryOf, type Said } from '../../group/verdict.ts';
import type { DocumentKind } from '../../redis/document.ts';
import type { Environment } from '../../topology/environment.ts';
import { dataProblems } from './data-problems.ts';
import { judgeFailover } from './judge-failover.ts';
import { judgeLoss, promotedBy } from './judge-loss.ts';
import { judgeWrites } from './judge-writes.ts';
import { type AskedProgram, loginNotes, loginProblems } from './logins.ts';
import { notesOn } from './notes.ts';
import type { RedisFacts } from './redis-status.ts';
import { sentinelProblems } from './sentinel-problems.ts';
import type { SentinelFacts } from './sentinel-status.ts';
import type { GroupStatus, Observed } from './status.ts';

/** Judges what was observed. A fact that is worse, or missing, never makes the verdict milder. */
export function judgeStatus(environment: Environment, observed: Observed): GroupStatus {
  const said = saidBy(observed);
  const primary = primaryOf(environment, said);
  const failover = judgeFailover(environment, observed);
  const problems = [
    ...silences(observed),
    ...groupProblems(environment, said),
    ...sentinelProblems(environment, observed),
    ...dataProblems(environment, observed, primary),
  ];
  const asked = askedPrograms(environment, observed);
  const ofLogins = asked.flatMap((one) => loginProblems(environment, one));
  return {
    environment: environment.name,
    primary,
    ...observed,
    problems,
    verdict: {
      healthy: problems.length + ofLogins.length === 0 && failover.answer === 'yes',
      failover: {
        answer: failover.answer,
        to: failover.answer === 'yes' ? promotedBy(failover).map(({ host }) => host) : [],
        reasons: failover.reasons,
      },
      writableAfter: judgeWrites(environment, observed.data, failover),
      loss: judgeLoss(observed.data, failover),
      problems: [...textsOf(problems), ...ofLogins],
      notes: [...notesOn(environment, observed), ...asked.flatMap((one) => loginNotes(environment, one))],
    },
  };
}

/** What a rehearsal and a deployment judge by, of those that told: what the others would have said is not known. */
function saidBy({ data, sentinels }: Observed): Said {
  const told = <Status extends { readonly facts: unknown }>(statuses: readonly Status[]) =>
    statuses.filter(({ facts }) => facts !== undefined);
  return {
    sentinels: told(sentinels).map(({ view }) => view),
    data: told(data).map(({ view }) => view),
  };
}

function askedPrograms({ redis }: Environment, { data, sentinels }: Observed): readonly AskedProgram[] {
  const asked = (kind: DocumentKind, program: string, facts: RedisFacts | SentinelFacts | undefined) =>
    facts === undefined
      ? []
      : [{ program, kind, version: facts.engine.line ?? redis.version, logins: facts.logins }];
  return [
    ...data.flatMap(({ host, facts }) => asked('redis', `Redis on ${host}`, facts)),
    ...sentinels.flatMap(({ host, facts }) => asked('sentinel', `Sentinel ${host}`, facts)),
  ];
}

function silences({ data, sentinels }: Observed): readonly Problem[] {
  return [...sentinels, ...data].flatMap(({ host, unknown }) =>
    unknown === undefined ? [] : [problem('silent', [host], unknown)],
  );
}
