import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { createEnvironment } from '../../src/lifecycle/create.ts';
import { lookAt } from '../../src/lifecycle/overview.ts';
import { bucketStore } from '../../src/register/bucket-store.ts';
import { putObject } from '../../src/register/object.ts';
import { readRegister } from '../../src/register/register.ts';
import { decideSettings } from '../../src/register/settings.ts';
import { needs } from '../_needs.ts';
import { account } from '../local/account/_account.ts';
import { BASE } from '../topology/_base.ts';
import { enterProject } from './_project.ts';
import { leadTo, losingServer, motoServer, refusingServer } from './_s3.ts';

enterProject('bucket', { small: { ...BASE, name: 'small' } });

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };
const ACTOR = { name: 'ada@laptop', user: 'ada', commit: undefined, now: new Date('2026-11-27T12:00:00Z') };

/** What holds of any S3 with conditional writes. */
async function keepsAll(t: ExecutionContext): Promise<void> {
  const store = bucketStore(BUCKET);
  t.deepEqual(await readRegister(store), []);
  const ground = { settings: decideSettings({ state: BUCKET }, 'c.ts'), store, actor: ACTOR, written: [] };
  const names = ['one', 'two', 'three', 'one'];
  const ended = await Promise.allSettled(
    names.map((name) => createEnvironment({ name, from: 'small', set: [] }, ground)),
  );
  t.is(ended.filter(({ status }) => status === 'rejected').length, 1);
  const register = await readRegister(store);
  t.deepEqual(register.map(({ name }) => name).toSorted(), ['one', 'three', 'two']);
  t.is(new Set(register.map(({ cidr }) => cidr)).size, 3);
  t.deepEqual(register[0]?.state, BUCKET);
  const [created] = register;
  if (created === undefined) return t.fail();
  t.deepEqual((await lookAt(created, ACTOR.now)).deployed, { resources: 0 });
  const state = { ...BUCKET, key: `vedette/${created.name}.tfstate` };
  t.true(
    await putObject(state, '{"version":4,"resources":[{"mode":"managed","instances":[{}]}]}', undefined),
  );
  t.deepEqual((await lookAt(created, ACTOR.now)).deployed, { resources: 1 });
  const read = await store.read();
  t.true(await store.replace(read.version, '{"formatVersion":1,"environments":[]}'));
  t.false(await store.replace(read.version, 'late'));
  t.false(await store.replace(undefined, 'as if nothing were there'));
  t.deepEqual(await readRegister(store), []);
}

test.serial('what many write into a bucket at once is all kept, and a late writer is told', async (t) => {
  Object.assign(process.env, await account(t, 'buckets'));
  await keepsAll(t);
});

needs('moto_server')('the same holds of the S3 of moto', async (t) => {
  leadTo(await motoServer(t, BUCKET.bucket));
  await keepsAll(t);
});

for (const { what, place, message } of [
  {
    what: 'a bucket that is not there',
    place: { ...BUCKET, bucket: 'none' },
    message:
      's3://none/vedette/environments.json cannot be read (S3 answers 404 NoSuchBucket); there is no such bucket: create it, or name another in vedette.config',
  },
  {
    what: 'a bucket that nobody may read',
    place: { ...BUCKET, bucket: 'shut' },
    message:
      's3://shut/vedette/environments.json cannot be read (S3 answers 403 AccessDenied); the credentials need s3:GetObject, s3:PutObject and s3:DeleteObject on it, and s3:ListBucket on the bucket',
  },
])
  test.serial(`${what} is told with what to do`, async (t) => {
    leadTo(await refusingServer(t));
    await t.throwsAsync(readRegister(bucketStore(place)), { instanceOf: UserError, message });
  });

test.serial('an S3 that does not answer is told with its address', async (t) => {
  leadTo('http://127.0.0.1:9');
  await t.throwsAsync(readRegister(bucketStore(BUCKET)), {
    instanceOf: UserError,
    message: /^s3:\/\/acme-state\/\S+ cannot be read \(.*127\.0\.0\.1:9\); check the network and the region$/,
  });
});

test.serial('credentials that are not found are told with how to give them', async (t) => {
  leadTo('http://127.0.0.1:9');
  delete process.env.AWS_ACCESS_KEY_ID;
  Object.assign(process.env, { AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null' });
  process.env.AWS_SHARED_CREDENTIALS_FILE = '/dev/null';
  await t.throwsAsync(readRegister(bucketStore(BUCKET)), {
    instanceOf: UserError,
    message: /\(no credentials were found\); log in, or set AWS_PROFILE, or /,
  });
});

test.serial(
  'what was written before its answer was lost is not taken for what somebody else wrote',
  async (t) => {
    const written: string[] = [];
    leadTo(await losingServer(t, written));
    t.true(await putObject({ ...BUCKET, key: 'list.json' }, 'own', undefined));
    t.deepEqual(written, ['own']);
    t.false(await putObject({ ...BUCKET, key: 'list.json' }, 'late', undefined));
  },
);
