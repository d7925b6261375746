/** What an environment cannot come through by its own rules. */
import { dataHosts, type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import { type Fault, forecast, isNever } from '../topology/forecast.ts';
import { losses, sentinelsNeeded } from '../topology/losses.ts';
import { powerCutOf } from '../topology/power-cut.ts';
import type { Beyond } from './record.ts';

/** Why a fault of the primary is not followed by a failover after which it takes writes; undefined if it is. */
export function withoutFailover(environment: Environment, fault: Fault): Beyond | undefined {
  const { writable } = forecast(environment, fault);
  return isNever(writable) ? unled(environment, writable.never) : undefined;
}

/** Why a primary that dies while a Sentinel is missing is not replaced; undefined if it is. `which` is that one: `the leader`. */
export function withoutSentinel(environment: Environment, which: string): Beyond | undefined {
  const sentinels = sentinelHosts(environment).length;
  const needed = sentinelsNeeded(environment);
  return sentinels - 1 < needed
    ? unled(
        environment,
        `without ${which} ${sentinels - 1} of ${sentinels} Sentinels are left, and a failover needs ${needed} (sentinel-count)`,
      )
    : withoutFailover(environment, 'killed');
}

/** Why the loss of a host is not followed by a failover; undefined if it is. */
export function withoutHost(environment: Environment, host: Host): Beyond | undefined {
  return withoutAny(environment, 'host', host.name) ?? withoutFailover(environment, 'hung');
}

/** Why the loss of a zone is not followed by a failover; undefined if it is. */
export function withoutZone(environment: Environment, host: Host): Beyond | undefined {
  return withoutAny(environment, 'zone', host.zone.name) ?? withoutFailover(environment, 'hung');
}

function withoutAny(environment: Environment, kind: 'host' | 'zone', name: string): Beyond | undefined {
  const loss = losses(environment).find((one) => one.kind === kind && one.name === name);
  if (loss === undefined) return undefined;
  const needed = sentinelsNeeded(environment);
  if (!loss.failover)
    return unled(
      environment,
      `the loss of ${kind} ${name} leaves ${loss.sentinels} of ${sentinelHosts(environment).length} Sentinels, and a failover needs ${needed} (${kind === 'zone' ? 'zone-majority' : 'sentinel-count'})`,
    );
  return loss.writable
    ? undefined
    : unled(
        environment,
        `the loss of ${kind} ${name} leaves too few data hosts to write to (promotable-count, min-replicas-single)`,
      );
}

/** Why a primary that is cut off from the group takes writes that are lost; undefined if its write guard ends that. */
export function withoutGuard(environment: Environment): Beyond | undefined {
  return environment.redis.minReplicasToWrite > 0
    ? undefined
    : {
        because:
          'redis.minReplicasToWrite is 0, so that a primary that is cut off takes writes until it is back (min-replicas-off)',
        about: ['writes'],
      };
}

/** Why a primary's process that is killed takes what its files lack with it; undefined if a replica has that, or they lack nothing. */
export function withoutCopy(environment: Environment): Beyond | undefined {
  return dataHosts(environment).length > 1 || environment.redis.persistence === 'aof'
    ? undefined
    : {
        because: `nobody else has what the files of the primary lack: ${powerCutOf(environment).loses} (promotable-count, durability-aof)`,
        about: ['writes'],
      };
}

/** Nobody else can lead, so that a primary that comes back has what its disk has, or there is somebody who has all. */
function unled(environment: Environment, because: string): Beyond {
  const promotable = dataHosts(environment).filter(({ data }) => data.priority > 0);
  return { because, about: promotable.length < 2 ? ['failover', 'writes'] : ['failover'] };
}
