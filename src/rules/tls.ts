/** Encrypted connections, and the certificates that hosts show. */
import type { Rule } from './rule.ts';
import { violatedWhen } from './violation.ts';

export const tlsPlainPort: Rule = {
  name: 'tls-plain-port',
  severity: 'warning',
  waivable: true,
  summary: 'A protected environment that has TLS has no plain port beside it.',
  why: 'Passwords and data of whoever uses the plain port cross the network as they are.',
  source:
    'redis.conf, port and tls-port: a server that has both answers on both, and Sentinels name the plain one',
  remedy: "give tls.mode 'required' once every client uses TLS",
  check({ protected: isProtected, tls }) {
    return violatedWhen(isProtected && tls.mode === 'optional', {
      field: 'tls.mode',
      message:
        "'optional' leaves the plain ports of a protected environment open, and its hosts reach one another by them",
    });
  },
};

/** In days: a weekend, a day to notice and a day to act, with as much again. */
export const TO_ACT = 7;

export const certificateRenewal: Rule = {
  name: 'certificate-renewal',
  severity: 'warning',
  waivable: true,
  summary: `Certificates are renewed ${TO_ACT} days before they end, or earlier.`,
  why: 'A renewal that fails must be noticed and mended before the certificate ends: from then on nobody follows, fails over or connects.',
  source: 'OpenSSL, X509_V_ERR_CERT_HAS_EXPIRED: a link to who shows such a certificate is refused',
  remedy: `give at least ${TO_ACT}`,
  check({ tls: { mode, authority, renewBeforeDays } }) {
    return violatedWhen(mode !== 'off' && authority !== 'files' && renewBeforeDays < TO_ACT, {
      field: 'tls.renewBeforeDays',
      message: `${renewBeforeDays} ${renewBeforeDays === 1 ? 'day is' : 'days are'} little time to notice a renewal that fails, and to mend it`,
    });
  },
};
