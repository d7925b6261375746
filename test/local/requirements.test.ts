import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { checkEngine, checkRequirements, findProgram, type Machine } from '../../src/local/requirements.ts';

const complete: Machine = { platform: 'linux', uid: 0, has: () => true };

test('a Linux machine with root and all programs may be a cloud', (t) => {
  t.notThrows(() => checkRequirements(complete));
});

test('another system is named in one sentence', (t) => {
  t.throws(() => checkRequirements({ ...complete, platform: 'darwin' }), {
    instanceOf: UserError,
    message: 'hosts on this machine need Linux, this is darwin; use a Linux machine or container',
  });
});

test('without root the user is named in one sentence', (t) => {
  t.throws(() => checkRequirements({ ...complete, uid: 1000 }), {
    instanceOf: UserError,
    message: 'hosts on this machine need root, this is user 1000; run the command with sudo',
  });
});

test('every missing program is named, and each package once', (t) => {
  const missing = ['ip', 'unshare', 'nsenter', 'redis-cli'];
  t.throws(() => checkRequirements({ ...complete, has: (program) => !missing.includes(program) }), {
    instanceOf: UserError,
    message:
      'hosts on this machine need ip, unshare, nsenter, redis-cli, not installed; run: apt-get install iproute2 util-linux redis-tools',
  });
});

test('a program is found without its links, one that is not there is not', (t) => {
  t.regex(findProgram('sh') ?? '', /^\/.*sh$/);
  t.is(findProgram('no-such-program'), undefined);
});

test('a redis-server that is no program is refused', (t) => {
  t.throws(() => checkEngine('/no/redis-server'), {
    instanceOf: UserError,
    message: /^\/no\/redis-server is not a program .*; give a redis-server with a redis-sentinel beside it$/,
  });
});

test('a redis-server without a redis-sentinel beside it is refused', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'redis-server'), '#!/bin/sh\n', { mode: 0o755 });
  t.throws(() => checkEngine(join(folder, 'redis-server')), { message: /redis-sentinel is not a program/ });
});

test('a redis-server outside the root file system is refused', (t) => {
  const folder = mkdtempSync('/dev/shm/vedette-');
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const name of ['redis-server', 'redis-sentinel'])
    writeFileSync(join(folder, name), '#!/bin/sh\n', { mode: 0o755 });
  t.throws(() => checkEngine(join(folder, 'redis-server')), { message: /is not on the root file system/ });
});
