/** The certificates that programs show, where they lie beside the files that name them. */
import type { X509Certificate } from 'node:crypto';
import {
  dayOf,
  isFor,
  keyFlaw,
  lifeOf,
  purposeFlaw,
  shownOf,
  type TlsFiles,
  validityFlaw,
  voucherOf,
} from '../../certificates/flaw.ts';
import { LONGEST_LIFETIME } from '../../definition/fields.ts';
import type { FileRule, Violation } from '../rule.ts';
import { TO_ACT } from '../tls.ts';
import { violatedWhen } from '../violation.ts';
import { addressesOf } from './census.ts';
import type { FileConfiguration, FileSettings } from './configuration.ts';

export const certificateUsable: FileRule = {
  name: 'certificate-usable',
  judges: 'files',
  needs: ['certificates'],
  severity: 'error',
  waivable: false,
  summary:
    'A program shows a certificate that is valid, with its own key, for servers and clients, and of its authority.',
  why: 'The program does not start with it, or nobody takes it: replicas do not follow, and Sentinels call the server down.',
  source:
    'OpenSSL, X509_verify_cert; Redis documentation, TLS: a replica and a Sentinel show the same certificate as clients',
  remedy: 'give the host a certificate of its own with its key, signed by the authority that all hosts trust',
  check: (files, today) => shownIn(files).flatMap((shown) => flawsOf(shown, today)),
};

/** A program, and what stands in its files. */
interface Shown {
  readonly settings: FileSettings;
  readonly files: TlsFiles;
  /** Undefined where its file holds none. */
  readonly certificate: X509Certificate | undefined;
}

function shownIn({ servers, sentinels }: FileConfiguration): readonly Shown[] {
  return [...servers, ...sentinels].flatMap((settings) => {
    const { tls: files } = settings.file;
    return files?.certificate === undefined ? [] : [{ settings, files, certificate: shownOf(files) }];
  });
}

function flawsOf({ settings, files, certificate }: Shown, today: Date): readonly Violation[] {
  const flawOf = (name: string, said: string | undefined): readonly Violation[] => {
    const { words, place } = settings.get(name);
    return said === undefined ? [] : [{ ...place, message: `${words.join()} ${said}` }];
  };
  if (certificate === undefined) return flawOf('tls-cert-file', 'holds no certificate');
  const { key, authority } = files;
  // With a password nobody reads it here.
  const isOpen = settings.lines('tls-key-file-pass').length === 0;
  const isTrusted = authority === undefined || voucherOf(files.certificate ?? '', authority) !== undefined;
  return [
    ...flawOf('tls-cert-file', validityFlaw(certificate, today)),
    ...flawOf('tls-cert-file', purposeFlaw(certificate)),
    ...flawOf('tls-cert-file', isTrusted ? undefined : `is signed by nobody in ${authorityOf(settings)}`),
    ...flawOf('tls-key-file', key === undefined || !isOpen ? undefined : keyFlaw(certificate, key)),
  ];
}

function authorityOf({ get }: FileSettings): string {
  return get('tls-ca-cert-file').words.join();
}

export const certificateTrust: FileRule = {
  name: 'certificate-trust',
  judges: 'files',
  needs: ['certificates'],
  severity: 'error',
  waivable: false,
  summary: 'Every program trusts the authority that signed the certificates of the others.',
  why: 'Whoever does not trust it refuses the link: replicas do not follow, and Sentinels call the server down.',
  source:
    'OpenSSL, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY: a link to who shows such a certificate is refused',
  remedy: 'give all hosts the same authorities, the former ones too while they change',
  check: (files) => {
    const all = shownIn(files);
    return all.flatMap(({ settings, files: { authority } }) => {
      const distrusted = all.find(
        (other) =>
          authority !== undefined &&
          other.settings !== settings &&
          other.certificate !== undefined &&
          isVouchedFor(other.files) &&
          voucherOf(other.files.certificate ?? '', authority) === undefined,
      );
      return violatedWhen(distrusted !== undefined, {
        ...settings.get('tls-ca-cert-file').place,
        message: `${authorityOf(settings)} does not hold who signed the certificate of ${distrusted?.settings.file.path}, so links to it are refused`,
      });
    });
  },
};

/** True where the program itself trusts its certificate: else that is what is wrong. */
function isVouchedFor({ certificate = '', authority }: TlsFiles): boolean {
  return authority === undefined || voucherOf(certificate, authority) !== undefined;
}

export const certificateName: FileRule = {
  name: 'certificate-name',
  judges: 'files',
  needs: ['certificates'],
  severity: 'error',
  waivable: false,
  summary: 'A certificate is for the name or address that its program announces.',
  why: 'Clients are told that name, and those that verify it refuse the connection. Redis and Sentinel verify none.',
  source:
    'RFC 9525, 6: a client looks for the name that it was told; measured on Redis 7.0.15 and 8.0, and Valkey 9.1: links of a group do not',
  remedy: 'give the host a certificate for that name or address',
  check: (files) =>
    shownIn(files).flatMap(({ settings, certificate }) => {
      const announced = settings.get(
        settings.file.program === 'redis' ? 'replica-announce-ip' : 'announce-ip',
      );
      const listens = addressesOf(settings);
      const names = announced.words.join('') === '' ? listens : announced.words;
      const isNamed = certificate === undefined || names.some((name) => isFor(certificate, name));
      const [first] = names;
      return violatedWhen(!isNamed && first !== undefined, {
        ...settings.get('tls-cert-file').place,
        message: `${settings.get('tls-cert-file').words.join()} is for ${certificate?.subjectAltName ?? 'nobody'}, and clients are told ${names.join(' or ')}`,
      });
    }),
};

export const certificateLifetime: FileRule = {
  name: 'certificate-lifetime',
  judges: 'files',
  needs: ['certificates'],
  severity: 'warning',
  waivable: false,
  summary: `A certificate is good for ${TO_ACT} days more at least, for ${LONGEST_LIFETIME} in all at most, and no longer than its authority.`,
  why: 'Redis asks nobody whether a certificate was revoked: a stolen key serves until its end. And whoever renews needs days to act.',
  source: 'redis tls.c: no list of revoked certificates is read; Apple support, HT211025; RFC 5280, 6.1',
  remedy: 'give the host another certificate',
  check: (files, today) =>
    shownIn(files).flatMap(({ settings, files: texts, certificate }) => {
      const { authority = '' } = texts;
      if (certificate === undefined || validityFlaw(certificate, today) !== undefined) return [];
      const { words, place } = settings.get('tls-cert-file');
      return lifeFlaws(certificate, voucherOf(texts.certificate ?? '', authority), today).map((said) => ({
        ...place,
        message: `${words.join()} ${said}`,
      }));
    }),
};

const DAY = 86_400_000;

function lifeFlaws(
  certificate: X509Certificate,
  authority: X509Certificate | undefined,
  today: Date,
): readonly string[] {
  const [from, until] = lifeOf(certificate);
  const days = Math.floor((until.getTime() - today.getTime()) / DAY);
  const total = Math.floor((until.getTime() - from.getTime()) / DAY);
  const end = authority === undefined ? undefined : lifeOf(authority)[1];
  return [
    ...(days < TO_ACT ? [`ends on ${dayOf(until)}, in ${days} days`] : []),
    ...(total > LONGEST_LIFETIME
      ? [`is valid for ${total} days, and Redis asks nobody whether it was revoked`]
      : []),
    ...(end !== undefined && end < until
      ? [
          `says that it ends on ${dayOf(until)}, and nobody takes it after its authority ends on ${dayOf(end)}`,
        ]
      : []),
  ];
}
