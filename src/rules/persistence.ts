/** What survives a restart. */
import { bytes, formatSize } from '../base/units.ts';
import { dataHosts } from '../topology/environment.ts';
import { mostDataOf } from '../topology/most-data.ts';
import type { ConfigurationRule, Rule } from './rule.ts';
import { eachServer, violatedWhen } from './violation.ts';

const FIELD = 'redis.persistence';

export const emptyRestart: ConfigurationRule = {
  name: 'empty-restart',
  judges: 'configuration',
  needs: ['server'],
  severity: 'error',
  waivable: true,
  summary: 'A host that may be primary does not come back empty: its replicas would be emptied with it.',
  why: 'A primary that reboots before it is called down starts empty, and its replicas drop their data to be like it.',
  source:
    'Redis documentation, replication: safety when the primary has persistence off; measured: 1,000 keys to 0 on all hosts',
  remedy: "give redis.persistence 'rdb' or 'aof', or waive this for a cache",
  check: eachServer(({ promotable, persistence: { kind, place, written, remedy, forCache } }) =>
    violatedWhen(kind === 'none' && promotable, {
      ...place,
      message: `${written} lets a primary that reboots before it is called down start empty and wipe its replicas`,
      remedy: `${remedy}, or ${forCache}`,
    }),
  ),
};

export const persistenceNone: ConfigurationRule = {
  name: 'persistence-none',
  judges: 'configuration',
  needs: ['server'],
  severity: 'warning',
  waivable: true,
  summary: 'Something is kept on disk.',
  why: 'If all hosts restart at once, everything is lost.',
  source: 'Redis documentation, persistence',
  remedy: "give redis.persistence 'rdb' or 'aof'",
  check: eachServer(({ persistence: { kind, place, written, remedy } }) =>
    violatedWhen(kind === 'none', {
      ...place,
      message: `${written} keeps nothing on disk, so all hosts restarting at once lose everything`,
      remedy,
    }),
  ),
};

export const durabilityAof: Rule = {
  name: 'durability-aof',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment keeps every write, not only snapshots.',
  why: 'With snapshots alone a power cut of all hosts loses all that was written since the last one; an orderly stop saves.',
  source: 'Redis documentation, persistence',
  remedy: "give redis.persistence 'aof'",
  check(environment) {
    const { persistence } = environment.redis;
    return violatedWhen(environment.protected && persistence !== 'aof', {
      field: FIELD,
      message: `${persistence} loses all writes since the last snapshot when all hosts lose power, in a protected environment`,
      remedy: "give 'aof'",
    });
  },
};

/** An append-only file, the one it is rewritten to, and a snapshot. */
const VOLUME_PER_MAXMEMORY = 2.5;
const GIB = 1024 ** 3;

export const volumeSize: Rule = {
  name: 'volume-size',
  severity: 'error',
  waivable: true,
  summary: `A data volume is ${VOLUME_PER_MAXMEMORY} times as large as the data that its host may hold: the largest maxmemory of the group.`,
  why: 'A file is rewritten beside the one in use, and a snapshot beside both: on a full disk a primary refuses writes.',
  source: 'redis.conf, stop-writes-on-bgsave-error: with a full disk a primary refuses writes',
  remedy: 'give the volume of the host more, or leave it out',
  check(environment) {
    if (environment.redis.persistence === 'none') return [];
    return dataHosts(environment).flatMap((host) => {
      const { volume } = host.data;
      const data = mostDataOf(environment, host);
      const least = bytes(Math.ceil((data * VOLUME_PER_MAXMEMORY) / GIB) * GIB);
      return violatedWhen(volume.size < least, {
        field: `hosts.${host.name}.volume`,
        message: `${formatSize(volume.size)} may run full, since ${formatSize(data)} of data need ${VOLUME_PER_MAXMEMORY} times as much while they are saved`,
        remedy: `give ${formatSize(least)} or more, or leave it out`,
      });
    });
  },
};
