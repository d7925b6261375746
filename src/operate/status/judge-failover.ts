/** Whether a replica would be promoted if the primary were lost now. */
import { countOf } from '../../base/units.ts';
import { type Environment, majority } from '../../topology/environment.ts';
import { type Candidates, candidatesOf } from './candidates.ts';
import { formatPlace, hostAt } from './place.ts';
import type { SentinelFacts, SentinelStatus } from './sentinel-status.ts';
import type { Observed } from './status.ts';
import type { Answer } from './verdict.ts';

/** The answer, with what it stands on. */
export interface FailoverJudgement {
  readonly answer: Answer;
  /** The declared host that most Sentinels name as the primary; undefined where it is a stranger, or none tells. */
  readonly primary: string | undefined;
  /** What the Sentinels that could lead would choose from. */
  readonly choices: readonly Candidates[];
  readonly reasons: readonly string[];
}

/** A Sentinel that told. */
export type Telling = SentinelStatus & { readonly facts: SentinelFacts };

/**
 * Judges whether a failover would come: some Sentinel gets the votes that it needs, and has a replica to promote. If it is
 * not the first that tries, another one does after two times the failover timeout.
 */
export function judgeFailover(environment: Environment, observed: Observed): FailoverJudgement {
  const voters = votersOf(observed.sentinels);
  const [first] = voters;
  if (first === undefined) return { ...NOBODY, ...judgeNobody(observed) };
  const primary = hostAt(environment, first.facts.primary, 'redis');
  const running = runningFailovers(observed);
  if (running.length > 0) return { answer: 'no', primary, choices: [], reasons: running };
  const leads = voters.map((voter) => judgeLead(environment, observed, voters, voter));
  const answer = best(leads.map((lead) => lead.answer));
  const meant = leads.filter((lead) => lead.answer === answer);
  return {
    answer,
    primary,
    choices: meant.map(({ candidates }) => candidates),
    reasons: answer === 'yes' ? [] : [...new Set(meant.flatMap(({ reasons }) => reasons))],
  };
}

const NOBODY = { primary: undefined, choices: [] };

/** The Sentinels that would vote for one another: those that name the primary that most name, and are not idle in TILT. */
function votersOf(sentinels: readonly SentinelStatus[]): readonly Telling[] {
  const telling = sentinels.filter(isTelling).filter(({ facts }) => !facts.tilt);
  const sides = telling.map(({ facts: { primary } }) =>
    telling.filter(({ facts }) => formatPlace(facts.primary) === formatPlace(primary)),
  );
  return sides.reduce((most, side) => (side.length > most.length ? side : most), []);
}

/** True for a Sentinel that told. */
export function isTelling(status: SentinelStatus): status is Telling {
  return status.facts !== undefined;
}

function judgeNobody({ sentinels }: Observed): Pick<FailoverJudgement, 'answer' | 'reasons'> {
  if (sentinels.length === 0) return { answer: 'no', reasons: ['there is no Sentinel'] };
  const isUnknown = sentinels.some((status) => !isTelling(status));
  return isUnknown
    ? { answer: 'unknown', reasons: ['no Sentinel tells which primary it watches'] }
    : { answer: 'no', reasons: ['every Sentinel is in TILT, and does nothing until that is over'] };
}

function runningFailovers({ sentinels }: Observed): readonly string[] {
  return sentinels
    .filter(isTelling)
    .filter(({ facts }) => facts.failover !== undefined || facts.flags.includes('failover_in_progress'))
    .map(({ host, facts }) => `a failover is going on, led by ${host} (${facts.failover ?? 'begun'})`);
}

interface Lead {
  readonly answer: Answer;
  readonly candidates: Candidates;
  readonly reasons: readonly string[];
}

/** Whether one Sentinel could lead a failover to its end. */
function judgeLead(
  environment: Environment,
  { data, sentinels }: Observed,
  voters: readonly Telling[],
  { host, facts }: Telling,
): Lead {
  const candidates = candidatesOf(environment, data, facts);
  const silent = sentinels.filter((status) => !isTelling(status)).length;
  const judged = [
    judgeVotes(host, facts, voters.length, silent),
    judgeCkquorum(host, facts),
    judgePrimary(environment, host, facts),
    judgeChoice(candidates),
  ];
  return {
    answer: worst(judged.map(({ answer }) => answer)),
    candidates,
    reasons: judged.flatMap(({ answer, reason }) => (answer === 'yes' ? [] : [reason])),
  };
}

interface Judged {
  readonly answer: Answer;
  readonly reason: string;
}

function judgeVotes(host: string, facts: SentinelFacts, able: number, silent: number): Judged {
  const needed = Math.max(majority(facts.sentinels.length + 1), facts.quorum);
  const reason = `${countOf(able, 'Sentinel')} would vote, and ${host} needs ${needed} of the ${facts.sentinels.length + 1} that it knows`;
  if (able >= needed) return { answer: 'yes', reason };
  if (able + silent < needed) return { answer: 'no', reason };
  return { answer: 'unknown', reason: `${reason}, beside ${silent} of which nobody knows` };
}

function judgeCkquorum(host: string, { ckquorum }: SentinelFacts): Judged {
  return { answer: ckquorum.ok ? 'yes' : 'no', reason: `Sentinel ${host} says ${ckquorum.said}` };
}

function judgePrimary(environment: Environment, host: string, { primary }: SentinelFacts): Judged {
  const isDeclared = hostAt(environment, primary, 'redis') !== undefined;
  return {
    answer: isDeclared ? 'yes' : 'unknown',
    reason: `Sentinel ${host} names ${formatPlace(primary)}, which is no declared data host`,
  };
}

function judgeChoice({ best: promoted, untold, passedOver }: Candidates): Judged {
  if (promoted.length > 0) return { answer: 'yes', reason: '' };
  if (untold.length > 0)
    return { answer: 'unknown', reason: `nobody knows whether ${untold.join(' or ')} could be promoted` };
  return {
    answer: 'no',
    reason: `no replica could be promoted: ${passedOver.join(', ') || 'there is none'}`,
  };
}

/** What holds only if all of them hold. */
function worst(answers: readonly Answer[]): Answer {
  return (['no', 'unknown'] as const).find((answer) => answers.includes(answer)) ?? 'yes';
}

/** What holds if one of them holds. */
function best(answers: readonly Answer[]): Answer {
  return (['yes', 'unknown'] as const).find((answer) => answers.includes(answer)) ?? 'no';
}
