import { makeAuthority } from '../certificates/authority.ts';
import { type CertifiedHost, issueHostCertificate } from '../certificates/host-certificate.ts';

/** A server's certificate and the authority that hosts trust for it, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  readonly authority: string;
}

/** A cloud lasts for hours, and its hosts look at the days of a certificate. */
const VALIDITY = { lifetimeDays: 7, renewBeforeDays: 0 };

/** Issues a certificate by an authority that exists for this cloud only and whose key is thrown away. */
export async function issueCertificate(server: CertifiedHost): Promise<Certificate> {
  const now = new Date();
  const authority = await makeAuthority('vedette', now);
  const issued = await issueHostCertificate(server, authority, VALIDITY, now);
  return { ...issued, authority: authority.certificate };
}
