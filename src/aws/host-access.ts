import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import { globalName } from './names.ts';
import type { Password } from './password.ts';
import { addServiceRole } from './service-role.ts';

/** What hosts may do in AWS. */
export interface HostAccess {
  /** The name of the instance profile. */
  readonly profile: string;
  /** What must exist before a host can use it. */
  readonly granted: ITerraformDependable;
}

/** A role for every host: it may read the environment's password, and nothing else. */
export function addHostAccess(scope: Construct, environment: Environment, password: Password): HostAccess {
  const name = globalName(environment, 'host');
  const { role, granted } = addServiceRole(scope, 'host_role', {
    name,
    description: 'Hosts of Redis and Sentinel',
    service: 'ec2.amazonaws.com',
    right: 'read-password',
    statements: [{ Action: 'secretsmanager:GetSecretValue', Resource: password.arn }],
  });
  const profile = new IamInstanceProfile(scope, 'host_profile', { name, role: role.name });
  return { profile: profile.name, granted };
}
