import { IamInstanceProfile } from '@cdktf/provider-aws/lib/iam-instance-profile/index.js';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Environment } from '../topology/environment.ts';
import type { Certificates } from './certificates.ts';
import { globalName } from './names.ts';
import type { Password } from './password.ts';
import { addServiceRole } from './service-role.ts';

const READ = 'secretsmanager:GetSecretValue';

/** What hosts may do in AWS. */
export interface HostAccess {
  /** The name of the instance profile. */
  readonly profile: string;
  /** What must exist before a host can use it. */
  readonly granted: ITerraformDependable;
}

/**
 * A role for every host: it may read the environment's passwords, and of certificates the one of the host that it speaks for,
 * and nothing else. Credentials of an instance carry its address (IAM user guide, aws:EC2InstanceSourcePrivateIPv4).
 */
export function addHostAccess(
  scope: Construct,
  environment: Environment,
  passwords: readonly Password[],
  certificates: Certificates | undefined,
): HostAccess {
  const name = globalName(environment, 'host');
  const arns = passwords.map(({ arn }) => arn);
  const { role, granted } = addServiceRole(scope, 'host_role', {
    name,
    description: 'Hosts of Redis and Sentinel',
    service: 'ec2.amazonaws.com',
    right: 'read-password',
    statements: [
      { Action: READ, Resource: onlyOf(arns) ?? arns },
      ...(certificates?.readers ?? []).map(({ address, arn }) => ({
        Action: READ,
        Resource: arn,
        Condition: { StringEquals: { 'aws:EC2InstanceSourcePrivateIPv4': address } },
      })),
    ],
  });
  const profile = new IamInstanceProfile(scope, 'host_profile', { name, role: role.name });
  return { profile: profile.name, granted };
}

/** The one of a list that has no other; undefined where it has. */
function onlyOf<T>([first, ...others]: readonly T[]): T | undefined {
  return others.length === 0 ? first : undefined;
}
