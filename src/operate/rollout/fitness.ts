/** Whether a group is fit for a roll-out: healthy, but for what the roll-out itself mends. */
import { type Problem, type ProblemKind, textsOf } from '../../group/problem.ts';
import { type Environment, majority, sentinelHosts } from '../../topology/environment.ts';
import type { GroupStatus } from '../status/status.ts';
import type { StepFacts } from '../step.ts';
import type { Refusal, RolloutInput } from './input.ts';
import type { Shapes } from './members.ts';

/** Why these steps may not be begun on the group as it is. */
export function unhealthy(input: FitnessInput, steps: readonly StepFacts[]): readonly Refusal[] {
  const { name } = input.environment;
  const remedy = `look with vedette status ${name}, and mend it with vedette repair ${name}`;
  const reasons = [...unfirm(input.status, input), ...unmended(input.status, steps, input.environment)];
  return [...new Set(reasons)].map((why) => ({ why, remedy }));
}

export type FitnessInput = Pick<RolloutInput, 'status' | 'running' | 'environment'>;

/** What must hold whatever is rolled out: one primary, a majority that watches it, and nobody who replaces it already. */
export function unfirm({ primary, sentinels }: GroupStatus, shapes: Shapes): readonly string[] {
  const telling = sentinels.flatMap(({ host, facts }) => (facts === undefined ? [] : [{ host, facts }]));
  const needed = majority(Math.min(...[shapes.running, shapes.environment].map(watchers)));
  return [
    ...(primary === undefined ? ['the Sentinels do not name one primary'] : []),
    ...(telling.length < needed ? [`${telling.length} Sentinels answer, and a majority is ${needed}`] : []),
    ...telling
      .filter(({ facts: { failover, flags } }) => failover !== undefined || flags.some(isDisturbed))
      .map(({ host }) => `Sentinel ${host} finds the primary down, or is in the middle of a failover`),
  ];
}

function watchers(shape: Environment): number {
  return sentinelHosts(shape).length;
}

function isDisturbed(flag: string): boolean {
  return flag === 'failover_in_progress' || flag.endsWith('_down');
}

/**
 * What is wrong and stays so: what is wrong with hosts whose machines the steps change goes with these. The group remembers
 * one that comes back by its address, and a step that makes a host anew gives all others the priority that they are to have
 * (src/operate/replacement/hold-back.ts).
 */
export function unmended(
  { problems }: Pick<GroupStatus, 'problems'>,
  steps: readonly StepFacts[],
  environment: Environment,
): readonly string[] {
  const hosts = hostsOf(steps.filter(({ kind }) => kind !== 'live'));
  const addresses: ReadonlySet<string> = new Set(
    environment.hosts.flatMap(({ name, address }) => (hosts.has(name) ? [address] : [])),
  );
  const told = hostsOf(steps.filter(({ kind }) => kind === 'live'));
  const isMended = ({ kind, hosts: whose, address }: Problem): boolean => {
    if (whose.some((host) => hosts.has(host))) return true;
    if (address !== undefined && addresses.has(address)) return true;
    if (hosts.size > 0 && (COUNTS.has(kind) || kind === 'held-back')) return true;
    return SETTINGS.has(kind) && whose.some((host) => told.has(host));
  };
  return textsOf(problems.filter((problem) => !isMended(problem)));
}

function hostsOf(steps: readonly StepFacts[]): ReadonlySet<string> {
  return new Set(steps.flatMap((step) => step.hosts));
}

/** How many there are, where some of them are made anew, come or leave. */
const COUNTS: ReadonlySet<ProblemKind> = new Set(['sentinels-known', 'acknowledged']);

/** A program that has another value than the definition, which it is told. */
const SETTINGS: ReadonlySet<ProblemKind> = new Set(['quorum', 'priority', 'held-back']);
