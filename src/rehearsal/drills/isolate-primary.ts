import { milliseconds } from '../../base/units.ts';
import { dataHosts, type Environment, firstPrimary, type Host } from '../../topology/environment.ts';
import { withoutFailover, withoutGuard, withoutHost } from '../beyond.ts';
import { lostWhile, nothingLost, switches, withinForecast } from '../checks.ts';
import type { Drill, Outcome } from '../drill.ts';
import { cut, untilAllNameAnother } from '../faults.ts';
import { ACKNOWLEDGEMENTS, type Taking, takingAlone, takingAmongReplicas } from '../old-primary.ts';
import type { Stage } from '../stage.ts';
import { withoutReplica } from '../unfit.ts';

/** A primary as far as it is told apart from the other hosts. */
type Named = Pick<Host, 'name'>;

export const isolatePrimary: Drill = {
  name: 'isolate-primary',
  story:
    'Cuts the primary off from every other host while clients still reach it: a replica is promoted, and the write guard ends what the old primary takes.',
  fault: 'hung',
  isApart: true,
  loses: (environment) => takingAlone(environment).words,
  beyond: (environment, primary) => withoutHost(environment, primary) ?? withoutGuard(environment),
  run: async (stage) => {
    await cut(stage, [stage.primary], others(stage.environment.hosts, stage.primary));
    await failOver(stage, takingAlone);
  },
  checks: [switches(1), withinForecast, lostWhile(takingAlone)],
};

export const isolatePrimaryFromSentinels = isolation({
  name: 'isolate-primary-from-sentinels',
  story:
    'Cuts the primary off from the Sentinels on hosts of their own, while replicas and clients still reach it: if so many are a quorum, a replica is promoted, and once the others follow that one, the write guard ends what the old primary takes; else there is no failover.',
  unfit: (environment) => (watchers(environment).length > 0 ? undefined : 'every Sentinel is on a data host'),
  from: watchers,
  taking: takingAmongReplicas,
});

export const isolatePrimaryFromReplicas = isolation({
  name: 'isolate-primary-from-replicas',
  story:
    "Cuts the primary off from its replicas' hosts: if the Sentinels on those are a quorum, a replica is promoted, and the write guard ends what the old primary takes; else there is no failover, and no acknowledged write is lost.",
  unfit: withoutReplica,
  from: (environment, primary) => others(dataHosts(environment), primary),
  taking: takingAlone,
});

/** What the primary is cut off from, and for how long it then takes writes. */
interface Isolation extends Pick<Drill, 'name' | 'story' | 'unfit'> {
  readonly from: (environment: Environment, primary: Named) => readonly Host[];
  readonly taking: (environment: Environment) => Taking;
}

/** Sentinels that are a quorum begin a failover that is right: the others vote for whoever asks first (redis sentinel.c, sentinelVoteLeader). */
function isolation({ from, taking, ...drill }: Isolation): Drill {
  const isCalledDown = (environment: Environment, primary: Named): boolean =>
    from(environment, primary).filter(({ sentinel }) => sentinel !== undefined).length >=
    environment.sentinel.quorum;
  const isReplaced = ({ environment, primary }: Outcome): boolean =>
    isCalledDown(environment, { name: primary });
  return {
    ...drill,
    fault: 'hung',
    isApart: true,
    loses: (environment) =>
      isCalledDown(environment, firstPrimary(environment)) ? taking(environment).words : undefined,
    beyond: (environment, primary) =>
      isCalledDown(environment, primary)
        ? (withoutFailover(environment, 'hung') ?? withoutGuard(environment))
        : undefined,
    run: async (stage) => {
      const { environment, primary } = stage;
      await cut(stage, [primary], from(environment, primary));
      if (isCalledDown(environment, primary)) return failOver(stage, taking);
      await stage.pass(milliseconds(environment.sentinel.downAfter + ACKNOWLEDGEMENTS));
    },
    checks: [
      withinForecast,
      (outcome) => switches(isReplaced(outcome) ? 1 : 0)(outcome),
      (outcome) => (isReplaced(outcome) ? lostWhile(taking) : nothingLost)(outcome),
    ],
  };
}

/** The Sentinel on a host that is cut off goes on naming it. What the old primary takes meanwhile is seen to its end. */
async function failOver(stage: Stage, taking: Isolation['taking']): Promise<void> {
  await untilAllNameAnother(stage, others(stage.sentinels, stage.primary));
  await stage.pass(taking(stage.environment).limit ?? milliseconds(0));
}

/** The hosts with a Sentinel and no data. */
function watchers({ hosts }: Environment): readonly Host[] {
  return hosts.filter(({ data, sentinel }) => data === undefined && sentinel !== undefined);
}

function others<Any extends Host>(hosts: readonly Any[], { name }: Named): readonly Any[] {
  return hosts.filter((host) => host.name !== name);
}
