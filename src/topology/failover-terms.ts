/** What the time of a failover is made of: each part with its bounds, its reason and its source. */
import { formatSeconds, formatSize, milliseconds } from '../base/units.ts';
import { dataHosts, type Environment } from './environment.ts';
import { disklessDelay, SYNC_RATE, transferTime } from './full-sync.ts';
import { mostData } from './most-data.ts';
import { span, type Term } from './sum.ts';

/** Sentinel's timer runs at a random 10 to 19 Hz, so that Sentinels do not vote in step (redis sentinel.c, sentinelTimer). */
export const TICK = span(52, 100);

/** Of PING and, while the primary is down, of INFO (redis sentinel.c, sentinelSendPeriodicCommands). */
const PERIOD = milliseconds(1_000);

/** A replica's new state is seen by at most two polls (redis sentinel.c, sentinelFailoverReconfNextSlave). */
export const POLLS = milliseconds(2 * PERIOD);

/** A next try is put off by up to this, at random (redis sentinel.c, SENTINEL_MAX_DESYNC). */
const DESYNC = milliseconds(1_000);

/** The silence that a Sentinel waits for. */
export function downAfter({ sentinel }: Environment): Term {
  return {
    name: 'downAfter',
    span: { from: sentinel.downAfter, to: sentinel.downAfter },
    meaning: 'the primary is silent for this long',
    source: 'sentinel.downAfter',
  };
}

/** A closed connection is opened anew in the next tick, whose ping starts the count; a later tick sees that it is over. */
export const noticeOfReset: Term = {
  name: 'notice',
  span: span(0, 2 * TICK.to),
  meaning: 'its connections are reset: one tick starts to count, another sees that it is over',
  source:
    'redis sentinel.c, sentinelReconnectInstance and sentinelCheckSubjectivelyDown; measured with one Sentinel, Redis 7.0.15, two busy cores: 23 to 163 ms in 55 of 56 kills, and 0.6 s too early in one, where a ping was still unanswered; 0.54 s where the Sentinel had connected less than a second before, since it does so once a second',
};

/** Silence counts from the first ping without an answer. */
export function noticeOfSilence({ sentinel }: Environment): Term {
  return {
    name: 'notice',
    span: span(0, Math.min(PERIOD, sentinel.downAfter) + 2 * TICK.to),
    meaning: 'the silence counts from a ping, which a tick sends once a second, and another tick sees it',
    source:
      'redis sentinel.c, sentinelSendPeriodicCommands; measured with three Sentinels: the first after 14 to 843 ms in 16 hangs',
  };
}

/** Agreement, election, selection and promotion. */
export const election: Term = {
  name: 'election',
  span: span(2 * TICK.from, 5 * TICK.to),
  meaning: 'quorum, election, selection and promotion take two to five ticks',
  source: 'redis sentinel.c, sentinelFailoverStateMachine; measured with 1, 3 and 5 Sentinels',
};

/** The leader learns that the replica was promoted. */
export const poll: Term = {
  name: 'poll',
  span: span(0, PERIOD + TICK.to),
  meaning: 'the leader sees the new role in INFO, asked for once a second',
  source: 'redis sentinel.c, sentinelRefreshInstanceInfo; measured: mostly 0.8 to 0.9 s',
};

/** The leader tells the other Sentinels. */
export const hello: Term = {
  name: 'hello',
  span: span(0, 2 * TICK.to),
  meaning: 'the other Sentinels hear of it in a hello sent at once',
  source: 'redis sentinel.c, sentinelForceHelloUpdateForMaster; measured: up to 0.1 s',
};

/** The write guard is met again: the first of the replicas that it asks for resync in part. */
export function guard(environment: Environment): Term {
  const { minReplicasToWrite } = environment.redis;
  const { parallelSyncs, failoverTimeout } = environment.sentinel;
  const waiting = Math.min((rounds(minReplicasToWrite, parallelSyncs) - 1) * POLLS, failoverTimeout);
  return {
    name: 'guard',
    span: span(0, 2 * TICK.to + waiting),
    meaning: `${count(minReplicasToWrite)} attached again, ${parallelSyncs} at a time, by partial resync`,
    source: 'redis.minReplicasToWrite; measured: 0.1 s for one replica',
  };
}

/** All other replicas follow the new primary: by partial resync at best, by a full one at worst. */
export function resync(environment: Environment): Term {
  const { parallelSyncs, failoverTimeout } = environment.sentinel;
  const full = fullSync(environment);
  const inTurn = rounds(followers(environment), parallelSyncs) * (full.time + POLLS);
  return {
    name: 'resync',
    span: span(0, Math.min(inTurn, failoverTimeout + full.time)),
    meaning: `${count(followers(environment))} to follow, ${parallelSyncs} at a time, each at once by partial resync or within ${formatSeconds(POLLS)} of polls and ${full.meaning}`,
    source:
      'sentinel.parallelSyncs, redis.maxmemory; what is not done after sentinel.failoverTimeout is told at once',
  };
}

/** What the next try adds where the first fails. */
export function retry({ sentinel }: Environment): Term {
  const wait = 2 * sentinel.failoverTimeout;
  return {
    name: 'retry',
    span: span(wait, wait + DESYNC + TICK.to),
    meaning: 'the next try waits twice failoverTimeout, and up to a second more',
    source:
      'redis sentinel.c, sentinelStartFailoverIfNeeded; measured at 6 s: 12.4 to 12.6 s after the first try',
  };
}

/** What it takes until the replicas follow that nobody leads. */
export function unled({ sentinel }: Environment): Term {
  return {
    name: 'unled',
    span: span(sentinel.failoverTimeout, sentinel.failoverTimeout + PERIOD + 2 * TICK.to),
    meaning:
      'a Sentinel corrects a replica that has followed a wrong primary for failoverTimeout, at its next answer to INFO, asked for once a second',
    source:
      'redis sentinel.c, sentinelRefreshInstanceInfo; measured with Redis 7.0.15 at 60 s: 60.1 s after the first Sentinel named the new primary, with one Sentinel and with five',
  };
}

/** `1 replica is`, `2 replicas are`. */
function count(replicas: number): string {
  return replicas === 1 ? '1 replica is' : `${replicas} replicas are`;
}

/** How many replicas are left after the failover. */
export function followers(environment: Environment): number {
  return dataHosts(environment).length - 2;
}

/** With none at a time, which a file may say, replicas wait until failoverTimeout has passed (measured). */
function rounds(replicas: number, atATime: number): number {
  return atATime > 0 ? Math.ceil(replicas / atATime) : Number.POSITIVE_INFINITY;
}

function fullSync(environment: Environment): { readonly time: number; readonly meaning: string } {
  const { parallelSyncs } = environment.sentinel;
  const data = mostData(environment);
  const delay = disklessDelay(environment, Math.min(parallelSyncs, followers(environment)));
  const time = milliseconds(delay + transferTime(data));
  return {
    time,
    meaning: `${formatSeconds(time)} of full resync (${formatSeconds(delay)} until it begins, then ${formatSize(data)} at an assumed ${formatSize(SYNC_RATE)} a second)`,
  };
}
