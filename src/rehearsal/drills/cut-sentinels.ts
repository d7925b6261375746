import { formatSeconds, milliseconds } from '../../base/units.ts';
import { type Environment, type Host, majority, sentinelHosts } from '../../topology/environment.ts';
import { forecast, isNever } from '../../topology/forecast.ts';
import { lostWhile, nothingLost, promotions, switches } from '../checks.ts';
import type { Drill, Outcome } from '../drill.ts';
import { cut, LINKS_MENDED, mendLinks } from '../faults.ts';
import { type Taking, takingAmongReplicas } from '../old-primary.ts';
import type { Check } from '../record.ts';
import type { Stage } from '../stage.ts';

/** A Sentinel that could fail over would have begun by then, and told. */
const AFTERMATH = milliseconds(2_500);

/** Cutting each host off takes a moment, and so does the return of the links. */
const AROUND = milliseconds(2_000);

export const cutSentinelMinority = cutting(
  {
    name: 'cut-sentinel-minority',
    story:
      'Cuts as many Sentinels off, each from every other host, as may be missing, and lets them back: no failover comes while they are cut off, and writes go on. If they are a quorum, they may begin one when they are back.',
    unfit: (environment) =>
      minority(environment) === 0
        ? `no Sentinel of ${sentinelHosts(environment).length} may be missing`
        : undefined,
  },
  minority,
);

export const cutSentinelMajority = cutting(
  {
    name: 'cut-sentinel-majority',
    story:
      'Cuts a majority of the Sentinels off, each from every other host, and lets them back: no failover comes while they are cut off, and writes go on. If they are a quorum, they may begin one when they are back.',
  },
  (environment) => majority(sentinelHosts(environment).length),
);

function minority(environment: Environment): number {
  const sentinels = sentinelHosts(environment).length;
  return sentinels - majority(sentinels);
}

/**
 * Sentinels that are back find each other and the primary one after the other, and each still calls the primary down that it
 * has not found yet: where they are a quorum, they fail over one that is well (measured with Redis 7.0.15).
 */
function cutting(
  drill: Pick<Drill, 'name' | 'story' | 'unfit'>,
  number: (environment: Environment) => number,
): Drill {
  const mayFailOver = (environment: Environment): boolean =>
    number(environment) >= environment.sentinel.quorum && !isNever(forecast(environment, 'killed').role);
  return {
    ...drill,
    loses: (environment) => (mayFailOver(environment) ? takingApart(environment).words : undefined),
    run: async (stage) => {
      for (const host of lastNeeded(stage).slice(0, number(stage.environment)))
        await cut(
          stage,
          [host],
          stage.environment.hosts.filter((other) => other !== host),
        );
      await stage.pass(milliseconds(stage.environment.sentinel.downAfter + AFTERMATH));
      await mendLinks(stage);
    },
    checks: [
      noneWhileCut,
      (outcome) => (mayFailOver(outcome.environment) ? onceAtMost : switches(0))(outcome),
      (outcome) => (mayFailOver(outcome.environment) ? lostWhile(takingApart) : nothingLost)(outcome),
    ],
  };
}

/** Hosts that hold no data come first, then replicas: the primary's own links stay if any others can be taken. */
function lastNeeded({ sentinels, primary }: Stage): readonly Host[] {
  const rank = ({ name, data }: Host): number => (name === primary.name ? 2 : data === undefined ? 0 : 1);
  return [...sentinels].sort((one, other) => rank(one) - rank(other));
}

/** They may promote a replica that was cut off with them, the only one that they find: it lacks all since then (measured). */
function takingApart(environment: Environment): Taking {
  const { limit = milliseconds(0) } = takingAmongReplicas(environment);
  const all = milliseconds(environment.sentinel.downAfter + AFTERMATH + AROUND + limit);
  return {
    limit: all,
    words: `what was written since the Sentinels were cut off, ${formatSeconds(all)} at most, where those that are back promote a replica that was cut off with them (quorum-majority, sentinel-colocated)`,
  };
}

/** Whatever happens once the links are mended. */
export function noneWhileCut({ round: { marks, timeline } }: Outcome): Check {
  const mended = marks.find(({ text }) => text === LINKS_MENDED)?.at ?? Number.POSITIVE_INFINITY;
  const early = promotions(timeline.roles).filter(({ at }) => at < mended);
  return {
    about: 'failover',
    must: 'No replica is promoted while the Sentinels are cut off',
    held: early.length === 0,
    seen: early.map(({ host }) => host).join(', ') || 'none was',
  };
}

function onceAtMost({ round: { timeline } }: Outcome): Check {
  const hosts = promotions(timeline.roles).map(({ host }) => host);
  return {
    about: 'failover',
    must: 'No more than one replica is promoted when they are back',
    held: hosts.length <= 1,
    seen: hosts.join(', ') || 'none was',
  };
}
