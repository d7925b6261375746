/** What the time of a failover is made of: each part with its bounds, its reason and its source. */
import { bytes, formatDuration, formatSize, type Milliseconds, milliseconds } from '../base/units.ts';
import { numberOf, valuesOf } from './effective.ts';
import { dataHosts, type Environment } from './environment.ts';

/** The bounds of a length of time. */
export interface Span {
  readonly from: Milliseconds;
  readonly to: Milliseconds;
}

/** One part of the time of a failover. */
export interface Term {
  /** The name that formulas use. */
  readonly name: string;
  readonly span: Span;
  /** What takes this time. */
  readonly meaning: string;
  /** The field, the program's source or the measurement that it comes from. */
  readonly source: string;
}

/** Sentinel's timer runs at a random 10 to 19 Hz, so that Sentinels do not vote in step (redis sentinel.c, sentinelTimer). */
const TICK = span(52, 100);

/** Of PING and, while the primary is down, of INFO (redis sentinel.c, sentinelSendPeriodicCommands). */
const PERIOD = milliseconds(1_000);

/** A replica's new state is seen by at most two polls (redis sentinel.c, sentinelFailoverReconfNextSlave). */
const POLLS = milliseconds(2 * PERIOD);

/** Assumed: how fast a data set is written, sent and loaded again. */
const SYNC_RATE = bytes(100 * 1024 ** 2);

/** The silence that a Sentinel waits for. */
export function downAfter({ sentinel }: Environment): Term {
  return {
    name: 'downAfter',
    span: { from: sentinel.downAfter, to: sentinel.downAfter },
    meaning: 'the primary is silent for this long',
    source: 'sentinel.downAfter',
  };
}

/** A closed connection is seen in the next tick. */
export const noticeOfReset: Term = {
  name: 'notice',
  span: span(0, TICK.to),
  meaning: 'its connections are reset, which the next tick sees',
  source: 'redis sentinel.c, sentinelCheckSubjectivelyDown',
};

/** Silence counts from the first ping without an answer. */
export function noticeOfSilence({ sentinel }: Environment): Term {
  return {
    name: 'notice',
    span: span(0, Math.min(PERIOD, sentinel.downAfter) + TICK.to),
    meaning: 'the silence counts from a ping, sent once a second, and is seen in the next tick',
    source: 'redis sentinel.c, sentinelSendPeriodicCommands',
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
    meaning: `${count(followers(environment))} to follow, ${parallelSyncs} at a time, each at once by partial resync or within ${formatDuration(POLLS)} of polls and ${full.meaning}`,
    source:
      'sentinel.parallelSyncs, redis.maxmemory; what is not done after sentinel.failoverTimeout is told at once',
  };
}

/** What an election without a winner adds. */
export function retry({ sentinel }: Environment): Term {
  return {
    name: 'retry',
    span: span(2 * sentinel.failoverTimeout, 2 * sentinel.failoverTimeout + PERIOD),
    meaning: 'no Sentinel wins the first election, and the next try waits twice failoverTimeout',
    source: 'redis sentinel.c, sentinelStartFailoverIfNeeded',
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
  const data = bytes(Math.max(...dataHosts(environment).map((host) => host.data.maxmemory)));
  const delay = disklessDelay(environment);
  const transfer = milliseconds(Math.ceil((data / SYNC_RATE) * 1_000));
  return {
    time: delay + transfer,
    meaning: `${formatDuration(milliseconds(delay + transfer))} of full resync (repl-diskless-sync-delay ${formatDuration(delay)}, then ${formatSize(data)} at an assumed ${formatSize(SYNC_RATE)} a second)`,
  };
}

function disklessDelay(environment: Environment): Milliseconds {
  const diskless = valuesOf(environment, 'redis', 'repl-diskless-sync')[0] === 'yes';
  return milliseconds(diskless ? numberOf(environment, 'redis', 'repl-diskless-sync-delay') * 1_000 : 0);
}

function span(from: number, to: number): Span {
  return { from: milliseconds(from), to: milliseconds(to) };
}
