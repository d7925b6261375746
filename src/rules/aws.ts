/** What AWS would refuse after it has created half of an environment. */
import { nearest } from '../base/nearest.ts';
import { overlapAsWritten } from '../topology/ipv4.ts';
import { REGIONS, zonesOf } from '../topology/regions.ts';
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const regionKnown: Rule = {
  name: 'region-known',
  severity: 'error',
  waivable: true,
  summary: 'The region, and one that snapshots are copied to, is one that this version knows.',
  why: 'A misspelt region is refused only when AWS is asked.',
  source: 'AWS, regions and availability zones',
  remedy: 'give a region of AWS, or waive this for one that is newer',
  check({ aws: { region, backups } }) {
    const given = [
      { field: 'aws.region', name: region },
      ...(backups.copyTo === undefined ? [] : [{ field: 'aws.backups.copyTo', name: backups.copyTo }]),
    ];
    return given.flatMap(({ field, name }) => {
      const near = nearest(name, REGIONS);
      return violatedWhen(zonesOf(name) === undefined, {
        field,
        message: `${name} is not a known region`,
        remedy: near === undefined ? `give one of ${REGIONS.join(', ')}` : `did you mean ${near}?`,
      });
    });
  },
};

export const zoneKnown: Rule = {
  name: 'zone-known',
  severity: 'error',
  waivable: true,
  summary: 'Every zone is one of its region.',
  why: 'AWS refuses a subnet in another zone after it has created the network.',
  source: 'AWS, regions and availability zones',
  remedy: 'use the zones of the region, or waive this for one that is newer',
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

/** Blocks that others use for themselves, so that an address in them may lead to another machine. */
const CONTESTED = [
  { block: '172.17.0.0/16', who: 'services of AWS, such as Cloud9 and SageMaker, and Docker use' },
  { block: '100.64.0.0/10', who: 'carriers and overlay networks, such as Tailscale, use' },
];

export const networkConflict: Rule = {
  name: 'network-conflict',
  severity: 'warning',
  waivable: true,
  summary:
    'The network has no addresses that services of AWS, container hosts or carriers use for themselves.',
  why: 'A client that has such an address of its own reaches itself, or nobody, in the place of Redis.',
  source: 'VPC user guide, VPC CIDR blocks (172.17.0.0/16); RFC 6598, section 4 (100.64.0.0/10)',
  remedy: 'give a block in 10.0.0.0/8 or 192.168.0.0/16, or waive this where no client has such addresses',
  check({ network: { cidr } }) {
    return CONTESTED.filter(({ block }) => overlapAsWritten(block, cidr)).map(({ block, who }) => ({
      field: 'network.cidr',
      message: `${cidr} lies in ${block}, which ${who} for themselves`,
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
  why: 'One host more in a zone is never started.',
  source: 'EC2 user guide, placement groups: a spread group runs seven instances in each zone',
  remedy: 'spread the hosts over more zones',
  check({ protected: isProtected, hosts, network: { zones } }) {
    if (!isProtected) return [];
    return zones.flatMap(({ name }) => {
      const here = hosts.filter(({ zone }) => zone.name === name).length;
      return violatedWhen(here > SPREAD_PER_ZONE, {
        field: 'hosts',
        message: `${here} hosts stand in zone ${name}, and AWS keeps at most ${SPREAD_PER_ZONE} apart`,
      });
    });
  },
};

export const imageArchitecture: Rule = {
  name: 'image-architecture',
  severity: 'error',
  waivable: false,
  summary: 'An image that is given by its id is for one architecture, and so are all hosts.',
  why: 'AWS refuses an instance whose architecture is not that of its image.',
  source: 'EC2 API, RunInstances: the architecture of the instance type must be that of the image',
  remedy: 'give hosts sizes of one architecture, or a release such as 15.1 instead of an id',
  check({ aws: { image }, hosts }) {
    const architectures = [...new Set(hosts.map(({ architecture }) => architecture))];
    return violatedWhen(image.startsWith('ami-') && architectures.length > 1, {
      field: 'aws.image',
      message: `${image} is for one architecture, and the sizes of the hosts are ${architectures.join(' and ')}`,
    });
  },
};

export const accountNamed: Rule = {
  name: 'account-named',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment names the account that it lives in.',
  why: 'With the credentials of another account it is planned and built there.',
  source: 'Terraform, AWS provider: allowed_account_ids',
  remedy: "give aws.account, such as '123456789012'",
  check({ protected: isProtected, aws: { account } }) {
    return violatedWhen(isProtected && account === undefined, {
      field: 'aws.account',
      message: 'is missing, so a plan with the credentials of another account builds the environment there',
      remedy: "give it, such as '123456789012'",
    });
  },
};

export const stateBucket: Rule = {
  name: 'state-bucket',
  severity: 'error',
  waivable: true,
  summary: "The state of a protected environment is in a bucket, not a file on somebody's machine.",
  why: 'Without its state an environment can neither be changed nor destroyed.',
  source: 'Terraform, S3 backend: shared, versioned and locked',
  remedy: "give aws.state, such as { bucket: 'acme-terraform-state' }",
  check({ protected: isProtected, aws: { state } }) {
    return violatedWhen(isProtected && state === undefined, {
      field: 'aws.state',
      message: 'is missing, so the state of a protected environment is a file that one machine has',
      remedy: "give it, such as { bucket: 'acme-terraform-state' }",
    });
  },
};
