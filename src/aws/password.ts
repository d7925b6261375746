import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/secretsmanager-secret-version/index.js';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import type { Secret } from '../redis/document.ts';
import { groupPasswords, REDIS_PASSWORD, secretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';

/** A password of the group, in the secret store. */
export interface Password {
  /** The ARN of the secret. */
  readonly arn: string;
  /** What must exist before a host can read it. */
  readonly stored: ITerraformDependable;
}

/** Secrets Manager keeps a deleted secret for 7 to 30 days, and its name with it, or not at all. */
export const RECOVERY_DAYS = { protected: 30, unprotected: 0 };

/** The passwords of the group, each a secret of its own: that of all, or of each user, or both. */
export function addPasswords(stack: TerraformStack, environment: Environment): readonly Password[] {
  return groupPasswords(environment).map((password) => addPassword(stack, environment, password));
}

/**
 * A password that AWS makes up while Terraform runs, and that passes into the store through a write-only argument: it is
 * in no file, plan or state. A new one is written only when the version in the definition changes.
 */
function addPassword(stack: TerraformStack, environment: Environment, password: Secret): Password {
  const { id, description } = labelOf(password);
  const secret = new SecretsmanagerSecret(stack, id, {
    name: secretName(environment, password),
    description,
    recoveryWindowInDays: environment.protected ? RECOVERY_DAYS.protected : RECOVERY_DAYS.unprotected,
    ...(environment.protected ? { lifecycle: { preventDestroy: true } } : {}),
  });
  const version = new SecretsmanagerSecretVersion(stack, `${id}_version`, {
    secretId: secret.id,
    secretStringWo: madeUp(stack, id),
    secretStringWoVersion: environment.aws.passwordVersion,
  });
  return { arn: secret.arn, stored: version };
}

/** What Terraform and the store call it. */
function labelOf({ secret }: Secret): { readonly id: string; readonly description: string } {
  if (secret === REDIS_PASSWORD.secret)
    return { id: 'redis_password', description: 'The password of Redis and Sentinel' };
  const name = secret.replace(/^user\//, '');
  return {
    id: `user_password_${name}`,
    description: `The password of the user ${name} of Redis and Sentinel`,
  };
}

/** Letters and digits only, which every line of the files and every shell takes as they are. */
function madeUp(stack: TerraformStack, id: string): string {
  const type = 'aws_secretsmanager_random_password';
  // cdktf 0.21 has no class for ephemeral blocks.
  stack.addOverride(`ephemeral.${type}.${id}`, { password_length: 32, exclude_punctuation: true });
  return `\${ephemeral.${type}.${id}.random_password}`;
}
