import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import test from 'ava';
import { scratchFolder } from '../../cli/_run.ts';
import { account, client } from './_account.ts';

const folder = scratchFolder('s3');
const Bucket = 'acme-state';

test('an object is written, told whole and in parts, and deleted', async (t) => {
  const s3 = client(await account(t, join(folder, 'whole')));
  const at = { Bucket, Key: 'vedette/ä b/lab.tfstate' };
  await s3.send(new HeadBucketCommand({ Bucket }));
  await t.throwsAsync(s3.send(new GetObjectCommand(at)), { name: 'NoSuchKey' });
  await t.throwsAsync(s3.send(new HeadObjectCommand(at)), { name: 'NotFound' });
  const { ETag } = await s3.send(new PutObjectCommand({ ...at, Body: 'größer', ContentType: 'text/plain' }));
  const whole = await s3.send(new GetObjectCommand(at));
  t.like(whole, { ETag, ContentType: 'text/plain', ContentLength: 8 });
  t.is(await whole.Body?.transformToString(), 'größer');
  t.like(await s3.send(new HeadObjectCommand(at)), { ETag, ContentLength: 8 });
  const part = await s3.send(new GetObjectCommand({ ...at, Range: 'bytes=0-1' }));
  t.like(part, { ContentRange: 'bytes 0-1/8' });
  t.is(await part.Body?.transformToString(), 'gr');
  await t.throwsAsync(s3.send(new GetObjectCommand({ ...at, Range: 'bytes=8-' })), { name: 'InvalidRange' });
  await s3.send(new DeleteObjectCommand(at));
  await s3.send(new DeleteObjectCommand(at));
  await t.throwsAsync(s3.send(new GetObjectCommand(at)), { name: 'NoSuchKey' });
});

test('of many who write under one condition at once one is let, and what has changed meanwhile is not deleted', async (t) => {
  const variables = await account(t, join(folder, 'conditions'));
  const s3 = client(variables);
  const at = { Bucket, Key: 'lab.tfstate.tflock' };
  const refused = { name: 'PreconditionFailed' };
  const write = (Body: string, condition: object) =>
    s3.send(new PutObjectCommand({ ...at, Body, ...condition }));
  const ended = await Promise.allSettled(
    ['a', 'b', 'c', 'd'].map((body) => write(body, { IfNoneMatch: '*' })),
  );
  const [first, ...more] = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value.ETag] : []));
  t.deepEqual(more, []);
  await t.throwsAsync(write('late', { IfMatch: '"0"' }), refused);
  await write('second', { IfMatch: first });
  await t.throwsAsync(s3.send(new DeleteObjectCommand({ ...at, IfMatch: first })), refused);
  t.is(await (await s3.send(new GetObjectCommand(at))).Body?.transformToString(), 'second');
});

test('objects are listed by prefix, page by page, and by no others than whoever has the key', async (t) => {
  const variables = await account(t, join(folder, 'listed'));
  const s3 = client(variables);
  const keys = ['a/1', 'a/2', 'a/<3>', 'b/1', 'a'];
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const list = (more: object) =>
    s3.send(new ListObjectsV2Command({ Bucket, Prefix: 'a/', MaxKeys: 2, ...more }));
  const page = await list({});
  t.like(page, { IsTruncated: true, KeyCount: 2 });
  const rest = await list({ ContinuationToken: page.NextContinuationToken });
  t.like(rest, { IsTruncated: false, KeyCount: 1 });
  const told = [page, rest].flatMap(({ Contents = [] }) => Contents.map(({ Key }) => Key));
  t.deepEqual(told, ['a/1', 'a/2', 'a/<3>']);
  const refused = { message: /signature/ };
  await t.throwsAsync(client(variables, 'guessed').send(new HeadBucketCommand({ Bucket })));
  await t.throwsAsync(client(variables, 'guessed').send(new ListObjectsV2Command({ Bucket })), refused);
  const { status } = await fetch(`${variables.AWS_ENDPOINT_URL_S3}/${Bucket}/a`);
  t.is(status, 403);
});

test('what this machine does not know is refused, and no name leads out of the folder', async (t) => {
  const place = join(folder, 'inside');
  const s3 = client(await account(t, place));
  await t.throwsAsync(s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'a', Tagging: { TagSet: [] } })), {
    name: 'NotImplemented',
  });
  await t.throwsAsync(s3.send(new ListObjectsV2Command({ Bucket, Delimiter: '/' })), {
    name: 'NotImplemented',
  });
  await t.throwsAsync(s3.send(new PutObjectCommand({ Bucket, Key: 'k'.repeat(300), Body: '' })), {
    name: 'KeyTooLongError',
  });
  for (const Key of ['..%2f..%2fout', '../../out', 'a/../..', '%00', '..'])
    await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' })).catch(() => undefined);
  t.deepEqual(readdirSync(place), [Bucket]);
  t.true(readdirSync(join(place, Bucket)).every((name) => name.endsWith('.object')));
});
