import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { checkEngine, engineOf } from '../../src/local/engine.ts';

const SERVER = "#!/bin/sh\necho 'Valkey server v=9.1.2 sha=00000000:0 malloc=libc bits=64 build=0'\n";

test('a redis-server that is no program is refused', (t) => {
  t.throws(() => checkEngine('/no/redis-server'), {
    instanceOf: UserError,
    message: /^\/no\/redis-server is not a program .*; give a redis-server with a redis-sentinel beside it$/,
  });
});

test('a redis-server without a redis-sentinel beside it is refused', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'redis-server'), SERVER, { mode: 0o755 });
  t.throws(() => checkEngine(join(folder, 'redis-server')), { message: /redis-sentinel is not a program/ });
});

test('a redis-server outside the root file system is refused', (t) => {
  const folder = mkdtempSync('/dev/shm/vedette-');
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['redis-server', 'redis-sentinel'])
    writeFileSync(join(folder, name), SERVER, { mode: 0o755 });
  t.throws(() => checkEngine(join(folder, 'redis-server')), { message: /is not on the root file system/ });
});

test('a program that is no redis-server is refused with what it says of itself', (t) => {
  t.throws(() => checkEngine('/bin/true'), {
    instanceOf: UserError,
    message:
      /^\/bin\/true is not a redis-server: asked for its version it says .+; give a redis-server with a redis-sentinel beside it$/,
  });
});

test('an engine tells its name and its version, and is run under the name that it was given by', (t) => {
  const folder = mkdtempSync(join('/', 'vedette-engine-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['valkey', 'redis-sentinel']) writeFileSync(join(folder, name), SERVER, { mode: 0o755 });
  const program = join(folder, 'valkey');
  t.deepEqual(engineOf(program), { program, name: 'Valkey', version: '9.1.2' });
});
