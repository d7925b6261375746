import test from 'ava';
import { s3Service } from '../../../src/local/account/s3.ts';
import { serveAccount } from '../../../src/local/account/server.ts';
import { STS } from '../../../src/local/account/sts.ts';

async function variablesFor(given: Readonly<Record<string, string>>) {
  const { variables, close } = await serveAccount([s3Service(), STS], given);
  await close();
  return variables;
}

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

test('a command is led to this machine, with credentials for it', async (t) => {
  const variables = await variablesFor({ AWS_PROFILE: 'production' });
  t.regex(variables.AWS_ENDPOINT_URL_S3 ?? '', /^http:\/\/127\.0\.0\.1:\d+$/);
  t.is(variables.AWS_ENDPOINT_URL_STS, variables.AWS_ENDPOINT_URL_S3);
  t.regex(variables.AWS_ACCESS_KEY_ID ?? '', /^ASIA/);
  t.true('AWS_PROFILE' in variables && variables.AWS_PROFILE === undefined);
});

test('credentials in variables stay, and are those that this machine expects', async (t) => {
  t.deepEqual(Object.keys(await variablesFor(KEYS)), ['AWS_ENDPOINT_URL_S3', 'AWS_ENDPOINT_URL_STS']);
});

test('who has led programs of AWS elsewhere finds them there, with the credentials that were given', async (t) => {
  t.deepEqual(await variablesFor({ AWS_ENDPOINT_URL: 'http://emulator' }), {});
  t.deepEqual(Object.keys(await variablesFor({ AWS_ENDPOINT_URL_S3: 'http://emulator' })), [
    'AWS_ENDPOINT_URL_STS',
  ]);
});
