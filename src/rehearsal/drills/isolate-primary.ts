import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { type Environment, type Host, sentinelHosts } from '../../topology/environment.ts';
import { withoutGuard, withoutHost } from '../beyond.ts';
import { leftWithin, nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill, Must } from '../drill.ts';
import { cut, untilAllNameAnother } from '../faults.ts';
import type { Stage } from '../stage.ts';
import { withoutReplica } from '../unfit.ts';

/** Replicas acknowledge once a second, and a primary looks at that once a second (redis replication.c, replicationCron). */
const ACKNOWLEDGEMENTS = milliseconds(2_000);

/** The leader moves the replicas one after the other, each within two polls of a second: then the guard has no replica left. */
const MOVED = milliseconds(5_000);

export const isolatePrimary: Drill = {
  name: 'isolate-primary',
  story:
    'Cuts the primary off from every other host while clients still reach it: a replica is promoted, and the write guard ends what the old primary takes.',
  fault: 'hung',
  isApart: true,
  beyond: (environment, primary) => withoutHost(environment, primary) ?? withoutGuard(environment),
  run: async (stage) => {
    await cut(stage, [stage.primary], others(stage.environment.hosts, stage.primary));
    await failOver(stage);
    await stage.pass(guarded(stage.environment));
  },
  checks: [switches(1), withinForecast, (outcome) => leftWithin(guarded(outcome.environment))(outcome)],
};

export const isolatePrimaryFromSentinels: Drill = {
  name: 'isolate-primary-from-sentinels',
  story:
    'Cuts the primary off from the Sentinels while replicas and clients still reach it: a replica is promoted, and once the others follow that one, the write guard ends what the old primary takes.',
  fault: 'hung',
  isApart: true,
  unfit: ({ hosts }) =>
    hosts.some(({ data, sentinel }) => data === undefined && sentinel !== undefined)
      ? undefined
      : 'every Sentinel is on a data host',
  beyond: (environment, primary) => withoutHost(environment, primary) ?? withoutGuard(environment),
  run: async (stage) => {
    await cut(stage, [stage.primary], others(stage.sentinels, stage.primary));
    await failOver(stage);
    await stage.pass(MOVED);
  },
  checks: [switches(1), withinForecast, leftWithin(MOVED)],
};

export const isolatePrimaryFromReplicas: Drill = {
  name: 'isolate-primary-from-replicas',
  story:
    "Cuts the primary off from its replicas' hosts: there is no failover as long as too few Sentinels are on those, and no acknowledged write is lost.",
  unfit: withoutReplica,
  beyond: (environment, primary) =>
    isOutvoted(environment, primary) ? SENTINELS_BESIDE_REPLICAS : undefined,
  run: async (stage) => {
    await cut(stage, [stage.primary], stage.replicas);
    await stage.pass(milliseconds(stage.environment.sentinel.downAfter + ACKNOWLEDGEMENTS));
  },
  checks: [nothingLost, mostlyNoSwitch],
};

const SENTINELS_BESIDE_REPLICAS =
  'as many Sentinels as the quorum are on the hosts of replicas, and lose the primary with them (sentinel-colocated)';

/** True if the Sentinels on the other data hosts are enough to call a primary down that they do not reach. */
function isOutvoted(environment: Environment, primary: Pick<Host, 'name'>): boolean {
  const beside = sentinelHosts(environment).filter(
    ({ name, data }) => data !== undefined && name !== primary.name,
  );
  return beside.length >= environment.sentinel.quorum;
}

/** A failover that those Sentinels begin is right: the others vote for whoever asks first (redis sentinel.c, sentinelVoteLeader). */
function mostlyNoSwitch(outcome: Parameters<Must>[0]): ReturnType<Must> {
  return switches(isOutvoted(outcome.environment, { name: outcome.primary }) ? 1 : 0)(outcome);
}

/** How long a primary takes writes without a replica. */
function guarded({ redis }: Environment): Milliseconds {
  return milliseconds(redis.minReplicasToWrite > 0 ? redis.minReplicasMaxLag + ACKNOWLEDGEMENTS : 0);
}

function others<Any extends Host>(hosts: readonly Any[], host: Host): readonly Any[] {
  return hosts.filter(({ name }) => name !== host.name);
}

/** The Sentinel on a host that is cut off goes on naming it. */
function failOver(stage: Stage): Promise<void> {
  return untilAllNameAnother(stage, others(stage.sentinels, stage.primary));
}
