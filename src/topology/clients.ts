/** How clients come through a failover: what each adds once Sentinels name the new primary. */
import type { Milliseconds } from '../base/units.ts';
import { type Environment, firstPrimary } from './environment.ts';
import type { Fault } from './forecast.ts';
import { type Never, type Span, span } from './sum.ts';

/**
 * What the client's author decided, or `time limits` that let it leave a primary or a Sentinel that does not answer, as the
 * code has them that `vedette clients` writes.
 */
export type ClientSettings = 'default' | 'time limits';

/** A client library with its settings, as it was measured. */
export interface Client {
  /** With the versions that were measured. */
  readonly name: string;
  readonly settings: ClientSettings;
  /**
   * From the moment that Sentinels name the new primary to the first write that it acknowledges.
   *
   * @param gap how long the client has tried in vain by then, at most
   */
  readonly reconnects: (environment: Environment, fault: Fault, gap: Milliseconds) => Span | Never;
}

/**
 * Where the figures of `CLIENTS` come from. A hang, and a host without power or network, are one fault here: the longer
 * of both counts.
 */
export const CLIENTS_MEASURED =
  'measured with Redis 7.0.15 on loopback, downAfter 1 s and 3 s, three Sentinels, one write after another';

const WAITS: Never = { never: 'it has no time limit for the answer of a silent primary' };

/** Any of the Sentinels may be the first that it asks. */
const WAITS_FOR_SENTINEL: Never = {
  never: "it has no time limit for the answer of the Sentinel on the primary's host",
};

/** The back-off of ioredis 6 doubles from 50 ms, and ends at 5 s and up to 0.2 s at random (measured at 1.7 and 3.2 s). */
const LONGEST_BACK_OFF = 5_200;

/** The clients that were measured. */
export const CLIENTS: readonly Client[] = [
  {
    name: 'node-redis 6.3',
    settings: 'default',
    reconnects: (environment, fault) => {
      if (fault === 'killed') return span(300, 3_000);
      return sharesHost(environment) ? WAITS_FOR_SENTINEL : span(300, 2_600);
    },
  },
  {
    name: 'ioredis 6.0',
    settings: 'default',
    // It has waited in steps of which each is as long as all before it.
    reconnects: (_, fault, gap) => (fault === 'killed' ? span(100, Math.min(gap, LONGEST_BACK_OFF)) : WAITS),
  },
  {
    name: 'ioredis 5.11, iovalkey 0.4',
    settings: 'default',
    reconnects: (_, fault) => (fault === 'killed' ? span(0, 1_000) : WAITS),
  },
  {
    name: 'redis-py 4.3 and 6.4',
    settings: 'default',
    reconnects: (_, fault) => (fault === 'killed' ? span(0, 700) : WAITS),
  },
  {
    name: 'node-redis 6.3',
    settings: 'time limits',
    reconnects: (_, fault) => span(0, fault === 'killed' ? 3_000 : 4_100),
  },
  {
    name: 'ioredis 5.11 and 6.0, iovalkey 0.4',
    settings: 'time limits',
    reconnects: (_, fault) => span(0, fault === 'killed' ? 700 : 1_800),
  },
  {
    name: 'redis-py 4.3 and 6.4, valkey-py 6.1',
    settings: 'time limits',
    reconnects: (_, fault) => span(0, fault === 'killed' ? 200 : 1_100),
  },
];

/**
 * In words, what becomes of writes by clients without time limits where the hung primary wakes after the failover: nothing tells
 * it at once that it is one no longer (measured: 10.0 s of writes at 90 a second; with a write guard, one write).
 */
export function whenItWakes({ redis }: Environment): string {
  const waiting = 'Where a hung primary wakes, clients that still wait for it';
  return redis.minReplicasToWrite === 0
    ? `${waiting} write to it for about 10 s more, and all of that is lost`
    : `${waiting} lose the write that is under way, and are refused for about 10 s more (NOREPLICAS)`;
}

/** True where a Sentinel falls silent with the primary. */
function sharesHost(environment: Environment): boolean {
  return firstPrimary(environment).sentinel !== undefined;
}
