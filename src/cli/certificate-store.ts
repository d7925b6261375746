/** Where the certificates of an environment are changed. */
import { isAttached } from '../aws/credentials.ts';
import type { CertificateStore } from '../certificates/store.ts';
import { localCertificateStore } from '../local/certificate-store.ts';
import { connect } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import type { Environment } from '../topology/environment.ts';

/** That of this machine where the environment is up here. @param jump whether the group is reached by ssh. @default not */
export async function certificateStore(environment: Environment, jump?: string): Promise<CertificateStore> {
  const { region } = environment.aws;
  const entry = jump === undefined && !isAttached(process.env) ? cloudFor(environment) : undefined;
  if (entry !== undefined) return localCertificateStore(connect(entry), region);
  const { certificateStoreOf } = await import('../group/stored-certificates.ts');
  return certificateStoreOf({ region });
}
