import test from 'ava';
import { verifySignature } from '../../src/local/sigv4.ts';
import { type Request, signed } from '../../src/register/s3/sign.ts';

test('the signature of the example that AWS gives is theirs', (t) => {
  // S3 API reference, "Signature Calculations for the Authorization Header", example GET Object.
  const { authorization } = signed(
    {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      headers: { range: 'bytes=0-9' },
      body: '',
    },
    {
      region: 'us-east-1',
      credentials: {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      },
      now: new Date('2013-05-24T00:00:00Z'),
    },
  );
  t.is(
    authorization,
    'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  );
});

const NOW = new Date('2026-11-27T18:00:00.123Z');
const SIGNER = { secretAccessKey: 'secret', sessionToken: 'token', region: 'eu-central-1', service: 's3' };
const PUT: Request = {
  method: 'PUT',
  url: new URL('https://acme.s3.eu-central-1.amazonaws.com/vedette/environments.json'),
  headers: { 'if-none-match': '*', 'content-type': 'application/json' },
  body: '{"a":"ü"}\n',
};

/** As the other side reads it. */
function verified(request: Request, body = request.body) {
  const { secretAccessKey, sessionToken, region } = SIGNER;
  const credentials = { accessKeyId: 'AKIA', secretAccessKey, sessionToken };
  const headers = signed(request, { region, credentials, now: NOW });
  return verifySignature(
    {
      method: request.method,
      url: request.url.pathname,
      headers: { ...headers, host: request.url.host },
      body,
    },
    (key) => (key === 'AKIA' ? SIGNER : undefined),
    NOW.getTime(),
  );
}

test('a write with conditions and the token of a role is signed so that the other side finds it whole', (t) => {
  t.is(verified(PUT), undefined);
  t.is(verified(PUT, '{}')?.code, 'InvalidSignatureException');
});
