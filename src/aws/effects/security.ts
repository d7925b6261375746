/** Security groups and their rules (provider 6.25, internal/service/ec2: vpc_security_group.go, vpc_security_group_*_rule.go). */
import { type EffectOfValues, type EffectsByType, each, isSet, type ResourceEffects } from './effect.ts';

/** A rule keeps its id only for as long as it is about the same kind of source. */
const anotherKind: EffectOfValues = (before, after) =>
  isSet(before) === isSet(after) ? 'updates' : 'replaces';

const RULE: ResourceEffects = {
  arguments: {
    ...each('replaces', 'security_group_id', 'region'),
    ...each('updates', 'description', 'from_port', 'to_port', 'ip_protocol', 'tags'),
    cidr_ipv4: anotherKind,
    cidr_ipv6: anotherKind,
    prefix_list_id: anotherKind,
    referenced_security_group_id: anotherKind,
  },
  kept: ['region'],
};

export const SECURITY: EffectsByType = {
  // The group itself is AWS's: another VPC has another one.
  aws_default_security_group: {
    arguments: {
      ...each('replaces', 'vpc_id', 'region'),
      ...each('updates', 'ingress', 'egress', 'tags'),
      ...each('records', 'revoke_rules_on_delete'),
    },
    kept: ['vpc_id', 'ingress', 'egress', 'region'],
    sets: ['ingress', 'egress'],
    defaults: { revoke_rules_on_delete: false },
  },
  aws_security_group: {
    arguments: {
      ...each('replaces', 'name', 'name_prefix', 'description', 'vpc_id', 'region'),
      ...each('updates', 'ingress', 'egress', 'tags'),
      ...each('records', 'revoke_rules_on_delete'),
    },
    kept: ['name', 'name_prefix', 'vpc_id', 'ingress', 'egress', 'region'],
    sets: ['ingress', 'egress'],
    defaults: { description: 'Managed by Terraform', revoke_rules_on_delete: false },
  },
  aws_vpc_security_group_egress_rule: RULE,
  aws_vpc_security_group_ingress_rule: RULE,
};
