/** Whether a data host's memory is enough for what Redis needs besides data. */
import { bytes, formatSize } from '../base/units.ts';
import { numberOf, valuesOf } from '../topology/effective.ts';
import { dataHosts, type Environment, type HostWithData } from '../topology/environment.ts';
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
  source: 'redis.conf, maxmemory: 0 is no limit',
  check: eachServer(({ get }) => {
    const { number, place, write } = get('maxmemory');
    return violatedWhen(number === 0, {
      ...place,
      message: `${write(number)} is no limit, so data grows until the system ends Redis`,
      remedy: 'give a size such as 1gb, below the memory of the host',
    });
  }),
};

export const memoryHeadroom: Rule = {
  name: 'memory-headroom',
  severity: 'error',
  waivable: true,
  summary: `Data, ${COPY_ON_WRITE * 100} % of it for copy-on-write, backlog and replica buffers take at most ${ERROR_ABOVE * 100} % of the host's memory, better ${WARNING_ABOVE * 100} %.`,
  source: 'redis.conf, maxmemory and client-output-buffer-limit; a fork doubles the pages that are written',
  check(environment) {
    const besidesData = backlog(environment) + replicaBuffers(environment);
    return dataHosts(environment).flatMap((host) => headroomOf(host, besidesData));
  },
};

function headroomOf({ name, size, memory, data }: HostWithData, besidesData: number): readonly Violation[] {
  const need = data.maxmemory * (1 + COPY_ON_WRITE) + besidesData;
  const share = need / memory;
  if (share <= WARNING_ABOVE) return [];
  const fitting = (memory * WARNING_ABOVE - besidesData) / (1 + COPY_ON_WRITE);
  return [
    {
      field: 'redis.maxmemory',
      message: `${formatSize(data.maxmemory)} on ${name} (${size}) needs about ${rounded(need)} with copy-on-write and buffers, ${Math.ceil(share * 100)} % of its ${formatSize(memory)}`,
      remedy: `${fitting >= MIB ? `give at most ${rounded(fitting)}, or take` : 'take'} a larger size`,
      severity: share > ERROR_ABOVE ? 'error' : 'warning',
    },
  ];
}

function backlog(environment: Environment): number {
  return numberOf(environment, 'redis', 'repl-backlog-size');
}

/** What replicas may hold for long: the soft limit of their class, or the hard one where there is no soft one. */
function replicaBuffers(environment: Environment): number {
  const limits = valuesOf(environment, 'redis', 'client-output-buffer-limit');
  const [hard, soft] = limits.slice(limits.indexOf('replica') + 1).map(Number);
  return (soft || hard || 0) * (dataHosts(environment).length - 1);
}

function rounded(size: number): string {
  return formatSize(bytes(Math.floor(size / MIB) * MIB));
}
