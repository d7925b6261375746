/** The certificate that a program shows, looked at without a word to it. */
import { connect } from 'node:tls';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { certificateProblem, tlsOptions } from './encryption.ts';
import type { Endpoint } from './reach.ts';

/** What was shown. */
export interface ShownCertificate {
  readonly expires: Date;
  /** Why nobody should take it, as a clause; undefined where it is fine. */
  readonly problem: string | undefined;
}

/** A program that is up shows it within moments. */
const PATIENCE = milliseconds(2_000);

/** Looks at it; undefined where nobody shows one, since nobody listens there, or speaks without TLS. */
export function shownCertificate(
  endpoint: Endpoint,
  limit: Milliseconds = PATIENCE,
): Promise<ShownCertificate | undefined> {
  const { encryption, ...where } = endpoint;
  if (encryption === undefined) return Promise.resolve(undefined);
  const { checkServerIdentity, ...options } = tlsOptions(encryption);
  return new Promise((resolve) => {
    const socket = connect({ ...where, ...options, rejectUnauthorized: false, timeout: limit });
    const end = (shown: ShownCertificate | undefined): void => {
      socket.destroy();
      resolve(shown);
    };
    socket.once('error', () => end(undefined)).once('timeout', () => end(undefined));
    socket.once('close', () => end(undefined));
    socket.once('secureConnect', () => {
      const certificate = socket.getPeerCertificate();
      const refused = socket.authorizationError ?? checkServerIdentity?.('', certificate);
      const expires = new Date(certificate.valid_to);
      end({ expires, problem: problemOf(refused) });
    });
  });
}

/** Node gives the code alone where OpenSSL has refused it. */
function problemOf(refused: Error | string | null | undefined): string | undefined {
  if (refused === undefined || refused === null) return undefined;
  const error = typeof refused === 'string' ? Object.assign(new Error(refused), { code: refused }) : refused;
  return certificateProblem(error) ?? error.message;
}
