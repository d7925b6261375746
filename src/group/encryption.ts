/** How a connection to a host is encrypted, and what makes sure that it is this host. */
import { type ConnectionOptions, checkServerIdentity } from 'node:tls';

/** What a host must show. */
export interface Encryption {
  /** The certificates of the authorities, as PEM: one of them has signed. */
  readonly authority: string;
  /** The address that its certificate says, whatever leads there. */
  readonly address: string;
}

/** The same as Node's own module has it. */
export function tlsOptions({ authority, address }: Encryption): ConnectionOptions {
  return {
    ca: authority,
    minVersion: 'TLSv1.2',
    checkServerIdentity: (_, certificate) => checkServerIdentity(address, certificate),
  };
}

/** What OpenSSL and Node call a certificate that does not hold, in words (OpenSSL x509_vfy.h, Node tls.checkServerIdentity). */
const REASONS: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'nobody but itself has signed it',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is not for this address',
  INVALID_PURPOSE: 'it is not for servers',
  SELF_SIGNED_CERT_IN_CHAIN: 'another authority has signed it',
  UNABLE_TO_GET_ISSUER_CERT: 'another authority has signed it',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'another authority has signed it',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'another authority has signed it',
  CERT_SIGNATURE_FAILURE: 'another authority has signed it',
};

/** Why a certificate was not taken, as a clause; undefined where something else went wrong. */
export function certificateProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return REASONS[error.code];
}
