import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { fileSnapshot } from '../../src/diff/source/file.ts';
import { redactor } from '../../src/redis/redact.ts';
import { small } from '../_environment.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { diffOf } from './_documents.ts';

const folder = relative(ROOT, scratchFolder('diff-pairs'));

const NAMES = [
  'redis.conf',
  'sentinel-host-redis.conf',
  'sentinel.conf.d-redis',
  'a',
  '6379.conf',
  'ü b.conf',
];

function side(name: string, text: string) {
  const path = join(folder, name);
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), `${text}\n`);
  return fileSnapshot(path, { version: '7.2', redact: redactor() });
}

testProp(
  'two files are compared, whatever they are called',
  [fc.constantFrom(...NAMES), fc.constantFrom(...NAMES)],
  async (t, one, other) => {
    const { changes } = await diffOf(side(`1/${one}`, 'maxmemory 1gb'), side(`2/${other}`, 'maxmemory 2gb'));
    t.deepEqual(
      changes.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
      [['maxmemory', '1gb', '2gb']],
    );
  },
);

test('a file beside an environment of several hosts says with which of them it is compared', async (t) => {
  const file = side('one.conf', 'maxmemory 1gb');
  const { notes } = await diffOf(snapshotOf(small()), file);
  t.deepEqual(notes, [
    `${file.label} is compared with the redis.conf of one alone, and not with that of two, three`,
  ]);
  t.deepEqual((await diffOf(file, file)).notes, []);
});
