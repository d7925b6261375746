import { execFileSync } from 'node:child_process';
import { createPublicKey } from 'node:crypto';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { newKey } from '../../src/certificates/key.ts';
import { readRequest, writeRequest } from '../../src/certificates/request.ts';
import { needs } from '../_needs.ts';

const WORD = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);

const KEY = newKey();

testProp(
  'A request is read back as it was written, with the public key alone',
  [WORD, fc.array(WORD, { maxLength: 3 }), fc.array(fc.ipV4(), { maxLength: 3 })],
  (t, name, names, addresses) => {
    const text = writeRequest({ name, key: KEY, use: { names, addresses } });
    const key = createPublicKey(KEY).export({ type: 'spki', format: 'pem' }).toString();
    t.deepEqual(readRequest(text), { name, key, use: { names, addresses } });
  },
  { numRuns: 30 },
);

testProp(
  'A request is none where another byte stands in what its key has signed',
  // Behind the headers of the request and of what is signed, which begins with its version.
  [fc.integer({ min: 8, max: 140 }), fc.integer({ min: 1, max: 255 })],
  (t, at, change) => {
    const text = writeRequest({ name: 'ns', key: KEY, use: { names: ['ns'], addresses: ['10.0.0.30'] } });
    const [, body = ''] = /-----\n([^-]+)-----END/.exec(text) ?? [];
    const bytes = Buffer.from(body, 'base64');
    bytes[at] = (bytes[at] ?? 0) ^ change;
    t.is(readRequest(text.replace(body, `${bytes.toString('base64')}\n`)), undefined);
  },
  { numRuns: 60 },
);

test('What is no request is read as none', (t) => {
  for (const text of ['', 'a word', KEY]) t.is(readRequest(text), undefined);
});

needs('openssl')('OpenSSL takes a request, and reads its names and addresses', (t) => {
  const input = writeRequest({
    name: 'ns',
    key: KEY,
    use: { names: ['ns'], addresses: ['10.0.0.30', 'fd00::30'] },
  });
  const said = execFileSync('openssl', ['req', '-verify', '-noout', '-text'], { input, encoding: 'utf8' });
  t.regex(said, /Subject: CN ?= ?ns\n/);
  t.regex(said, /DNS:ns, IP Address:10\.0\.0\.30, IP Address:FD00:0:0:0:0:0:0:30\n/);
});
