/** What the loss of a whole zone leaves. */
import { dataHosts, sentinelHosts } from '../topology/environment.ts';
import { sentinelsNeeded, zoneLosses } from '../topology/losses.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const zoneMajority: Rule = {
  name: 'zone-majority',
  severity: 'error',
  waivable: true,
  summary: 'With several zones, the loss of any one leaves enough Sentinels for a failover.',
  why: 'The Sentinels of a lost zone still count: without a majority of all of them nobody is promoted.',
  source: 'redis sentinel.c, sentinelGetLeader: a majority of all known Sentinels, lost ones included',
  remedy: 'spread the Sentinels so that every zone holds a minority',
  check(environment) {
    const all = sentinelHosts(environment).length;
    const needed = sentinelsNeeded(environment);
    return zoneLosses(environment)
      .filter(({ failover }) => !failover)
      .map(({ name, sentinels }) => ({
        field: 'hosts',
        message: `the loss of zone ${name} leaves ${sentinels} of ${all} Sentinels, and a failover needs ${needed}`,
      }));
  },
};

export const zoneReplica: Rule = {
  name: 'zone-replica',
  severity: 'error',
  waivable: true,
  summary: 'With several zones, the loss of any one leaves a data host that may be primary.',
  why: 'Where all data hosts that may be primary stand in one zone, its loss leaves nobody to promote.',
  source: 'redis sentinel.c, sentinelSelectSlave',
  remedy: 'put a data host whose priority is not 0 in another zone',
  check(environment) {
    return zoneLosses(environment)
      .filter(({ promotable }) => promotable.length === 0)
      .map(({ name }) => ({
        field: 'hosts',
        message: `the loss of zone ${name} leaves no data host that may be primary`,
      }));
  },
};

export const zoneSingle: Rule = {
  name: 'zone-single',
  severity: 'warning',
  waivable: true,
  summary: 'Where zones or protection are asked for, data hosts stand in more than one zone.',
  why: 'The loss of that zone takes all data hosts at once.',
  source: 'AWS Well-Architected Framework, REL10: deploy to several locations',
  remedy: 'name several zones in network.zones and spread the data hosts over them',
  check(environment) {
    const zones = new Set(dataHosts(environment).map(({ zone }) => zone.name));
    const matters = environment.protected || environment.network.zones.length > 1;
    return violatedWhen(matters && zones.size === 1, {
      field: 'hosts',
      message: `all data hosts stand in zone ${[...zones].join()}, so its loss is an outage`,
    });
  },
};
