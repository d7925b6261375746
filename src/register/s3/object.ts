/** One object in S3, read and replaced under conditions. */
import { messageOf, UserError } from '../../base/errors.ts';
import type { Bucket } from '../settings.ts';
import { findCredentials } from './credentials.ts';
import { signed } from './sign.ts';

/** How an object was found. */
export interface Found {
  readonly text: string;
  /** Opaque: another text has another one. */
  readonly etag: string;
}

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 30_000;

/** Where an object is. */
export interface Place extends Bucket {
  /** Letters, digits and `-._/` only, which are the same in every encoding. */
  readonly key: string;
}

/** How messages name it. */
export function nameOf({ bucket, key }: Place): string {
  return `s3://${bucket}/${key}`;
}

/**
 * Reads it; undefined if it is not there.
 *
 * @throws UserError if S3 cannot be reached, or refuses
 */
export async function getObject(place: Place): Promise<Found | undefined> {
  const answer = await ask(place, 'GET', {}, '');
  if (answer.status === 404 && (await answer.text()).includes('NoSuchKey')) return undefined;
  if (answer.status !== 200) throw refused(place, 'read', answer.status);
  return { text: await answer.text(), etag: answer.headers.get('etag') ?? '' };
}

/**
 * Writes it, if it is still what was read.
 *
 * @param etag of what was read; undefined if it was not there
 * @returns false, and nothing is written, if somebody else has written since, or does so right now
 * @throws UserError if S3 cannot be reached, or refuses
 */
export async function putObject(place: Place, text: string, etag: string | undefined): Promise<boolean> {
  const condition = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
  const headers = { ...condition, 'content-type': 'application/json' };
  const { status } = await ask(place, 'PUT', headers, text);
  // 409: another conditional write to it is on its way; 404: it was deleted (S3, conditional writes).
  if (status === 412 || status === 409 || (status === 404 && etag !== undefined)) return false;
  if (status !== 200) throw refused(place, 'written', status);
  return true;
}

async function ask(
  place: Place,
  method: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Response> {
  const url = urlOf(place);
  const request = { method, url, headers, body };
  const asked = signed(request, {
    region: place.region,
    credentials: findCredentials(process.env),
    now: new Date(),
  });
  try {
    return await fetch(url, {
      method,
      headers: asked,
      signal: AbortSignal.timeout(PATIENCE),
      ...(method === 'GET' ? {} : { body }),
    });
  } catch (error) {
    const { cause } = Object(error);
    throw new UserError(
      `${nameOf(place)} cannot be reached at ${url.origin} (${messageOf(cause ?? error)}); check the network and the region`,
      { cause: error },
    );
  }
}

/**
 * The variables of the endpoint are those of every program of AWS. A bucket stands in the path there, and where it has a
 * dot, for which no certificate stands (S3, virtual hosting).
 */
function urlOf({ bucket, region, key }: Place): URL {
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  const endpoint = AWS_ENDPOINT_URL_S3 || AWS_ENDPOINT_URL;
  if (endpoint) return new URL(`${endpoint.replace(/\/+$/, '')}/${bucket}/${key}`);
  const host = `s3.${region}.amazonaws.com`;
  return new URL(
    bucket.includes('.') ? `https://${host}/${bucket}/${key}` : `https://${bucket}.${host}/${key}`,
  );
}

const ADVICE: Readonly<Record<number, string>> = {
  301: 'it is in another region: name that in vedette.config',
  400: 'check the region and the credentials',
  403: 'the credentials need s3:GetObject and s3:PutObject on it, and s3:ListBucket on the bucket',
  404: 'there is no such bucket: create it, or name another in vedette.config',
};

function refused(place: Place, done: string, status: number): UserError {
  return new UserError(
    `${nameOf(place)} cannot be ${done} (S3 answers ${status}); ${ADVICE[status] ?? 'try again, or ask who runs it'}`,
  );
}
