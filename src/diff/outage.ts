/** What a deploy takes away at once, and what has to come before it. */
import { type Impact, worst } from '../redis/impact.ts';
import { dataHosts, type Environment, hasData, majority, sentinelHosts } from '../topology/environment.ts';
import type { Change } from './change.ts';
import type { InfrastructurePlan, PlannedResource } from './infrastructure/action.ts';
import { plainValue } from './setting.ts';

/** Rows for all data hosts, or a majority of the Sentinels, that one apply stops, replaces or destroys. */
export function outageChanges(plan: InfrastructurePlan, before: Environment): readonly Change[] {
  const away = interrupted(plan);
  const data = dataHosts(before).map(({ name }) => name);
  const sentinels = sentinelHosts(before).map(({ name }) => name);
  const gone = sentinels.filter((name) => away.has(name));
  const impact = worst(away.values());
  const all = data.length === 1 ? 'the only data host' : 'all data hosts at once';
  const most =
    sentinels.length === 1 ? 'the only Sentinel' : `${gone.length} of ${sentinels.length} Sentinels at once`;
  return [
    ...(data.every((name) => away.has(name))
      ? [rowOf(before, { key: 'outage', hosts: data, impact, text: all, ...OUTAGE })]
      : []),
    ...(sentinels.length - gone.length < majority(sentinels.length)
      ? [rowOf(before, { key: 'no failover', hosts: gone, impact, text: most, ...NO_FAILOVER })]
      : []),
  ];
}

const OUTAGE = {
  note: 'nobody can write until one is back; where hosts can be changed one after the other, do so, replicas first',
  means: 'cause an outage',
};

const NO_FAILOVER = {
  note: 'nobody is promoted until a majority of the Sentinels is there again',
  means: 'suspend failover',
};

/** What is taken away. */
interface Taken {
  readonly key: string;
  readonly hosts: readonly string[];
  readonly impact: Impact;
  readonly text: string;
  readonly note: string;
  /** What it does to the group, behind `would`. */
  readonly means: string;
}

function rowOf({ name: environment }: Environment, taken: Taken): Change {
  const { key, hosts, impact, text, note, means } = taken;
  return {
    area: 'topology',
    key,
    after: plainValue(text, 'the stack'),
    impact,
    means: 'deploy',
    note,
    clause: `${means} (${text})`,
    security: false,
    individual: false,
    places: [{ environment, hosts: hosts.toSorted() }],
  };
}

/** The hosts that do not run on through a plan, and what becomes of each. */
function interrupted({ resources }: InfrastructurePlan): ReadonlyMap<string, Impact> {
  const instances = resources.filter(({ type }) => type === 'aws_instance');
  return new Map(
    instances.flatMap((instance) => {
      const impact = interruption(instance);
      return impact === undefined ? [] : [[instance.name.replace(/^instance_/, ''), impact] as const];
    }),
  );
}

function interruption({ action, differences }: PlannedResource): Impact | undefined {
  if (action === 'replace' || action === 'delete') return 'replace';
  const stops = action === 'update' && differences.some(({ effect }) => effect === 'stops');
  return stops ? 'stop-start' : undefined;
}

/**
 * The hosts that come back with less memory and find on their disk what the old limit let in. Redis loads all of it,
 * whatever its file says then, so the limit is to be lowered before.
 */
export function shrinkingHosts(
  plan: InfrastructurePlan,
  before: Environment,
  after: Environment,
): ReadonlySet<string> {
  const away = interrupted(plan);
  const olds = new Map(before.hosts.map((host) => [host.name, host]));
  return new Set(
    after.hosts.filter(hasData).flatMap(({ name, memory, data }) => {
      const old = olds.get(name);
      const isLess = old?.data !== undefined && memory < old.memory && data.maxmemory < old.data.maxmemory;
      return isLess && away.has(name) ? [name] : [];
    }),
  );
}

/** A lower maxmemory that has to come first says so; every other row stays the same. */
export function withLimitFirst(change: Change, shrinking: ReadonlySet<string>): Change {
  const isFirst =
    change.key === 'maxmemory' &&
    change.places.some(({ hosts }) => hosts.some((host) => shrinking.has(host)));
  if (!isFirst) return change;
  const said = 'before the deploy, or Redis comes back with more data than the smaller host has memory for';
  return {
    ...change,
    note: [change.note, said].filter((part) => part !== undefined).join('; '),
    clause: 'lower maxmemory (do this before the deploy)',
  };
}
