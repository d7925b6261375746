/** Subnets that one apply would have to make where others still are. */
import type { Environment, Zone } from '../topology/environment.ts';
import { overlapAsWritten } from '../topology/ipv4.ts';
import type { Change } from './change.ts';
import { plainValue } from './setting.ts';

/**
 * Terraform destroys a subnet before it makes the one of the same zone, and waits for no other zone: AWS refuses a subnet
 * that overlaps one of the same VPC (EC2, CreateSubnet: InvalidSubnet.Conflict), when hosts of both are gone already.
 */
export function subnetChanges(before: Environment, after: Environment): readonly Change[] {
  if (before.network.cidr !== after.network.cidr || before.aws.region !== after.aws.region) return [];
  const [olds, news] = [subnetsOf(before), subnetsOf(after)];
  const going = olds.filter((old) => !news.some((one) => isSame(one, old)));
  const coming = news.filter((one) => !olds.some((old) => isSame(one, old)));
  return coming.flatMap((one) => {
    const inTheWay = going.find(
      ({ name, subnet }) => name !== one.name && overlapAsWritten(subnet, one.subnet),
    );
    return inTheWay === undefined ? [] : [refusal(before.name, inTheWay, one)];
  });
}

function refusal(environment: string, old: Zone, one: Zone): Change {
  const said = ({ name, subnet }: Zone): string => `${subnet} of ${name}`;
  return {
    area: 'infrastructure',
    key: 'network.zones',
    before: plainValue(said(old), 'network.zones'),
    after: plainValue(said(one), 'network.zones'),
    impact: 'refused',
    means: 'deploy',
    note: `${one.subnet} overlaps ${old.subnet}: AWS refuses it, in the middle of the apply, while that subnet is still there; write a block that is free, or deploy first without it`,
    clause: 'because a subnet would overlap one that is still there (network.zones)',
    security: false,
    individual: false,
    places: [{ environment, hosts: [] }],
  };
}

/** That of the NAT gateway has a name that is no letter. */
function subnetsOf({ network: { zones, publicSubnet } }: Environment): readonly Zone[] {
  return publicSubnet === undefined ? zones : [...zones, { ...publicSubnet, name: 'the NAT gateway' }];
}

function isSame(one: Zone, other: Zone): boolean {
  return one.name === other.name && one.subnet === other.subnet;
}
