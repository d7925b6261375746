import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { secretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';

/** The password of the group, in the secret store. */
export interface Password {
  /** The ARN of the secret. */
  readonly arn: string;
  /** What must exist before a host can read it. */
  readonly stored: ITerraformDependable;
}

/** Secrets Manager keeps a deleted secret for 7 to 30 days, and its name with it, or not at all. */
export const RECOVERY_DAYS = { protected: 30, unprotected: 0 };

/**
 * A password that AWS makes up while Terraform runs, and that passes into the store through a write-only argument: it is
 * in no file, plan or state. A new one is written only when the version in the definition changes.
 */
export function addPassword(stack: TerraformStack, environment: Environment): Password {
  const secret = new SecretsmanagerSecret(stack, 'redis_password', {
    name: secretName(environment),
    description: 'The password of Redis and Sentinel',
    recoveryWindowInDays: environment.protected ? RECOVERY_DAYS.protected : RECOVERY_DAYS.unprotected,
    ...(environment.protected ? { lifecycle: { preventDestroy: true } } : {}),
  });
  const version = new SecretsmanagerSecretVersion(stack, 'redis_password_version', {
    secretId: secret.id,
    secretStringWo: madeUp(stack),
    secretStringWoVersion: environment.aws.passwordVersion,
  });
  return { arn: secret.arn, stored: version };
}

/** Letters and digits only, which every line of the files and every shell takes as they are. */
function madeUp(stack: TerraformStack): string {
  const type = 'aws_secretsmanager_random_password';
  // cdktf 0.21 has no class for ephemeral blocks.
  stack.addOverride(`ephemeral.${type}.redis_password`, { password_length: 32, exclude_punctuation: true });
  return `\${ephemeral.${type}.redis_password.random_password}`;
}
