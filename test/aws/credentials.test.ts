import test from 'ava';
import { type Deployer, missingCredentials } from '../../src/aws/credentials.ts';

const KEYS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' };

function missing(deployer: Partial<Deployer>): string | undefined {
  return missingCredentials({ variables: {}, files: [], inAws: false, ...deployer });
}

const ENOUGH: readonly (readonly [string, Partial<Deployer>])[] = [
  ['an access key', { variables: KEYS }],
  ['a profile that a file has', { variables: { AWS_PROFILE: 'ops' }, files: ['[default]\n[profile ops]\n'] }],
  ['a profile of the credentials file', { variables: { AWS_PROFILE: 'ops' }, files: ['', '[ops]\nx = y\n'] }],
  ['a default profile', { files: ['# mine\n [default]\nregion = eu-central-1\n'] }],
  ['the token of a CI job', { variables: { AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token' } }],
  ['the role of a container', { variables: { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' } }],
  ['a machine in AWS', { inAws: true }],
  [
    'this machine as the cloud',
    { variables: { TF_REATTACH_PROVIDERS: '{"registry.terraform.io/hashicorp/aws":{}}' } },
  ],
];

for (const [title, deployer] of ENOUGH)
  test(`${title} is enough to reach AWS`, (t) => t.is(missing(deployer), undefined));

test('without any credentials the variables to set are named', (t) => {
  const sentence = missing({ files: ['[profile other]\n'] }) ?? '';
  t.regex(sentence, /^there are no credentials for AWS here; set AWS_PROFILE, or AWS_ACCESS_KEY_ID and/);
  t.is(
    missing({ files: ['[profile other]\n'], variables: { AWS_PROFILE: '', AWS_ACCESS_KEY_ID: '' } }),
    sentence,
  );
});

test('half an access key is named, and its values are not', (t) => {
  const sentence = missing({ variables: { AWS_SECRET_ACCESS_KEY: 'example' } }) ?? '';
  t.regex(sentence, /^only one of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY is set;/);
  t.false(sentence.includes('example'));
});

test('a profile that no file has is named', (t) => {
  t.regex(
    missing({ variables: { AWS_PROFILE: 'ops' }, files: ['[profile oops]\n', '[default]\n'] }) ?? '',
    /^AWS_PROFILE ops is not in ~\/\.aws\/config or ~\/\.aws\/credentials;/,
  );
});
