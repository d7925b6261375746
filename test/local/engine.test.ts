import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { findProgram } from '../../src/base/find-program.ts';
import { catalogueVersionOf, engineIn, engineOf, refuseWithoutEngine } from '../../src/local/engine.ts';
import { needs } from '../_needs.ts';

const ADVICE = 'give a redis-server or a valkey-server, or the folder that it is in';

const UNPACKED = 'tmp/engines/valkey-8.1/root';

/** A folder on the root file system, with these files in it. */
function folderOf(
  t: ExecutionContext,
  files: Readonly<Record<string, string | Buffer>>,
  mode = 0o755,
): string {
  const folder = mkdtempSync(join('/', 'vedette-engine-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content, { mode });
  return folder;
}

/** A binary of this machine, with a byte of its header changed. */
function binaryWith(at: number, byte: number): Buffer {
  const binary = readFileSync('/bin/true');
  binary[at] = byte;
  return binary;
}

function refusal(t: ExecutionContext, path: string): string | undefined {
  return t.throws(() => engineOf(path), { instanceOf: UserError })?.message;
}

test('an engine that is not there is refused', (t) => {
  t.is(refusal(t, '/no/redis-server'), `/no/redis-server is not there; ${ADVICE}`);
});

test('a folder without a server is refused', (t) => {
  const folder = folderOf(t, { 'redis-cli': '' });
  t.is(refusal(t, folder), `${folder} holds no redis-server and no valkey-server; ${ADVICE}`);
});

test('a server that nobody may run is refused', (t) => {
  const folder = folderOf(t, { 'redis-server': readFileSync('/bin/true') }, 0o644);
  t.regex(
    refusal(t, folder) ?? '',
    /^\S+\/redis-server is not a program \(EACCES.*\); give a redis-server or /,
  );
});

for (const [what, content, said] of [
  ['a script', '#!/bin/sh\n', 'a script, which cannot be called by the names of other programs'],
  ['a file that is no binary', 'redis', 'no binary'],
  [
    'a server for another processor',
    binaryWith(18, 0xf7),
    `built for another processor than that of this machine, ${process.arch}`,
  ],
  [
    'a server for FreeBSD',
    binaryWith(7, 9),
    'built for FreeBSD, and hosts on this machine run what Linux runs',
  ],
] as const)
  test(`${what} is refused as what it is`, (t) => {
    const server = join(folderOf(t, { 'valkey-server': content }), 'valkey-server');
    t.is(refusal(t, server), `${server} is ${said}; ${ADVICE}`);
  });

test('a server outside the root file system is refused', (t) => {
  const folder = mkdtempSync('/dev/shm/vedette-');
  t.teardown(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'redis-server'), readFileSync('/bin/true'), { mode: 0o755 });
  t.regex(
    refusal(t, folder) ?? '',
    / is not on the root file system, which is all that hosts see; copy it there$/,
  );
});

test('a program that is no server is refused with what it says of itself', (t) => {
  const said = refusal(t, '/bin/true') ?? '';
  t.regex(
    said,
    /^\/\S+true is no server of Redis or Valkey: asked for its version it says .+; give a redis-server or /,
  );
});

needs('redis-server')(
  "the machine's engine goes by its name, and one binary is all its programs but the tools",
  (t) => {
    const { program, name, version, files } = engineOf(undefined);
    t.is(program, 'redis-server');
    t.is(name, 'Redis');
    t.regex(version, /^\d+\.\d+\.\d+$/);
    const binary = findProgram('redis-server');
    t.is(files.programs.server, binary);
    t.is(files.programs.cli, findProgram('redis-cli'));
    t.is(engineOf(binary).files.loader, undefined);
  },
);

needs('redis-server')(
  "a link to a server is followed, and its tools are the machine's where it has none beside it",
  (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'vedette-engine-'));
    t.teardown(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'bin'));
    symlinkSync(findProgram('redis-server') ?? '', join(folder, 'bin', 'redis-server'));
    const { program, version, files } = engineOf(folder);
    t.is(program, folder);
    t.is(version, engineOf(undefined).version);
    t.is(files.loader, undefined);
    t.deepEqual(files.programs, {
      ...engineOf(undefined).files.programs,
      'check-aof': files.programs.server,
    });
  },
);

needs(`${UNPACKED}/usr/bin/valkey-server`)(
  'unpacked packages are run by the loader that came with them',
  (t) => {
    const { program, name, version, files } = engineOf(UNPACKED);
    t.is(program, resolve(UNPACKED));
    t.is(name, 'Valkey');
    t.is(catalogueVersionOf({ name, version }), 'valkey-8.1');
    t.is(files.programs.sentinel, files.programs.server);
    t.is(files.programs.cli, resolve(UNPACKED, 'usr/bin/valkey-cli'));
    t.deepEqual(engineOf(`${UNPACKED}/usr/bin/valkey-server`).files, files);
    t.deepEqual(engineOf(`${UNPACKED}/usr/bin`).files, files);
    t.regex(files.loader?.program ?? '', /^\/.*\/root\/usr\/lib\/.*\/ld-linux.*$/);
  },
);

needs('redis-server', `${UNPACKED}/usr/bin/valkey-server`)(
  'the engine of its package is what hosts run, and packages without one have the engine of all',
  (t) => {
    const valkey = engineOf(UNPACKED);
    const given = { engine: 'valkey', package: 'valkey' } as const;
    const engines = { valkey };
    t.deepEqual(engineIn(given, { path: undefined, engines }), { engine: valkey, usual: valkey });
    const both = engineIn(given, { path: findProgram('redis-server'), engines });
    t.deepEqual([both.engine.name, both.usual.name], ['Valkey', 'Redis']);
    const all = engineIn(given, { path: UNPACKED, engines: {} });
    t.deepEqual([all.engine.name, all.usual.name], ['Valkey', 'Valkey']);
    t.throws(() => engineIn(given, { path: findProgram('redis-server'), engines: {} }), {
      instanceOf: UserError,
      message:
        /^hosts are to run Valkey, and \S+ is Redis \S+; install Valkey, or give .+ --engine-of valkey=PATH/,
    });
  },
);

needs('redis-server', `${UNPACKED}/usr/bin/valkey-server`)(
  'a host that is to run Valkey is refused before it boots where no Valkey is here, and others are not',
  (t) => {
    const [redis, valkey] = [engineOf(findProgram('redis-server')), engineOf(UNPACKED)];
    const script = (name: string, line: string) => `packages='${name} curl'\n${line}services='${name}'\n`;
    const ofValkey = script('valkey', "valkey_version='8.1'\n");
    t.throws(() => refuseWithoutEngine(ofValkey, { engine: redis.files }), {
      instanceOf: UserError,
      message: `the host is to run Valkey, and Redis ${redis.version} is here; install Valkey, or give a valkey-server or the folder that it is in with --engine-of valkey=PATH: docs/rehearse.md says how to get one`,
    });
    for (const [userData, spec] of [
      [ofValkey, { engine: valkey.files }],
      [ofValkey, { engine: redis.files, engines: { valkey: valkey.files } }],
      [script('redis72', ''), { engine: redis.files }],
      ['no script', { engine: redis.files }],
    ] as const)
      t.notThrows(() => refuseWithoutEngine(userData, spec), userData);
  },
);

for (const [name, version, known] of [
  ['Redis', '7.0.15', '7.0'],
  ['Redis', '7.20.1', undefined],
  ['Redis', '8.0.6', '8.0'],
  ['Redis', '6.2.14', undefined],
  ['Valkey', '9.1.2', 'valkey-9.1'],
  ['Valkey', '8.0.1', 'valkey-8.0'],
  ['Valkey', '7.2.5', undefined],
] as const)
  test(`the catalogue has ${known ?? 'nothing'} for ${name} ${version}`, (t) => {
    t.is(catalogueVersionOf({ name, version }), known);
  });
