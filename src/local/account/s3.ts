/** S3 with what Terraform's state and the register of environments need of it: small objects, and conditions. */
import { join } from 'node:path';
import type { SignedRequest } from '../sigv4.ts';
import { BucketFolder, type Condition, fitsName, type StoredObject } from './bucket-folder.ts';
import type { AccountService, Answer } from './service.ts';
import { xml } from './xml.ts';

/** Of the working directory, beside the states that are files: what is in the cloud of an environment ends with that. */
const FOLDER = '.vedette/buckets';

/** S3 user guide, bucket naming rules. */
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** What a request may ask for. Another word would change what is meant, so it is refused. */
const QUERY: ReadonlySet<string> = new Set([
  'continuation-token',
  'list-type',
  'max-keys',
  'prefix',
  'start-after',
  'x-id',
]);

/** As many as S3 tells at once. */
const MOST_KEYS = 1_000;

/** S3 in a folder. Every bucket is there. */
export function s3Service(folder = FOLDER): AccountService {
  return {
    name: 's3',
    variable: 'AWS_ENDPOINT_URL_S3',
    answer: (request) => answerS3(folder, request),
    refuse: ({ code, message }) => failure(403, code, message),
  };
}

async function answerS3(folder: string, request: SignedRequest): Promise<Answer> {
  const { pathname, searchParams } = new URL(request.url, 'http://s3');
  const [, name = '', path = ''] = /^\/([^/]*)\/?(.*)$/s.exec(pathname) ?? [];
  const key = decoded(path);
  const unknown = [...searchParams.keys()].find((word) => !QUERY.has(word));
  if (unknown !== undefined) return failure(501, 'NotImplemented', `This machine does not know ${unknown}.`);
  if (!BUCKET.test(name)) return failure(400, 'InvalidBucketName', 'The specified bucket is not valid.');
  if (key === undefined || !fitsName(key))
    return failure(400, 'KeyTooLongError', 'The key is too long for this machine.');
  const bucket = new BucketFolder(join(folder, name));
  return key === '' ? answerBucket(bucket, request.method, searchParams) : answerObject(bucket, key, request);
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function answerBucket(bucket: BucketFolder, method: string, asked: URLSearchParams): Promise<Answer> {
  if (method === 'HEAD') return { status: 200 };
  if (method !== 'GET' || asked.get('list-type') !== '2')
    return failure(
      501,
      'NotImplemented',
      'Of a bucket this machine answers HeadBucket and ListObjectsV2 only.',
    );
  return list(bucket, asked);
}

async function list(bucket: BucketFolder, asked: URLSearchParams): Promise<Answer> {
  const prefix = asked.get('prefix') ?? '';
  const after = asked.get('continuation-token') ?? asked.get('start-after') ?? '';
  const most = Math.min(Number(asked.get('max-keys') ?? MOST_KEYS), MOST_KEYS);
  const keys = (await bucket.keys()).filter((key) => key.startsWith(prefix) && key > after);
  const shown = keys.slice(0, most);
  const objects = await Promise.all(shown.map((key) => bucket.get(key)));
  const isTruncated = keys.length > most;
  return page(200, {
    ListBucketResult: {
      IsTruncated: String(isTruncated),
      Prefix: prefix,
      MaxKeys: String(most),
      KeyCount: String(shown.length),
      ...(isTruncated ? { NextContinuationToken: shown.at(-1) ?? '' } : {}),
      Contents: objects.flatMap((object, at) =>
        object === undefined ? [] : [entry(shown[at] ?? '', object)],
      ),
    },
  });
}

function entry(key: string, { body, at, etag }: StoredObject) {
  return {
    Key: key,
    LastModified: new Date(at).toISOString(),
    ETag: etag,
    Size: String(Buffer.byteLength(body)),
    StorageClass: 'STANDARD',
  };
}

async function answerObject(bucket: BucketFolder, key: string, request: SignedRequest): Promise<Answer> {
  const { method, headers, body } = request;
  if (method === 'GET' || method === 'HEAD') return tell(await bucket.get(key), headers.range);
  if (method !== 'PUT' && method !== 'DELETE')
    return failure(501, 'NotImplemented', `This machine knows no ${method} of an object.`);
  const type = String(headers['content-type'] ?? 'binary/octet-stream');
  const object = method === 'PUT' ? { body, type } : undefined;
  const put = await bucket.put(key, object, conditionOf(request));
  if (put === false)
    return failure(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
    );
  return put === undefined ? { status: 204 } : { status: 200, headers: { ETag: put.etag } };
}

/** S3 user guide, conditional requests: of a write If-Match with an ETag, and If-None-Match with a star only. */
function conditionOf({ headers }: SignedRequest): Condition {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (noneMatch !== undefined) return (now) => now === undefined;
  if (match === undefined) return () => true;
  return (now) => now !== undefined && (match === '*' || unquoted(String(match)) === unquoted(now.etag));
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}

function tell(object: StoredObject | undefined, range: SignedRequest['headers'][string]): Answer {
  if (object === undefined) return failure(404, 'NoSuchKey', 'The specified key does not exist.');
  const headers = {
    ETag: object.etag,
    'Last-Modified': new Date(object.at).toUTCString(),
    'Content-Type': object.type,
    'Accept-Ranges': 'bytes',
  };
  const body = Buffer.from(object.body);
  if (range === undefined) return { status: 200, headers, body };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(String(range)) ?? [];
  const [from, to] = [Number(first), Math.min(last ? Number(last) : body.length - 1, body.length - 1)];
  if (!(from <= to)) return failure(416, 'InvalidRange', 'The requested range is not satisfiable');
  const part = { ...headers, 'Content-Range': `bytes ${from}-${to}/${body.length}` };
  return { status: 206, headers: part, body: body.subarray(from, to + 1) };
}

function failure(status: number, code: string, message: string): Answer {
  return page(status, { Error: { Code: code, Message: message } });
}

function page(status: number, content: Parameters<typeof xml>[0]): Answer {
  return { status, headers: { 'Content-Type': 'application/xml' }, body: xml(content) };
}
