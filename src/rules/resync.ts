/** Whether a replica that was away, or is new, catches up with the writes that it missed. */
import {
  type Bytes,
  bytes,
  formatDuration,
  formatSeconds,
  formatSize,
  type Milliseconds,
  milliseconds,
} from '../base/units.ts';
import { findDirective } from '../redis/catalogue/index.ts';
import { numberOf, valuesOf } from '../topology/effective.ts';
import type { Environment } from '../topology/environment.ts';
import { transferTime } from '../topology/full-sync.ts';
import { mostData } from '../topology/most-data.ts';
import type { EnvironmentRule } from './rule.ts';
import { violatedWhen } from './violation.ts';

/** Assumed: in this time as much is written as there is data. */
const WRITTEN_ANEW = milliseconds(24 * 60 * 60 * 1_000);
const ASSUMED = 'assumed: all data is written anew once a day, and 100mb of it are sent in a second';

/** Getting all data anew is no harm where it is over so soon. */
const SHORT_SYNC = milliseconds(120_000);

const MIB = 1024 ** 2;

export const backlogSize: EnvironmentRule = {
  name: 'backlog-size',
  severity: 'warning',
  waivable: true,
  summary: 'The backlog holds what is written while a replica is away for downAfter and failoverTimeout.',
  why: 'A replica that missed more gets all data again, and is not in sync until then.',
  source: `redis.conf, repl-backlog-size; sentinel.c: a replica may be told of its new primary as late as failoverTimeout after the failover; ${ASSUMED}`,
  remedy: 'give repl-backlog-size what is written in that time',
  check(environment) {
    const { downAfter, failoverTimeout } = environment.sentinel;
    const data = mostData(environment);
    const backlog = numberOf(environment, 'redis', 'repl-backlog-size');
    const away = milliseconds(downAfter + failoverTimeout);
    const needed = Math.ceil(written(data, away) / MIB) * MIB;
    return violatedWhen(transferTime(data) > SHORT_SYNC && backlog < needed, {
      field: 'redis.directives.repl-backlog-size',
      message: `${size(backlog)} is less than is written while a replica is away for ${formatDuration(away)}, if ${formatSize(data)} are written anew once a day; it then gets all of them again, in ${formatSeconds(transferTime(data))}`,
      remedy: `give at least ${size(needed)}`,
    });
  },
};

export const replicaBuffer: EnvironmentRule = {
  name: 'replica-buffer',
  severity: 'warning',
  waivable: true,
  summary: 'The output buffer of a replica holds what is written while it gets all data.',
  why: 'A replica that is cut off begins again, and may never be in sync.',
  source: `redis networking.c, checkClientOutputBufferLimits: a replica above it is cut off, and begins anew; ${ASSUMED}`,
  remedy: 'raise the limits of the class replica in client-output-buffer-limit',
  check(environment) {
    const data = mostData(environment);
    const time = transferTime(data);
    const meanwhile = Math.ceil(written(data, time) / MIB) * MIB;
    const { hard, soft, seconds } = replicaLimits(environment);
    const enough = `replica ${size(hard && Math.max(hard, meanwhile))} ${size(meanwhile)} ${seconds}`;
    return violatedWhen(isCutOff(environment, data, time), {
      field: 'redis.directives.client-output-buffer-limit',
      message: `replica ${size(hard)} ${size(soft)} ${seconds} cuts a replica off while it gets ${formatSize(data)} in ${formatSeconds(time)}, if they are written anew once a day, and it begins again`,
      remedy: `give '${enough}' or more`,
    });
  },
};

/** When a primary cuts a replica off; 0 stands for never. */
export interface ReplicaLimits {
  /** At once above so many bytes. */
  readonly hard: number;
  /** Above so many bytes for so many seconds. */
  readonly soft: number;
  readonly seconds: number;
}

/** The limits of the class `replica` in client-output-buffer-limit. */
export function replicaLimits(environment: Environment): ReplicaLimits {
  const limits = valuesOf(environment, 'redis', 'client-output-buffer-limit');
  const [hard = 0, soft = 0, seconds = 0] = limits.slice(limits.indexOf('replica') + 1).map(Number);
  return { hard, soft, seconds };
}

function isCutOff(environment: Environment, data: Bytes, time: Milliseconds): boolean {
  const { hard, soft, seconds } = replicaLimits(environment);
  const elsewhere = keptByReplica(environment, hard);
  // Below the backlog, whose memory it shares, a hard limit is not heeded.
  const most = Math.max(hard, numberOf(environment, 'redis', 'repl-backlog-size'));
  const aboveSoft = time - (time * (soft + elsewhere)) / written(data, time);
  return (hard > 0 && written(data, time) - elsewhere > most) || (soft > 0 && aboveSoft > seconds * 1_000);
}

/** From 8.0 on a replica keeps the stream itself while it loads, up to a limit that is by default the hard one. */
function keptByReplica(environment: Environment, hard: number): number {
  const name = 'replica-full-sync-buffer-limit';
  if (findDirective('redis', environment.redis.version, name) === undefined) return 0;
  return numberOf(environment, 'redis', name) || hard || Number.POSITIVE_INFINITY;
}

function written(data: Bytes, time: Milliseconds): number {
  return (data * time) / WRITTEN_ANEW;
}

function size(value: number): string {
  return formatSize(bytes(value));
}
