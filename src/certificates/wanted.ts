/** Which certificates an environment needs: plain data, which a stack hands to whoever issues them. */
import { authoritySecretName, certificateSecretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import { hasTls, privateCaOf } from '../topology/tls.ts';
import type { CertifiedHost, Validity } from './host-certificate.ts';

/** A host that needs a certificate. */
export interface WantedHost extends CertifiedHost {
  /** The name of the secret that it is kept in. */
  readonly secret: string;
}

/** What an environment needs. */
export interface Wanted {
  /** The name of the environment. */
  readonly environment: string;
  readonly region: string;
  /** The name of the secret with the authority and its key. */
  readonly authority: string;
  /** The ARN of the authority of AWS Private CA that signs. @default one that vedette makes */
  readonly privateCa?: string | undefined;
  readonly validity: Validity;
  readonly hosts: readonly WantedHost[];
}

/** The certificates that an environment needs; undefined where nothing of it is encrypted. */
export function wantedCertificates(environment: Environment): Wanted | undefined {
  const { name, aws, tls, hosts } = environment;
  if (!hasTls(environment)) return undefined;
  const { lifetimeDays, renewBeforeDays } = tls;
  const privateCa = privateCaOf(environment);
  return {
    environment: name,
    region: aws.region,
    authority: authoritySecretName(environment),
    ...(privateCa === undefined ? {} : { privateCa }),
    validity: { lifetimeDays, renewBeforeDays },
    hosts: hosts.map((host) => ({
      name: host.name,
      address: host.address,
      secret: certificateSecretName(environment, host),
    })),
  };
}
