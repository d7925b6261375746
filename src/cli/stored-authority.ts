/** Whom the hosts of an environment trust, as the secret store has it: of the authority's secret the certificates alone. */
import { UserError } from '../base/errors.ts';
import { certificatesIn } from '../certificates/pem.ts';
import { asking, placeOf, valueIn } from '../group/secrets-manager.ts';
import { authoritySecretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';

const OTHERWISE = "give the authority's certificate in a file with --authority";

/** The certificates, as PEM. @throws UserError if the store cannot be asked, refuses, or has none */
export async function storedAuthority(environment: Environment): Promise<string> {
  const secret = {
    region: environment.aws.region,
    name: authoritySecretName(environment),
    noun: 'the authority',
    otherwise: OTHERWISE,
  };
  const text = await asking(secret, (client) => valueIn(client, secret, 'AWSCURRENT'));
  const certificates = certificatesIn(text ?? '');
  if (certificates.length > 0) return certificates.join('');
  throw new UserError(`${placeOf(secret)} is not there; deploy the environment, or ${OTHERWISE}`);
}
