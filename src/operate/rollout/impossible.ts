/** Roll-outs that would not come to a good end, found before the first step: each with what would make it possible. */
import { dataHosts, majority, sentinelHosts } from '../../topology/environment.ts';
import type { Step } from '../step.ts';
import { hostsAnew } from './anew.ts';
import { unhealthy } from './fitness.ts';
import type { Refusal, RolloutInput } from './input.ts';
import { unbringable } from './pending.ts';
import { wholeShape } from './shape.ts';
import { unmixable } from './versions.ts';

/** Everything that keeps these steps from being taken. */
export function impossible(input: RolloutInput, steps: readonly Step[]): readonly Refusal[] {
  return [
    ...unknownPrograms(input),
    ...unbringable(input),
    ...unmixable(input),
    ...(steps.length === 0 ? [] : unhealthy(input, steps)),
    ...withoutWrites(input),
    ...withoutMajority(input),
    ...withoutSuccessor(input),
  ];
}

/** What nobody can read may be anything: only another machine in its place settles that. */
function unknownPrograms({ drift, machines, environment }: RolloutInput): readonly Refusal[] {
  const settled = new Set(machines.hosts.map(({ host }) => host));
  return drift.hosts
    .filter(({ version, host }) => version === undefined && !settled.has(host))
    .map(({ host, program, unknown }) => ({
      why: unknown[0] ?? `nobody knows what ${program} on ${host} runs with`,
      remedy: `look with vedette status ${environment.name}, and make it answer`,
    }));
}

/** While a data host is away, the primary has one replica less: also the new one, while the old one is made anew. */
function withoutWrites(input: RolloutInput): readonly Refusal[] {
  const anew = anewOf(input).filter(({ data }) => data !== undefined);
  const [first] = anew;
  const left = Math.max(0, dataHosts(wholeShape(input.environment, input.running)).length - 2);
  const demanded = demandedReplicas(input);
  if (first === undefined || left >= demanded) return [];
  return [
    {
      why: `while ${first.name} is made anew, its group has ${left} other replicas and refuses writes: redis.minReplicasToWrite is ${demanded}`,
      remedy: `add a replica, or roll redis.minReplicasToWrite: ${left} out before`,
    },
  ];
}

/** What runs may still demand more than the definition does. */
function demandedReplicas({ environment, drift }: RolloutInput): number {
  const running = drift.hosts.flatMap(({ settings }) =>
    settings
      .filter(({ key }) => key === 'min-replicas-to-write')
      .map(({ before }) => Number(before?.value.canonical ?? 0)),
  );
  return Math.max(environment.redis.minReplicasToWrite, ...running);
}

function withoutMajority(input: RolloutInput): readonly Refusal[] {
  const [first] = anewOf(input).filter(({ sentinel }) => sentinel !== undefined);
  if (first === undefined) return [];
  const all = sentinelHosts(wholeShape(input.environment, input.running)).length;
  const needed = Math.max(majority(all), input.environment.sentinel.quorum);
  if (all - 1 >= needed) return [];
  return [
    {
      why: `while ${first.name} is made anew, ${all - 1} of ${all} Sentinels are left, and a failover takes ${needed}`,
      remedy: 'add Sentinels first, so that a majority and the quorum are left while one is away',
    },
  ];
}

function withoutSuccessor(input: RolloutInput): readonly Refusal[] {
  const { primary } = input.status;
  if (primary === undefined || !anewOf(input).some(({ name }) => name === primary)) return [];
  const others = dataHosts(input.environment).filter(
    ({ name, data }) => name !== primary && data.priority > 0,
  );
  if (others.length > 0) return [];
  return [
    {
      why: `${primary} is primary and has to be made anew, and no other host may be promoted`,
      remedy: 'add a replica with a priority above 0 first',
    },
  ];
}

function anewOf(input: RolloutInput) {
  const names = new Set(hostsAnew(input).map(({ host }) => host));
  return input.environment.hosts.filter(({ name }) => names.has(name));
}
