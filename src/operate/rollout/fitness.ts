/** Whether a group is fit for a roll-out: healthy, but for what the roll-out itself mends. */
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
 * one that comes back by its address.
 */
export function unmended(
  { verdict }: { readonly verdict: Pick<GroupStatus['verdict'], 'problems'> },
  steps: readonly StepFacts[],
  environment: Environment,
): readonly string[] {
  const hosts = new Set(steps.filter(({ kind }) => kind !== 'live').flatMap((step) => step.hosts));
  const addresses = environment.hosts.flatMap(({ name, address }) => (hosts.has(name) ? [address] : []));
  const told = new Set(steps.filter(({ kind }) => kind === 'live').flatMap((step) => step.hosts));
  return verdict.problems.filter((problem) => {
    if (names(problem, hosts) || addresses.some((address) => problem.includes(` ${address}:`))) return false;
    if (hosts.size > 0 && (COUNTS.test(problem) || HELD_BACK.test(problem))) return false;
    return !(SETTING.test(problem) && names(problem, told));
  });
}

/** How many there are, where some of them are made anew, come or leave. */
const COUNTS = /knows \d+ other Sentinels of \d+|\d+ of \d+ replicas acknowledge/;

/** A step that makes a host anew gives all others the priority that they are to have (src/operate/replacement/hold-back.ts). */
const HELD_BACK = / has priority 0 instead of \d+| for a replica of priority 0 /;

/** A program that has another value than the definition, which it is told. */
const SETTING = / has (quorum|priority) \d+ instead of \d+/;

/** Names of hosts are letters, digits and dashes. */
function names(problem: string, hosts: ReadonlySet<string>): boolean {
  return problem.split(/[^A-Za-z0-9-]+/).some((word) => hosts.has(word));
}
