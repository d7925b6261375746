import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as it arrived. */
export interface SignedRequest {
  readonly method: string;
  /** The path with its query, as on the request line. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Whose signature is expected, and for what. */
export interface Signer {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly region: string;
  readonly service: string;
}

/** Why AWS refuses a signature: its error code and the status that goes with it. */
export interface SignatureError {
  readonly status: 400 | 403;
  readonly code:
    | 'MissingAuthenticationTokenException'
    | 'IncompleteSignatureException'
    | 'UnrecognizedClientException'
    | 'InvalidSignatureException';
  readonly message: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
const ALLOWED_SKEW_MS = 5 * 60_000;

/** Verifies Signature Version 4 of a request that carries it in its headers; undefined if it holds. */
export function verifySignature(
  request: SignedRequest,
  signerOf: (accessKeyId: string) => Signer | undefined,
  now: number,
): SignatureError | undefined {
  const authorization = parseAuthorization(header(request, 'authorization'));
  if (authorization === undefined)
    return {
      status: 400,
      code: 'MissingAuthenticationTokenException',
      message: 'Missing Authentication Token',
    };
  const accessKeyId = accessKeyOf(request);
  const signer = signerOf(accessKeyId);
  if (signer === undefined || header(request, 'x-amz-security-token') !== signer.sessionToken)
    return {
      status: 400,
      code: 'UnrecognizedClientException',
      message: 'The security token included in the request is invalid.',
    };
  const timestamp = header(request, 'x-amz-date');
  const scope = `${timestamp.slice(0, 8)}/${signer.region}/${signer.service}/aws4_request`;
  if (authorization.credential !== `${accessKeyId}/${scope}`)
    return invalid(`Credential should be scoped to a valid region and service: ${scope}`);
  if (!(Math.abs(now - parseTimestamp(timestamp)) <= ALLOWED_SKEW_MS))
    return invalid(`Signature expired: ${timestamp}`);
  if (!authorization.signedHeaders.includes('host'))
    return { status: 400, code: 'IncompleteSignatureException', message: 'host must be a signed header' };
  const expected = sign(request, authorization.signedHeaders, timestamp, scope, signer);
  return same(expected, authorization.signature)
    ? undefined
    : invalid('The request signature we calculated does not match the signature you provided.');
}

/** The access key that a request names; empty if it names none. */
export function accessKeyOf(request: SignedRequest): string {
  return parseAuthorization(header(request, 'authorization'))?.credential.split('/')[0] ?? '';
}

/** The region and the service that a request is signed for; empty if it is not signed. */
export function scopeOf(request: SignedRequest): Pick<Signer, 'region' | 'service'> {
  const credential = parseAuthorization(header(request, 'authorization'))?.credential ?? '';
  const [, , region = '', service = ''] = credential.split('/');
  return { region, service };
}

interface Authorization {
  readonly credential: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

function parseAuthorization(text: string): Authorization | undefined {
  const [, credential, headers, signature] =
    /^AWS4-HMAC-SHA256 Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
      text,
    ) ?? [];
  if (credential === undefined || headers === undefined || signature === undefined) return undefined;
  return { credential, signedHeaders: headers.split(';'), signature };
}

function sign(
  request: SignedRequest,
  signed: readonly string[],
  timestamp: string,
  scope: string,
  signer: Signer,
): string {
  const text = [ALGORITHM, timestamp, scope, sha256(canonicalRequest(request, signed))].join('\n');
  const key = scope
    .split('/')
    .reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${signer.secretAccessKey}`);
  return hmac(key, text).toString('hex');
}

function canonicalRequest(request: SignedRequest, signed: readonly string[]): string {
  const [path = '/', query = ''] = request.url.split('?');
  return [
    request.method,
    path,
    query.split('&').sort().join('&'),
    ...signed.map((name) => `${name}:${header(request, name).trim().replace(/\s+/g, ' ')}`),
    '',
    signed.join(';'),
    sha256(request.body),
  ].join('\n');
}

function header(request: SignedRequest, name: string): string {
  const value = request.headers[name] ?? '';
  return typeof value === 'string' ? value : value.join(',');
}

/** Reads `20261122T010203Z`; NaN for anything else. */
function parseTimestamp(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function invalid(message: string): SignatureError {
  return { status: 403, code: 'InvalidSignatureException', message };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function same(left: string, right: string): boolean {
  return left.length === right.length && timingSafeEqual(Buffer.from(left), Buffer.from(right));
}
