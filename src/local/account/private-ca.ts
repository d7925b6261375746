/** AWS Private CA with the three actions that vedette calls. Every authority is there: it is made when it is first asked for. */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { codeOf, UserError } from '../../base/errors.ts';
import { type Authority, CLOCK_SKEW, makeAuthority } from '../../certificates/authority.ts';
import { commonName } from '../../certificates/host-certificate.ts';
import { certificatesIn, keysIn } from '../../certificates/pem.ts';
import type { PrivateCa } from '../../certificates/private-ca.ts';
import { readCertificate } from '../../certificates/read.ts';
import type { SignedRequest } from '../sigv4.ts';
import type { AccountService, Answer } from './service.ts';

/** Of the working directory, beside the buckets: an authority outlives the clouds that it signs for. */
const FOLDER = '.vedette/private-ca';

/** Those of this machine, without a request between. @param folder where their keys are. @default of the working directory */
export function localPrivateCa(folder = FOLDER): PrivateCa {
  return {
    authority: async (arn) => {
      const { certificate } = await authorityOf(folder, arn);
      return { arn, certificate, chain: [] };
    },
    sign: async ({ arn }, request, until) => signedBy(await authorityOf(folder, arn), request, until),
  };
}

/** The same for programs that ask the service. */
export function privateCaService(folder = FOLDER): AccountService {
  const privateCa = localPrivateCa(folder);
  /** By their ARNs; those that were not fetched yet are asked for once in vain, as AWS signs behind its answer. */
  const issued = new Map<string, { readonly certificate: string; isReady: boolean }>();
  return {
    name: 'acm-pca',
    variable: 'AWS_ENDPOINT_URL_ACM_PCA',
    answer: (request) => answer(request, privateCa, issued),
    refuse: ({ status, code, message }) => failure(code, message, status),
  };
}

const ARN = z.string().check(z.regex(/^arn:[\w-]+:acm-pca:[\w-]+:\d{12}:certificate-authority\/[\w-]+$/));
const OF_AUTHORITY = z.object({ CertificateAuthorityArn: ARN });
const GET = z.extend(OF_AUTHORITY, { CertificateArn: z.string() });
const ISSUE = z.extend(OF_AUTHORITY, {
  Csr: z.string(),
  SigningAlgorithm: z.literal('SHA256WITHECDSA'),
  TemplateArn: z.string().check(z.regex(/^arn:[\w-]+:acm-pca:::template\/EndEntityCertificate\/V1$/)),
  Validity: z.object({ Type: z.literal('ABSOLUTE'), Value: z.number() }),
});

type Issued = Map<string, { readonly certificate: string; isReady: boolean }>;

async function answer(request: SignedRequest, privateCa: PrivateCa, issued: Issued): Promise<Answer> {
  const operation = String(request.headers['x-amz-target']).replace(/^ACMPrivateCA\./, '');
  try {
    const content: unknown = JSON.parse(request.body);
    if (operation === 'GetCertificateAuthorityCertificate') {
      const { certificate } = await privateCa.authority(OF_AUTHORITY.parse(content).CertificateAuthorityArn);
      return json(200, { Certificate: certificate });
    }
    if (operation === 'IssueCertificate') return await issue(ISSUE.parse(content), privateCa, issued);
    if (operation === 'GetCertificate') return got(issued.get(GET.parse(content).CertificateArn));
    return failure('UnknownOperationException', `This machine does not know ${operation}.`);
  } catch (error) {
    if (error instanceof UserError) return failure('MalformedCSRException', error.message);
    if (error instanceof z.core.$ZodError || error instanceof SyntaxError)
      return failure('ValidationException', error.message);
    throw error;
  }
}

async function issue(
  { CertificateAuthorityArn: arn, Csr, Validity }: z.output<typeof ISSUE>,
  privateCa: PrivateCa,
  issued: Issued,
): Promise<Answer> {
  const authority = await privateCa.authority(arn);
  const until = new Date(Validity.Value * 1_000);
  if (until > new Date(readCertificate(authority.certificate)?.validTo ?? 0))
    return failure('ValidationException', 'The certificate would outlive its authority.');
  const certificate = await privateCa.sign(authority, Buffer.from(Csr, 'base64').toString(), until);
  const CertificateArn = `${arn}/certificate/${readCertificate(certificate)?.serialNumber.toLowerCase()}`;
  issued.set(CertificateArn, { certificate, isReady: false });
  return json(200, { CertificateArn });
}

function got(found: { readonly certificate: string; isReady: boolean } | undefined): Answer {
  if (found === undefined) return failure('ResourceNotFoundException', 'There is no such certificate.');
  if (found.isReady) return json(200, { Certificate: found.certificate });
  found.isReady = true;
  return failure('RequestInProgressException', 'The request to issue the certificate is in progress.');
}

async function signedBy({ key, certificate }: Authority, request: string, until: Date): Promise<string> {
  const [{ readRequest }, { writeCertificate }] = await Promise.all([
    import('../../certificates/request.ts'),
    import('../../certificates/x509.ts'),
  ]);
  const asked = readRequest(request);
  if (asked === undefined) throw new UserError('The request is malformed, or signed by another key.');
  const from = new Date(Date.now() - CLOCK_SKEW);
  return writeCertificate({ ...asked, from, until }, { name: commonName(certificate), key });
}

/** The one of an ARN, which two that ask at the same time both get. */
async function authorityOf(folder: string, arn: string): Promise<Authority> {
  const name = createHash('sha256').update(arn).digest('hex').slice(0, 16);
  const file = join(folder, `${name}.pem`);
  const made = async (): Promise<string> => {
    const { key, certificate } = await makeAuthority('Private CA', new Date());
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeFile(file, `${key}${certificate}`, { mode: 0o600, flag: 'wx' });
    return `${key}${certificate}`;
  };
  const orNot = (code: string, other: () => Promise<string>) => (error: unknown) => {
    if (codeOf(error) === code) return other();
    throw error;
  };
  const read = () => readFile(file, 'utf8');
  const text = await read().catch(orNot('ENOENT', () => made().catch(orNot('EEXIST', read))));
  const [[key = ''], [certificate = '']] = [keysIn(text), certificatesIn(text)];
  return { key, certificate };
}

function json(status: number, body: object): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

function failure(type: string, message: string, status = 400): Answer {
  return json(status, { __type: type, message });
}
