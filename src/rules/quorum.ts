/** How many Sentinels there are and how many of them must agree. */
import { dataHosts, majority, sentinelHosts } from '../topology/environment.ts';
import type { ConfigurationRule, Rule } from './rule.ts';
import { counted, eachGroup, violatedWhen } from './violation.ts';

const DOCUMENTED = 'Redis documentation, High availability with Redis Sentinel';

export const sentinelCount: ConfigurationRule = {
  name: 'sentinel-count',
  judges: 'configuration',
  needs: ['sentinel', 'sentinels'],
  severity: 'error',
  waivable: true,
  summary: 'A group has at least three Sentinels, so that one may be lost.',
  why: 'A majority of all Sentinels carries out a failover, and of one or two there is none once one is lost.',
  source: `${DOCUMENTED}, examples 1 to 4`,
  remedy: 'let at least three hosts be Sentinels',
  check: eachGroup(({ sentinels, place }) => {
    if (sentinels === undefined) return [];
    return violatedWhen(sentinels < 3, {
      ...place,
      message: `${counted(sentinels, 'Sentinel')} cannot lose one and still fail over`,
    });
  }),
};

export const sentinelEven: ConfigurationRule = {
  name: 'sentinel-even',
  judges: 'configuration',
  needs: ['sentinel', 'sentinels'],
  severity: 'warning',
  waivable: true,
  summary: 'The number of Sentinels is odd: one more than an odd number tolerates no further loss.',
  why: 'A majority of four is three, as it is of five: the fourth host saves nothing, and can be lost too.',
  source: 'redis sentinel.c, sentinelGetLeader: a majority of all known Sentinels',
  remedy: 'add a Sentinel or take one away',
  check: eachGroup(({ sentinels = 0, place }) =>
    violatedWhen(sentinels > 0 && sentinels % 2 === 0, {
      ...place,
      message: `${sentinels} Sentinels may lose no more hosts than ${sentinels - 1} may`,
      ...(sentinels === 2 ? { remedy: 'add a Sentinel' } : {}),
    }),
  ),
};

export const quorumRange: ConfigurationRule = {
  name: 'quorum-range',
  judges: 'configuration',
  needs: ['sentinel', 'sentinels'],
  severity: 'error',
  waivable: false,
  summary: 'The quorum can be reached: it is at least 1 and at most the number of Sentinels.',
  why: 'Above the number of Sentinels the primary is never found down, and with 0 Sentinel does not start.',
  source: 'redis sentinel.c, sentinelCheckObjectivelyDown; a quorum of 0 is refused at start',
  remedy: 'give a majority of the Sentinels',
  check: eachGroup(({ get, sentinels }) => {
    const { number, place } = get('quorum');
    if (sentinels === undefined) return [];
    if (number < 1)
      return [
        { ...place, message: `${number} is less than 1, so no Sentinel starts`, ...giveMajority(sentinels) },
      ];
    return violatedWhen(number > sentinels, {
      ...place,
      message: `${number} is more than the ${counted(sentinels, 'Sentinel')}, so the primary is never found down`,
      ...giveMajority(sentinels),
    });
  }),
};

/** What to do instead, where there are Sentinels at all. */
function giveMajority(sentinels: number): { readonly remedy: string } {
  return { remedy: sentinels === 0 ? 'add Sentinels' : `give ${majority(sentinels)}, a majority` };
}

export const quorumMajority: ConfigurationRule = {
  name: 'quorum-majority',
  judges: 'configuration',
  needs: ['sentinel', 'sentinels'],
  severity: 'error',
  waivable: true,
  summary: 'The quorum is a majority, so that a few Sentinels with a bad link do not start failovers.',
  why: 'A few Sentinels whose own link is bad call the primary down, and the others vote for the failover without looking.',
  source: `${DOCUMENTED}, quorum`,
  remedy: 'give a majority of the Sentinels',
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
  needs: ['sentinel', 'sentinels'],
  severity: 'warning',
  waivable: true,
  summary: 'The quorum is below the number of Sentinels, so that losing one does not stop failover.',
  why: 'All must agree that the primary is down, so with one of them lost no failover begins.',
  source: 'redis sentinel.c, sentinelCheckObjectivelyDown',
  remedy: 'give a majority, or add Sentinels',
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
  why: 'The loss of the primary takes its Sentinels too, and those that are left may be no majority.',
  source: `${DOCUMENTED}, example 1`,
  remedy: 'add a Sentinel on a host of its own',
  check(environment) {
    const sentinels = sentinelHosts(environment);
    const data = dataHosts(environment);
    const allOnData = sentinels.length > 0 && sentinels.every((host) => host.data !== undefined);
    return violatedWhen(data.length === 2 && allOnData, {
      field: 'hosts',
      message: `every Sentinel stands on one of the two data hosts ${data.map(({ name }) => name).join(' and ')}`,
    });
  },
};
