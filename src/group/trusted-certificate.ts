/** Whether a program takes the word of an authority: it is shown a certificate of that authority, and says nothing or ends the connection. */
import { connect } from 'node:tls';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { tlsOptions } from './encryption.ts';
import type { Endpoint } from './reach.ts';

/** What is shown to it, as PEM. */
export interface Shown {
  readonly key: string;
  readonly certificate: string;
}

const PATIENCE = milliseconds(2_000);

/**
 * True where a program answers to whoever shows a certificate. The certificate of a client is optional, and one that is
 * shown is checked against the authorities that the program has read (OpenSSL, SSL_VERIFY_PEER): so this tells what it runs
 * with, where a file tells what it would read. With TLS 1.3 the refusal comes behind the handshake, so it is asked something.
 */
export function takesCertificate(
  endpoint: Endpoint,
  { key, certificate }: Shown,
  limit: Milliseconds = PATIENCE,
): Promise<boolean> {
  const { encryption, ...where } = endpoint;
  if (encryption === undefined) return Promise.resolve(false);
  const options = { ...tlsOptions(encryption), key, cert: certificate, timeout: limit };
  return new Promise((resolve) => {
    const socket = connect({ ...where, ...options, rejectUnauthorized: false });
    const end = (isTaken: boolean): void => {
      socket.destroy();
      resolve(isTaken);
    };
    socket.once('error', () => end(false)).once('timeout', () => end(false));
    socket.once('close', () => end(false)).once('data', () => end(true));
    socket.once('secureConnect', () => socket.write('PING\r\n'));
  });
}
