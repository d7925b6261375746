/** What AWS would refuse after it has created half of an environment. */
import { nearest } from '../base/nearest.ts';
import { REGIONS, zonesOf } from '../topology/regions.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const regionKnown: Rule = {
  name: 'region-known',
  severity: 'error',
  waivable: true,
  summary: 'The region is one that this version knows. Waive it for a region that is newer.',
  source: 'AWS, regions and availability zones',
  check({ aws: { region } }) {
    const near = nearest(region, REGIONS);
    return violatedWhen(zonesOf(region) === undefined, {
      field: 'aws.region',
      message: `${region} is not a known region`,
      remedy: near === undefined ? `give one of ${REGIONS.join(', ')}` : `did you mean ${near}?`,
    });
  },
};

export const zoneKnown: Rule = {
  name: 'zone-known',
  severity: 'error',
  waivable: true,
  summary: 'Every zone is one of its region. Waive it for a zone that is newer.',
  source: 'AWS, regions and availability zones',
  check({ aws: { region }, network: { zones } }) {
    const known = zonesOf(region);
    const unknown = known === undefined ? [] : zones.filter(({ name }) => !known.includes(name));
    return unknown.map(({ name }) => ({
      field: 'network.zones',
      message: `${region} has no zone ${name}`,
      remedy: `use ${known?.join(', ')}`,
    }));
  },
};

/** EC2 user guide, placement groups: a spread group runs seven instances in each zone. */
const SPREAD_PER_ZONE = 7;

export const placementSpread: Rule = {
  name: 'placement-spread',
  severity: 'error',
  waivable: false,
  summary: `A protected environment has at most ${SPREAD_PER_ZONE} hosts in a zone, each on hardware of its own.`,
  source: 'EC2 user guide, placement groups: a spread group runs seven instances in each zone',
  check({ protected: isProtected, hosts, network: { zones } }) {
    if (!isProtected) return [];
    return zones.flatMap(({ name }) => {
      const here = hosts.filter(({ zone }) => zone.name === name).length;
      return violatedWhen(here > SPREAD_PER_ZONE, {
        field: 'hosts',
        message: `${here} hosts stand in zone ${name}, and AWS keeps at most ${SPREAD_PER_ZONE} apart`,
        remedy: 'spread them over more zones',
      });
    });
  },
};
