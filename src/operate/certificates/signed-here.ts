/** Which certificates vedette signs. */
import { RefusedError } from '../../base/errors.ts';
import { type Wanted, wantedCertificates } from '../../certificates/wanted.ts';
import type { Environment } from '../../topology/environment.ts';

/** Those of an environment. @throws RefusedError if it has none, or somebody else signs them */
export function signedHere(environment: Environment): Wanted {
  const { name, tls } = environment;
  const wanted = wantedCertificates(environment);
  if (wanted === undefined)
    throw new RefusedError(
      `nothing of ${name} is encrypted, so its hosts have no certificates; set tls.mode, and deploy it`,
    );
  if (tls.authority === 'files')
    throw new RefusedError(
      `the certificates of ${name} are files that somebody else signs (tls.authority); lay new ones on the hosts, which take them within the hour`,
    );
  return wanted;
}
