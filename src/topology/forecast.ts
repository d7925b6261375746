/**
 * How long a failover takes, from the fault of the primary to the last replica in sync.
 *
 * Every moment is a sum of terms, so that a forecast can be shown with its reasons. It holds for the first try of an
 * environment at rest: what may cost it is in `setbacks`. The primary's host goes on, and so does a Sentinel on it: what
 * the loss of a whole host leaves is in `losses`. It is Sentinel's part of a gap: the clients' is in `reconnections`.
 */
import { dataHosts, type Environment, firstPrimary, sentinelHosts } from './environment.ts';
import {
  downAfter,
  election,
  followers,
  guard,
  hello,
  noticeOfReset,
  noticeOfSilence,
  poll,
  resync,
} from './failover-terms.ts';
import { sentinelsNeeded } from './losses.ts';
import { earlier, formula, isNever, type Never, plus, type Span, type Sum, type Term, total } from './sum.ts';

export { isNever, type Never, type Span } from './sum.ts';

/**
 * What happens to the primary: its process is `killed` and connections to it are reset, or it is `hung` and silent, as
 * it also is when its host loses power or its network.
 */
export type Fault = 'killed' | 'hung';

/**
 * What is forecast:
 * - `detected`: a Sentinel calls the primary down
 * - `role`: a replica takes the role of primary
 * - `writable`: it takes writes, at once or when the write guard has its replicas again
 * - `named`: the first Sentinel names it, so that clients can find it
 * - `namedByAll`: all Sentinels name it
 * - `synced`: the last of the other replicas is in sync with it
 */
export type Moment = (typeof MOMENTS)[number];

/** Every moment, in the order in which they are told. */
export const MOMENTS = ['detected', 'role', 'writable', 'named', 'namedByAll', 'synced'] as const;

/** When each thing happens, counted from the fault. */
export type Forecast = { readonly fault: Fault } & { readonly [moment in Moment]: Span | Never };

/** A moment and how it is computed. */
export interface MomentForecast {
  readonly moment: Moment;
  readonly when: Span | Never;
  /** The sum in the names of its terms, for example `downAfter + notice`; empty where the moment never comes. */
  readonly formula: string;
  readonly terms: readonly Term[];
}

/** Forecasts the failover after a fault of the first primary. */
export function forecast(environment: Environment, fault: Fault): Forecast {
  const { detected, role, writable, named, namedByAll, synced } = sumsOf(environment, fault);
  return {
    fault,
    detected: total(detected),
    role: total(role),
    writable: total(writable),
    named: total(named),
    namedByAll: total(namedByAll),
    synced: total(synced),
  };
}

/** The formulas of a forecast with their terms, in the order of `Moment`. */
export function forecastTerms(environment: Environment, fault: Fault): readonly MomentForecast[] {
  const sums = sumsOf(environment, fault);
  return MOMENTS.map((moment) => explanation(moment, sums[moment]));
}

function sumsOf(environment: Environment, fault: Fault): Readonly<Record<Moment, Sum>> {
  const notice = fault === 'killed' ? noticeOfReset : noticeOfSilence(environment);
  const detected = sentinelHosts(environment).length === 0 ? NO_SENTINEL : [downAfter(environment), notice];
  const role = blocked(environment) ?? plus(detected, election);
  const named = plus(role, poll);
  return {
    detected,
    role,
    writable: writableSum(environment, role, named),
    named,
    namedByAll: plus(named, hello),
    synced: followers(environment) > 0 ? plus(named, resync(environment)) : earlier(role, NO_FOLLOWER),
  };
}

const NO_SENTINEL: Never = { never: 'there is no Sentinel; give a host the role sentinel' };
const NO_FOLLOWER: Never = { never: 'no other replica is left until a host is back' };

/** Why no replica is promoted; undefined if one is. */
function blocked(environment: Environment): Never | undefined {
  const sentinels = sentinelHosts(environment).length;
  const needed = sentinelsNeeded(environment);
  if (sentinels < needed)
    return {
      never: `a failover needs ${needed} Sentinels and there are ${sentinels}; add some or lower the quorum`,
    };
  const primary = firstPrimary(environment);
  const promotable = dataHosts(environment).filter((host) => host !== primary && host.data.priority > 0);
  return promotable.length === 0
    ? { never: `no other data host than ${primary.name} may be primary; add one` }
    : undefined;
}

/** With a write guard, the new primary takes writes when as many replicas as it asks for have followed it. */
function writableSum(environment: Environment, role: Sum, named: Sum): Sum {
  const { minReplicasToWrite } = environment.redis;
  if (minReplicasToWrite === 0) return role;
  return minReplicasToWrite <= followers(environment)
    ? plus(named, guard(environment))
    : earlier(role, {
        never: `redis.minReplicasToWrite is ${minReplicasToWrite} and ${replicasLeft(environment)} until a host is back`,
      });
}

function replicasLeft(environment: Environment): string {
  const number = followers(environment);
  return number === 1 ? '1 replica is left' : `${number} replicas are left`;
}

function explanation(moment: Moment, sum: Sum): MomentForecast {
  return { moment, when: total(sum), formula: formula(sum), terms: isNever(sum) ? [] : sum };
}
