import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { readConfigurations } from '../../../src/diff/source/given.ts';
import { scratchFolder } from '../../cli/_run.ts';

const scratch = scratchFolder('diff-tls-files');

/** What is read of TLS beside a redis.conf with these lines, in a folder with these other files. */
function readIn(name: string, lines: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const folder = join(scratch, name);
  for (const [path, text] of Object.entries({ ...files, 'redis.conf': lines.join('\n') })) {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return readConfigurations(folder, {}).map(({ tls }) => tls);
}

const LINES = [
  'tls-port 6380',
  'tls-cert-file /usr/local/etc/redis/tls/host.crt',
  'tls-key-file /usr/local/etc/redis/tls/host.key',
  'tls-ca-cert-file /usr/local/etc/redis/tls/ca.crt',
];

test('certificates beside a configuration are read by their names, and those that are not there are unknown', (t) => {
  t.deepEqual(readIn('beside', LINES, { 'host.crt': 'a certificate', 'host.key': 'a key' }), [
    { certificate: 'a certificate', key: 'a key', authority: undefined },
  ]);
});

test('a path below the folder of the configuration is read as it is, and one elsewhere is not: it may be of another host', (t) => {
  const folder = join(scratch, 'below');
  const lines = (place: string) => [`tls-cert-file ${join(place, 'tls', 'host.crt')}`];
  t.deepEqual(readIn('below', lines(folder), { 'tls/host.crt': 'its own', 'host.crt': 'another' }), [
    { certificate: 'its own', key: undefined, authority: undefined },
  ]);
  t.deepEqual(readIn('elsewhere', lines(folder)), [
    { certificate: undefined, key: undefined, authority: undefined },
  ]);
});

test('nothing is read where no certificate is named, or a line is refused', (t) => {
  t.deepEqual(readIn('without', ['port 6379'], { 'host.crt': 'a certificate' }), [undefined]);
  t.deepEqual(readIn('refused', ['tls-cert-file a b'], { a: 'a certificate' }), [undefined]);
});
