/** How many Sentinels there are and how many of them must agree. */
import { dataHosts, majority, sentinelHosts } from '../topology/environment.ts';
import type { ConfigurationRule, Rule } from './rule.ts';
import { count, eachGroup, violatedWhen } from './violation.ts';

const DOCUMENTED = 'Redis documentation, High availability with Redis Sentinel';

export const sentinelCount: Rule = {
  name: 'sentinel-count',
  severity: 'error',
  waivable: true,
  summary: 'A group has at least three Sentinels, so that one may be lost.',
  source: `${DOCUMENTED}, examples 1 to 4`,
  check(environment) {
    const sentinels = sentinelHosts(environment).length;
    return violatedWhen(sentinels < 3, {
      field: 'hosts',
      message: `${count(sentinels, 'host')} with the role sentinel cannot lose one and still fail over`,
      remedy: 'give at least three hosts the role sentinel',
    });
  },
};

export const sentinelEven: Rule = {
  name: 'sentinel-even',
  severity: 'warning',
  waivable: true,
  summary: 'The number of Sentinels is odd: one more than an odd number tolerates no further loss.',
  source: 'redis sentinel.c, sentinelGetLeader: a majority of all known Sentinels',
  check(environment) {
    const sentinels = sentinelHosts(environment).length;
    return violatedWhen(sentinels > 0 && sentinels % 2 === 0, {
      field: 'hosts',
      message: `${sentinels} Sentinels may lose no more hosts than ${sentinels - 1} may`,
      remedy: 'add a Sentinel or take one away',
    });
  },
};

export const quorumRange: ConfigurationRule = {
  name: 'quorum-range',
  judges: 'configuration',
  severity: 'error',
  waivable: false,
  summary: 'The quorum can be reached: it is at least 1 and at most the number of Sentinels.',
  source: 'redis sentinel.c, sentinelCheckObjectivelyDown; a quorum of 0 is refused at start',
  check: eachGroup(({ get, sentinels }) => {
    const { number, place } = get('quorum');
    if (sentinels === undefined) return [];
    return violatedWhen(number < 1 || number > sentinels, {
      ...place,
      message: `${number} is not from 1 to ${sentinels}, the number of Sentinels, so the primary is never found down`,
      remedy: `give ${Math.max(majority(sentinels), 1)}, a majority`,
    });
  }),
};

export const quorumMajority: ConfigurationRule = {
  name: 'quorum-majority',
  judges: 'configuration',
  severity: 'error',
  waivable: true,
  summary: 'The quorum is a majority, so that a few Sentinels with a bad link do not start failovers.',
  source: `${DOCUMENTED}, quorum`,
  check: eachGroup(({ get, sentinels }) => {
    const { number, place } = get('quorum');
    if (sentinels === undefined) return [];
    return violatedWhen(number >= 1 && number < majority(sentinels), {
      ...place,
      message: `${number} of ${sentinels} Sentinels are no majority and yet start a failover`,
      remedy: `give ${majority(sentinels)}`,
    });
  }),
};

export const quorumUnanimous: ConfigurationRule = {
  name: 'quorum-unanimous',
  judges: 'configuration',
  severity: 'warning',
  waivable: true,
  summary: 'The quorum is below the number of Sentinels, so that losing one does not stop failover.',
  source: 'redis sentinel.c, sentinelCheckObjectivelyDown',
  check: eachGroup(({ get, sentinels }) => {
    const { number, place } = get('quorum');
    if (sentinels === undefined) return [];
    return violatedWhen(sentinels > 1 && number === sentinels, {
      ...place,
      message: `${number} of ${sentinels} Sentinels must agree, so losing one of them stops failover`,
      remedy:
        majority(sentinels) < number ? `give ${majority(sentinels)}, or add Sentinels` : 'add Sentinels',
    });
  }),
};

export const sentinelColocated: Rule = {
  name: 'sentinel-colocated',
  severity: 'warning',
  waivable: true,
  summary:
    'With two data hosts, Sentinels also stand on other hosts: losing the primary must leave a majority.',
  source: `${DOCUMENTED}, example 1`,
  check(environment) {
    const sentinels = sentinelHosts(environment);
    const data = dataHosts(environment);
    const allOnData = sentinels.length > 0 && sentinels.every((host) => host.data !== undefined);
    return violatedWhen(data.length === 2 && allOnData, {
      field: 'hosts',
      message: `every Sentinel stands on one of the two data hosts ${data.map(({ name }) => name).join(' and ')}`,
      remedy: 'add a Sentinel on a host of its own',
    });
  },
};
