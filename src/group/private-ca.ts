/**
 * AWS Private CA, asked with the credentials of whoever calls. Three requests do not need a client library of their own: they
 * are signed by the one that the other clients have.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod/mini';
import { withoutCredentials } from '../base/credentials.ts';
import { messageOf, UserError } from '../base/errors.ts';
import { certificatesIn } from '../certificates/pem.ts';
import type { PrivateAuthority, PrivateCa } from '../certificates/private-ca.ts';
import { readCertificate } from '../certificates/read.ts';

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 10_000;

/** How often what may pass is asked again, and how long between, in milliseconds. */
const ATTEMPTS = 20;
const PAUSE = 500;

/** Subject, names and addresses come from the request; for servers and clients (AWS Private CA, template definitions). */
const TEMPLATE = 'acm-pca:::template/EndEntityCertificate/V1';

const ISSUED = z.object({ CertificateArn: z.string() });
const CERTIFICATE = z.object({ Certificate: z.string(), CertificateChain: z.optional(z.string()) });
const FAILURE = z.object({
  __type: z.optional(z.string()),
  message: z.optional(z.string()),
  Message: z.optional(z.string()),
});

/** The service, in the region of each authority. */
export const PRIVATE_CA: PrivateCa = {
  async authority(arn) {
    const answer = await ask(arn, 'GetCertificateAuthorityCertificate', { CertificateAuthorityArn: arn });
    return authorityOf(arn, CERTIFICATE.parse(answer));
  },
  async sign({ arn, certificate }, request, until) {
    const issued = await ask(arn, 'IssueCertificate', {
      CertificateAuthorityArn: arn,
      Csr: Buffer.from(request).toString('base64'),
      SigningAlgorithm: signingAlgorithm(arn, certificate),
      TemplateArn: `arn:${partOf(arn, 1)}:${TEMPLATE}`,
      Validity: { Type: 'ABSOLUTE', Value: Math.floor(until.getTime() / 1_000) },
    });
    const { CertificateArn } = ISSUED.parse(issued);
    const got = await ask(arn, 'GetCertificate', { CertificateAuthorityArn: arn, CertificateArn });
    const [signed = ''] = certificatesIn(CERTIFICATE.parse(got).Certificate);
    return signed;
  },
};

function authorityOf(arn: string, answer: z.output<typeof CERTIFICATE>): PrivateAuthority {
  const [certificate] = certificatesIn(`${answer.Certificate}\n`);
  if (certificate === undefined)
    throw new UserError(`${arn} has no certificate that can be read; look at it there`);
  return { arn, certificate, chain: certificatesIn(answer.CertificateChain ?? '') };
}

/** The algorithm has to be of the family of the authority's key (AWS Private CA, IssueCertificate). */
function signingAlgorithm(arn: string, certificate: string): string {
  const { asymmetricKeyType: type = '', asymmetricKeyDetails: details } =
    readCertificate(certificate)?.publicKey ?? {};
  if (type === 'rsa') return 'SHA256WITHRSA';
  const algorithm = BY_CURVE[details?.namedCurve ?? ''];
  if (type === 'ec' && algorithm !== undefined) return algorithm;
  throw new UserError(
    `${arn} has a key that engines take no certificate of (${[type, details?.namedCurve].filter(Boolean).join(' ')}); give an authority with a key of RSA, or of EC P-256, P-384 or P-521`,
  );
}

const BY_CURVE: Readonly<Record<string, string>> = {
  prime256v1: 'SHA256WITHECDSA',
  secp384r1: 'SHA384WITHECDSA',
  secp521r1: 'SHA512WITHECDSA',
};

type Operation = 'GetCertificateAuthorityCertificate' | 'IssueCertificate' | 'GetCertificate';

/** Answers that are another one a little later (AWS Private CA, GetCertificate; AWS, common errors). */
const PASSING =
  /^(RequestInProgress|Throttling|RequestLimitExceeded|InternalFailure|InternalServer|ServiceUnavailable)/;

async function ask(arn: string, operation: Operation, content: object): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const { status, body } = await send(arn, operation, content);
    if (status === 200) return body;
    const { __type: type = '', message, Message } = FAILURE.safeParse(body).data ?? {};
    const name = type.split('#').at(-1) || `status ${status}`;
    const mayPass = status >= 500 || PASSING.test(name);
    if (!mayPass || attempt === ATTEMPTS) throw refusal(arn, operation, name, message ?? Message);
    await sleep(PAUSE);
  }
}

/** What to do about an answer, by the start of its name. */
function refusal(arn: string, operation: Operation, name: string, message = ''): UserError {
  const said = message === '' ? name : `${name}: ${message.replace(/[.\s]+$/, '')}`;
  const advice: Readonly<Record<string, string>> = {
    AccessDenied: `the credentials need acm-pca:${operation} on it`,
    ResourceNotFound: 'give tls.authority the ARN of one that is there',
    InvalidArn: 'give tls.authority the ARN of one that is there',
    InvalidState: 'it signs when it is active: look at its status, and at when its own certificate ends',
    LimitExceeded: 'it has signed as many as its quota allows: ask AWS for more, or give another one',
    Validation:
      'look at tls.lifetimeDays: an authority for short-lived certificates signs for 7 days at most',
    InvalidArgs: 'look at tls.lifetimeDays: nothing that it signs may end after itself',
  };
  const [, what = 'check the credentials, or try again'] =
    Object.entries(advice).find(([start]) => name.startsWith(start)) ?? [];
  return new UserError(`tls.authority: ${arn} does not answer ${operation} (${said}); ${what}`);
}

async function send(
  arn: string,
  operation: Operation,
  content: object,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const url = new URL(endpointOf(arn));
  const body = JSON.stringify(content);
  try {
    const { headers } = await signed(url, partOf(arn, 3), operation, body);
    const signal = AbortSignal.timeout(PATIENCE);
    const response = await fetch(url, { method: 'POST', headers, body, signal });
    return { status: response.status, body: await response.json().catch(() => undefined) };
  } catch (error) {
    const [why, advice] = withoutCredentials(error) ?? [
      causeOf(error),
      'check the network and the region in it',
    ];
    throw new UserError(`tls.authority: ${arn} cannot be asked (${why}); ${advice}`, { cause: error });
  }
}

/** Signed by SigV4, for the region of the authority. */
async function signed(url: URL, region: string, operation: Operation, body: string) {
  const [{ SignatureV4 }, { defaultProvider }, { Hash }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-sdk/credential-provider-node'),
    import('@smithy/core/serde'),
  ]);
  const signer = new SignatureV4({
    service: 'acm-pca',
    region,
    credentials: defaultProvider(),
    sha256: Hash.bind(null, 'sha256'),
  });
  return signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `ACMPrivateCA.${operation}`,
    },
    body,
  });
}

/** Where it is: elsewhere by the variables that lead all tools of AWS. */
function endpointOf(arn: string): string {
  const { AWS_ENDPOINT_URL_ACM_PCA: own, AWS_ENDPOINT_URL: all } = process.env;
  const domain = partOf(arn, 1) === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return own || all || `https://acm-pca.${partOf(arn, 3)}.${domain}`;
}

function partOf(arn: string, at: number): string {
  return arn.split(':')[at] ?? '';
}

/** A fetch that fails says why in its cause. */
function causeOf(error: unknown): string {
  return messageOf(error instanceof Error && error.cause instanceof Error ? error.cause : error);
}
