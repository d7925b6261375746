/** Whether a group is fit for a roll-out: healthy, but for what the roll-out itself mends. */
import { majority, sentinelHosts } from '../../topology/environment.ts';
import type { GroupStatus } from '../status/status.ts';
import type { StepFacts } from '../step.ts';
import type { Refusal, RolloutInput } from './input.ts';

/** Why these steps may not be begun on the group as it is. */
export function unhealthy(
  { status, running, environment }: FitnessInput,
  steps: readonly StepFacts[],
): readonly Refusal[] {
  const remedy = `look with vedette status ${environment.name}, and mend it with vedette repair ${environment.name}`;
  const reasons = [...unfirm(status, running), ...unmended(status, steps)];
  return [...new Set(reasons)].map((why) => ({ why, remedy }));
}

export type FitnessInput = Pick<RolloutInput, 'status' | 'running' | 'environment'>;

/** What must hold whatever is rolled out: one primary, a majority that watches it, and nobody who replaces it already. */
export function unfirm(
  { primary, sentinels }: GroupStatus,
  running: RolloutInput['running'],
): readonly string[] {
  const telling = sentinels.flatMap(({ host, facts }) => (facts === undefined ? [] : [{ host, facts }]));
  const needed = majority(sentinelHosts(running).length);
  return [
    ...(primary === undefined ? ['the Sentinels do not name one primary'] : []),
    ...(telling.length < needed ? [`${telling.length} Sentinels answer, and a majority is ${needed}`] : []),
    ...telling
      .filter(({ facts: { failover, flags } }) => failover !== undefined || flags.some(isDisturbed))
      .map(({ host }) => `Sentinel ${host} finds the primary down, or is in the middle of a failover`),
  ];
}

function isDisturbed(flag: string): boolean {
  return flag === 'failover_in_progress' || flag.endsWith('_down');
}

/** What is wrong and stays so: problems of hosts whose machines the steps change go with these. */
export function unmended({ verdict }: GroupStatus, steps: readonly StepFacts[]): readonly string[] {
  const hosts = new Set(steps.filter(({ kind }) => kind !== 'live').flatMap((step) => step.hosts));
  const told = new Set(steps.filter(({ kind }) => kind === 'live').flatMap((step) => step.hosts));
  return verdict.problems.filter((problem) => {
    if (names(problem, hosts)) return false;
    return !(isOfSetting(problem) && names(problem, told));
  });
}

/** A program that has another value than the definition, which it is told. */
function isOfSetting(problem: string): boolean {
  return / has (quorum|priority) \d+ instead of \d+/.test(problem);
}

/** Names of hosts are letters, digits and dashes. */
function names(problem: string, hosts: ReadonlySet<string>): boolean {
  return problem.split(/[^A-Za-z0-9-]+/).some((word) => hosts.has(word));
}
