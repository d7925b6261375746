/** What an ARN says: which of Terraform's types a resource is, and by which id Terraform knows it. */
import { LISTINGS } from './listing.ts';

/** A resource as its ARN names it. */
export interface Named {
  /**
   * Terraform's name of the type, or AWS's where vedette creates none: `ec2/network-interface`. A group and its rules
   * have one kind of ARN each for two types: `aws_security_group` stands for the default group too, and
   * `aws_vpc_security_group_egress_rule` for rules in both directions.
   */
  readonly type: string;
  /** Terraform's id of it; the ARN where the type is unknown. */
  readonly id: string;
}

/** Types that share their ARNs with another one, which stands for both. */
const SHARED: readonly string[] = ['aws_default_security_group', 'aws_vpc_security_group_ingress_rule'];

/** Reads an ARN: `arn:aws:ec2:eu-central-1:111122223333:instance/i-0abc`. */
export function readArn(arn: string): Named {
  const [, , service = '', , , ...rest] = arn.split(':');
  const resource = rest.join(':');
  for (const [type, listing] of Object.entries(LISTINGS)) {
    if (SHARED.includes(type) || !('service' in listing) || listing.service !== service) continue;
    if (!resource.startsWith(listing.prefix)) continue;
    return { type, id: listing.id === 'arn' ? arn : behind(resource, listing.prefix) };
  }
  return { type: `${service}/${resource.split(/[/:]/)[0] ?? ''}`, id: arn };
}

/** CloudWatch Logs ends the ARNs of its groups in `:*` at times. */
function behind(resource: string, prefix: string): string {
  return resource.slice(prefix.length).replace(/:\*$/, '');
}
