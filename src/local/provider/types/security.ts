/** Security groups and their rules. Recorded and checked; no packet is filtered. */
import { ACCOUNT_ID } from '../../credentials.ts';
import {
  ApiError,
  type AttributeRefusal,
  ec2Arn,
  ec2Id,
  type ResourceType,
  type ResourceTypes,
} from '../resource-type.ts';
import { type Attributes, equal, stringOf } from '../value.ts';

const DESCRIPTION = /^[A-Za-z0-9 ._:/()#,@[\]+=&;{}!$*-]{1,255}$/;
const SOURCES = ['cidr_ipv4', 'cidr_ipv6', 'prefix_list_id', 'referenced_security_group_id'];

function rule(type: string): ResourceType {
  return {
    // A rule keeps its id only for as long as it is about the same kind of source.
    refersTo: { security_group_id: 'aws_security_group', referenced_security_group_id: 'aws_security_group' },
    newId: ec2Id('sgr'),
    decides: (id, _, { account }) => ({
      arn: ec2Arn(account, 'security-group-rule', id),
      security_group_rule_id: id,
    }),
    refuses: refuseRule,
    checks: (id, planned, { all }) => checkRule(type, id, planned, all(type)),
  };
}

export const SECURITY: ResourceTypes = {
  // It comes and goes with its VPC; Terraform only takes charge of it.
  aws_default_security_group: {
    refersTo: { vpc_id: 'aws_vpc' },
    newId: ({ vpc_id: vpc }, _, { find }) =>
      stringOf(find('aws_vpc', vpc)?.attributes.default_security_group_id),
    decides: (id, _, { account }) => ({
      arn: ec2Arn(account, 'security-group', id),
      description: 'default VPC security group',
      name: 'default',
      owner_id: ACCOUNT_ID,
    }),
  },
  aws_security_group: {
    refersTo: { vpc_id: 'aws_vpc' },
    newId: ec2Id('sg'),
    decides: (id, planned, { account }) => ({
      arn: ec2Arn(account, 'security-group', id),
      owner_id: ACCOUNT_ID,
      name: `${stringOf(planned.name_prefix) || 'terraform-'}${id.slice(-10)}`,
    }),
    refuses: ({ name }) =>
      typeof name === 'string' && (name.startsWith('sg-') || name.length > 255)
        ? { attribute: 'name', message: `${name} begins with sg- or is longer than 255 characters` }
        : undefined,
    checks: (id, { name, description, vpc_id: vpc }, { all }) => {
      for (const text of [name, description])
        if (!DESCRIPTION.test(stringOf(text)))
          throw new ApiError(
            'InvalidParameterValue',
            `Value (${stringOf(text)}) has characters that are not allowed.`,
          );
      const taken = ({ attributes }: { readonly attributes: Attributes }) =>
        attributes.name === name && attributes.vpc_id === vpc;
      if (all('aws_security_group').some((other) => other.id !== id && taken(other)))
        throw new ApiError(
          'InvalidGroup.Duplicate',
          `The security group '${stringOf(name)}' already exists for VPC '${stringOf(vpc)}'.`,
        );
    },
  },
  aws_vpc_security_group_egress_rule: rule('aws_vpc_security_group_egress_rule'),
  aws_vpc_security_group_ingress_rule: rule('aws_vpc_security_group_ingress_rule'),
};

function refuseRule(config: Attributes): AttributeRefusal | undefined {
  const given = SOURCES.filter((name) => (config[name] ?? null) !== null);
  if (given.length === 1) return undefined;
  const message = `exactly one of ${SOURCES.join(', ')} must be specified, given are: ${given.join(', ') || 'none'}`;
  return { attribute: given[1] ?? 'cidr_ipv4', message };
}

const ABOUT = ['security_group_id', 'ip_protocol', 'from_port', 'to_port', ...SOURCES];

function checkRule(
  type: string,
  id: string,
  planned: Attributes,
  rules: readonly { readonly id: string; readonly attributes: Attributes }[],
): void {
  const { ip_protocol: protocol, from_port: from, to_port: to, description } = planned;
  const hasPorts = from !== null && to !== null;
  if (['tcp', 'udp', '6', '17'].includes(stringOf(protocol)) && !hasPorts)
    throw new ApiError(
      'InvalidParameterValue',
      `A rule for ${stringOf(protocol)} needs from_port and to_port.`,
    );
  if (protocol === '-1' && hasPorts)
    throw new ApiError('InvalidParameterValue', 'A rule for every protocol, -1, has no ports.');
  if (description !== null && !DESCRIPTION.test(stringOf(description)))
    throw new ApiError('InvalidParameterValue', 'The description has characters that are not allowed.');
  const same = rules.find(
    (other) =>
      other.id !== id && ABOUT.every((name) => equal(other.attributes[name] ?? null, planned[name] ?? null)),
  );
  if (same)
    throw new ApiError(
      'InvalidPermission.Duplicate',
      `the specified rule of ${type} already exists: ${same.id}`,
    );
}
