import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import type { ITerraformDependable, TerraformStack } from 'cdktf';
import { CERTIFICATE_STEP } from '../base/certificate-step.ts';
import { UserError } from '../base/errors.ts';
import { type Wanted, wantedCertificates } from '../certificates/wanted.ts';
import type { Environment } from '../topology/environment.ts';
import { privateCaOf } from '../topology/tls.ts';
import { literal } from './literal.ts';
import { RECOVERY_DAYS } from './password.ts';

/** The certificates of hosts, in the secret store. */
export interface Certificates {
  /** Who may read which secret: the address of a host, and the ARN of the secret. */
  readonly readers: readonly { readonly address: string; readonly arn: string }[];
  /** What must exist before a host can read its own. */
  readonly issued: ITerraformDependable;
}

/** The resource that issues them. */
const ISSUED = 'terraform_data.certificates';

/** As many hosts as fit with a statement each into the policy of a role, of 10,240 characters (IAM quotas). */
const MOST_HOSTS = 30;

/**
 * Secrets for the authority and for each host, and the step that fills them: a program of vedette that Terraform runs on the
 * machine that deploys, with the credentials of whoever deploys, before the hosts. Keys pass from its memory into the store:
 * they are in no file, plan, state, argument or variable. It runs again when a host comes or gets another name or address,
 * and issues only what is lacking.
 *
 * Not by Terraform's own provider for TLS: it makes a key that is in no state, but a certificate of it only with the key as
 * an argument that the state keeps. And not by hosts: whoever can read the key of the authority can be every host, so that
 * no host may. Undefined where nothing is encrypted, or a person lays the certificates on the hosts.
 *
 * @throws UserError if there are more hosts than the policy of their role can tell apart
 */
export function addCertificates(stack: TerraformStack, environment: Environment): Certificates | undefined {
  const wanted = wantedCertificates(environment);
  if (wanted === undefined || environment.tls.authority === 'files') return undefined;
  if (wanted.hosts.length > MOST_HOSTS)
    throw new UserError(
      `${environment.file}: tls.authority: ${wanted.hosts.length} hosts have certificates of their own, and the policy of a role tells ${MOST_HOSTS} apart; write 'files', and lay them on the hosts`,
    );
  const authority = addAuthority(stack, environment, wanted.authority);
  const secrets = wanted.hosts.map(({ name, address, secret }) => ({
    address,
    ...addSecret(stack, name, secret),
  }));
  stack.addOverride(`resource.${ISSUED}`, {
    triggers_replace: literal(JSON.stringify(wanted), environment.file),
    depends_on: [authority, ...secrets.map(({ fqn }) => fqn)],
    provisioner: { 'local-exec': issuing(wanted, environment) },
  });
  return { readers: secrets.map(({ address, arn }) => ({ address, arn })), issued: { fqn: ISSUED } };
}

/** Its certificate is what clients trust, so that it is kept like the password. */
function addAuthority(stack: TerraformStack, environment: Environment, name: string): string {
  const secret = new SecretsmanagerSecret(stack, 'authority', {
    name,
    description:
      privateCaOf(environment) === undefined
        ? 'The authority that signs the certificates of hosts, with its key'
        : 'The authorities that hosts trust',
    recoveryWindowInDays: environment.protected ? RECOVERY_DAYS.protected : RECOVERY_DAYS.unprotected,
    ...(environment.protected ? { lifecycle: { preventDestroy: true } } : {}),
  });
  return addressOf(secret);
}

/** It goes with the host, and a host of the same name gets another one. */
function addSecret(
  stack: TerraformStack,
  host: string,
  name: string,
): { readonly fqn: string; readonly arn: string } {
  const secret = new SecretsmanagerSecret(stack, `certificate_${host}`, {
    name,
    description: `The certificate of ${host}, with its key`,
    recoveryWindowInDays: RECOVERY_DAYS.unprotected,
  });
  return { fqn: addressOf(secret), arn: secret.arn };
}

function addressOf({ terraformResourceType, friendlyUniqueId }: SecretsmanagerSecret): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** No shell is between: the program is started with arguments of its own. */
function issuing(wanted: Wanted, { file }: Environment) {
  return {
    interpreter: CERTIFICATE_STEP,
    command: literal(JSON.stringify(wanted), file),
  };
}
