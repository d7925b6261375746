import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import test from 'ava';
import { snapshotOf } from '../../../src/diff/snapshot.ts';
import { folderSnapshot } from '../../../src/diff/source/folder.ts';
import { redactor } from '../../../src/redis/redact.ts';
import { renderEnvironment } from '../../../src/render/host-files.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { allShipped } from '../../_environment.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { diffOf } from '../_documents.ts';

const scratch = scratchFolder('diff-folder');

function write(path: string, text: string | undefined): void {
  if (text === undefined) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function rendered(environment: Environment): string {
  const folder = join(scratch, environment.name);
  for (const { host, redisConf, sentinelConf } of renderEnvironment(environment)) {
    write(join(folder, host, 'redis.conf'), redisConf);
    write(join(folder, host, 'sentinel.conf'), sentinelConf);
  }
  return folder;
}

test('the rendered files of an environment are what the environment is', async (t) => {
  for (const environment of await allShipped()) {
    const folder = folderSnapshot(rendered(environment), { otherwise: '8.0', redact: redactor() });
    t.deepEqual((await diffOf(snapshotOf(environment), folder)).changes, []);
    t.deepEqual((await diffOf(folder, snapshotOf(environment))).changes, []);
  }
});

test('a folder without hosts is refused in a sentence', (t) => {
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  t.throws(() => folderSnapshot(empty, { version: '7.2', redact: redactor() }), {
    message: `${empty}: it has no <host>/redis.conf or <host>/sentinel.conf; give a folder that vedette render --out wrote`,
  });
});
