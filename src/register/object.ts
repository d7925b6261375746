/** One object in S3, read and replaced under conditions. */
import {
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { withoutCredentials } from '../base/credentials.ts';
import { messageOf, UserError } from '../base/errors.ts';
import type { Bucket } from './settings.ts';
import { isStandIn } from './stand-in.ts';

/** How an object was found. */
export interface Found {
  readonly text: string;
  /** Opaque: another text has another one. */
  readonly etag: string | undefined;
  /** When it was written, by the clock of S3. */
  readonly written: Date | undefined;
}

/** Where an object is. */
export interface Place extends Bucket {
  /** Without a leading slash. */
  readonly key: string;
}

/** A request that takes longer than this is given up, in milliseconds. */
const PATIENCE = 30_000;

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
  const command = new GetObjectCommand({ Bucket: place.bucket, Key: place.key });
  try {
    return await ask(place, async (client, given) => {
      const { Body, ETag, LastModified } = await client.send(command, given);
      return { text: (await Body?.transformToString()) ?? '', etag: ETag, written: LastModified };
    });
  } catch (error) {
    if (error instanceof S3ServiceException && error.name === 'NoSuchKey') return undefined;
    throw refused(place, 'read', error);
  }
}

/**
 * Writes it, if it is still what was read.
 *
 * @param etag of what was read; undefined if it was not there
 * @returns false, and nothing is written, if somebody else has written since, or does so right now
 * @throws UserError if S3 cannot be reached, or refuses
 */
export async function putObject(place: Place, text: string, etag: string | undefined): Promise<boolean> {
  const command = new PutObjectCommand({
    Bucket: place.bucket,
    Key: place.key,
    Body: text,
    ContentType: 'application/json',
    ...(etag === undefined ? { IfNoneMatch: '*' } : { IfMatch: etag }),
  });
  try {
    await ask(place, (client, given) => client.send(command, given));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && CHANGED_MEANWHILE.has(error.name))
      return wasRepeated(error) && (await getObject(place))?.text === text;
    throw refused(place, 'written', error);
  }
}

/** Where the answer to the first try was lost, the second one may be refused for what the first one wrote. */
function wasRepeated({ $metadata }: S3ServiceException): boolean {
  return ($metadata.attempts ?? 1) > 1;
}

/**
 * Deletes it, whatever it is; nothing happens where it is not there.
 *
 * @throws UserError if S3 cannot be reached, or refuses
 */
export async function deleteObject(place: Place): Promise<void> {
  await deleteIf({}, place);
}

/**
 * Deletes it, if it is still what was read.
 *
 * @returns false, and nothing is deleted, if somebody else has written since
 * @throws UserError if S3 cannot be reached, or refuses
 */
export function deleteUnchanged(place: Place, etag: string): Promise<boolean> {
  return deleteIf({ IfMatch: etag }, place);
}

async function deleteIf(condition: { readonly IfMatch?: string }, place: Place): Promise<boolean> {
  const command = new DeleteObjectCommand({ Bucket: place.bucket, Key: place.key, ...condition });
  try {
    await ask(place, (client, given) => client.send(command, given));
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && CHANGED_MEANWHILE.has(error.name)) return false;
    throw refused(place, 'deleted', error);
  }
}

/** The last one: it was deleted after it had been read (S3, conditional writes). */
const CHANGED_MEANWHILE: ReadonlySet<string> = new Set([
  'PreconditionFailed',
  'ConditionalRequestConflict',
  'NoSuchKey',
]);

// It speaks of later versions of the library, which a package has pinned and its users cannot choose.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

async function ask<Answer>(
  { region }: Place,
  send: (client: S3Client, given: { readonly abortSignal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  const client = new S3Client({ region, forcePathStyle: isStandIn() });
  try {
    return await send(client, { abortSignal: AbortSignal.timeout(PATIENCE) });
  } finally {
    client.destroy();
  }
}

const ADVICE: Readonly<Record<number, string>> = {
  301: 'it is in another region: name that in vedette.config',
  400: 'check the region and the credentials',
  403: 'the credentials need s3:GetObject, s3:PutObject and s3:DeleteObject on it, and s3:ListBucket on the bucket',
  404: 'there is no such bucket: create it, or name another in vedette.config',
};

function refused(place: Place, done: string, error: unknown): UserError {
  const [why, advice] = reason(error);
  return new UserError(`${nameOf(place)} cannot be ${done} (${why}); ${advice}`, { cause: error });
}

/** Why, and what to do. */
function reason(error: unknown): readonly [string, string] {
  if (error instanceof S3ServiceException) {
    const { httpStatusCode: status = 0 } = error.$metadata;
    return [`S3 answers ${status} ${error.name}`, ADVICE[status] ?? 'try again, or ask who runs it'];
  }
  return withoutCredentials(error) ?? [messageOf(error), 'check the network and the region'];
}
