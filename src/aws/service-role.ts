import { IamRole } from '@cdktf/provider-aws/lib/iam-role/index.js';
import { IamRolePolicy } from '@cdktf/provider-aws/lib/iam-role-policy/index.js';
import type { Construct } from 'constructs';
import { allowing, assumedBy } from './policy.ts';

/** A role that one service of AWS acts in. */
export interface ServiceRoleConfig {
  /** Its name in the account. */
  readonly name: string;
  readonly description: string;
  /** Who acts in it, for example `ec2.amazonaws.com`. */
  readonly service: string;
  /** What it is for: the name of its policy. */
  readonly right: string;
  /** What it may do, as statements of a policy. */
  readonly statements: readonly object[];
}

/** A role, and what must exist before it may do what it is for. */
export interface ServiceRole {
  readonly role: IamRole;
  readonly granted: IamRolePolicy;
}

/** Adds a role with one policy, named `<id>` and `<id>_policy`. */
export function addServiceRole(
  scope: Construct,
  id: string,
  { name, description, service, right, statements }: ServiceRoleConfig,
): ServiceRole {
  const role = new IamRole(scope, id, { name, description, assumeRolePolicy: assumedBy(service) });
  const policy = allowing(...statements);
  return { role, granted: new IamRolePolicy(scope, `${id}_policy`, { name: right, role: role.id, policy }) };
}
