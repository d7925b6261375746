/** Whether a data host's memory is enough for what Redis needs besides data. */
import { type Bytes, bytes, formatSize } from '../base/units.ts';
import { numberOf, valuesOf } from '../topology/effective.ts';
import { dataHosts, type Environment, type HostWithData } from '../topology/environment.ts';
import { mostDataOf } from '../topology/most-data.ts';
import { replicaLimits } from './resync.ts';
import type { ConfigurationRule, Rule, Violation } from './rule.ts';
import { eachServer, violatedWhen } from './violation.ts';

/** Assumed: while a snapshot is written, so much of the data is changed and so held twice. */
const COPY_ON_WRITE = 0.2;

const ERROR_ABOVE = 0.8;
const WARNING_ABOVE = 0.65;

const MIB = 1024 ** 2;

export const maxmemoryUnset: ConfigurationRule = {
  name: 'maxmemory-unset',
  judges: 'configuration',
  needs: ['server'],
  severity: 'error',
  waivable: true,
  summary: 'Memory for data has a limit.',
  why: 'Data grows until the system ends Redis.',
  source: 'redis.conf, maxmemory: 0 is no limit',
  remedy: 'give a size such as 1gb, below the memory of the host',
  check: eachServer(({ get }) => {
    const { number, place, write } = get('maxmemory');
    return violatedWhen(number === 0, {
      ...place,
      message: `${write(number)} is no limit, so data grows until the system ends Redis`,
    });
  }),
};

export const memoryHeadroom: Rule = {
  name: 'memory-headroom',
  severity: 'error',
  waivable: true,
  summary: `Data, ${COPY_ON_WRITE * 100} % of it for copy-on-write (all of it with repl-diskless-load swapdb), and the stream kept for replicas take at most ${ERROR_ABOVE * 100} % of the host's memory, better ${WARNING_ABOVE * 100} %. A replica holds what its primary does, so the largest maxmemory of the group counts on each host.`,
  why: 'Snapshots and replicas need memory beside the data; where there is none the system ends Redis.',
  source:
    'redis.conf, maxmemory, replica-ignore-maxmemory, client-output-buffer-limit and repl-diskless-load; a fork doubles the pages that are written',
  remedy: 'give less maxmemory, or a larger size of host',
  check(environment) {
    const perByte = 1 + heldTwice(environment);
    const besidesData = streamMemory(environment);
    const given = environment.definition.redis?.maxmemory;
    return dataHosts(environment).flatMap((host) =>
      headroomOf(host, mostDataOf(environment, host), given, perByte, besidesData),
    );
  },
};

function headroomOf(
  { name, size, memory, data }: HostWithData,
  held: Bytes,
  given: string | undefined,
  perByte: number,
  besidesData: number,
): readonly Violation[] {
  const need = held * perByte + besidesData;
  const share = need / memory;
  if (share <= WARNING_ABOVE) return [];
  const what = held > data.maxmemory ? `${rounded(held)} of another data host` : (given ?? formatSize(held));
  const fitting = (memory * WARNING_ABOVE - besidesData) / perByte;
  return [
    {
      field: 'redis.maxmemory',
      message: `${what} on ${name} (${size}) needs about ${rounded(need)} with its copies and buffers, ${Math.ceil(share * 100)} % of its ${formatSize(memory)}`,
      remedy:
        fitting >= MIB
          ? `give at most ${rounded(fitting)}, or take a larger size`
          : 'take a larger size, or give replicas a smaller client-output-buffer-limit',
      severity: share > ERROR_ABOVE ? 'error' : 'warning',
    },
  ];
}

/**
 * Backlog and replicas read the same blocks, so the longest of them counts once (measured with Redis 7.0.15: 100 MB
 * written, 97 MB taken, for one stopped replica and for three, with a backlog of 1 MB and of 60 MB). What a replica may
 * hold for long is its soft limit, or the hard one where there is no soft one.
 */
function streamMemory(environment: Environment): number {
  const { hard, soft } = replicaLimits(environment);
  const replicas = dataHosts(environment).length - 1;
  return Math.max(numberOf(environment, 'redis', 'repl-backlog-size'), replicas > 0 ? soft || hard : 0);
}

/** How much of the data may be held twice: what changes under a snapshot, or all of it under one that comes in. */
function heldTwice(environment: Environment): number {
  return valuesOf(environment, 'redis', 'repl-diskless-load')[0] === 'swapdb' ? 1 : COPY_ON_WRITE;
}

function rounded(size: number): string {
  return formatSize(bytes(Math.floor(size / MIB) * MIB));
}
