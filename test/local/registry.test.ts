import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import test from 'ava';
import {
  cloudEntries,
  entryOf,
  findCloud,
  forgetCloud,
  openLog,
  registerCloud,
} from '../../src/local/registry.ts';

const scratch = mkdtempSync(join(tmpdir(), 'vedette-'));
const registry = join(scratch, 'registry');
test.before(() => process.chdir(scratch));
test.after.always(() => {
  process.chdir('/');
  rmSync(scratch, { recursive: true });
});

test.serial('a cloud that runs is found, and its name is taken', (t) => {
  const entry = entryOf('lab', process.pid);
  openLog('lab', registry);
  t.true(registerCloud(entry, registry));
  t.deepEqual(findCloud('lab', registry), entry);
  t.false(registerCloud(entryOf('lab', process.ppid), registry));
});

test.serial('forgetting another cloud of the same name changes nothing', (t) => {
  forgetCloud(entryOf('lab', process.ppid), registry);
  t.truthy(findCloud('lab', registry));
});

test.serial('another folder sees it, and may have one of the same name', (t) => {
  process.chdir('/');
  t.is(findCloud('lab', registry), undefined);
  t.deepEqual(
    cloudEntries(registry).map(({ name, folder }) => [name, folder]),
    [['lab', scratch]],
  );
  t.true(registerCloud(entryOf('lab', process.pid), registry));
  t.is(cloudEntries(registry).length, 2);
  forgetCloud(entryOf('lab', process.pid), registry);
  process.chdir(scratch);
  t.truthy(findCloud('lab', registry));
});

test.serial('forgetting a cloud leaves no file and no folder', (t) => {
  forgetCloud(entryOf('lab', process.pid), registry);
  t.is(findCloud('lab', registry), undefined);
  t.false(existsSync(registry));
});

test.serial('a pid that another process has now is not taken for the cloud', (t) => {
  t.true(registerCloud({ ...entryOf('lab', process.pid), startTime: '1' }, registry));
  t.is(findCloud('lab', registry), undefined);
  t.false(existsSync(registry));
});

test.serial('nothing is written below the folder that commands run in', (t) => {
  t.deepEqual(readdirSync(scratch), []);
});

/** Registers a cloud and forgets it, again and again; prints how often it could not. */
const PROGRAM = `const [, hook, file, name, registry] = process.argv;
  require(hook);
  const { entryOf, forgetCloud, registerCloud } = require(file);
  const entry = entryOf(name, process.pid);
  let refused = 0;
  for (let round = 0; round < 300; round += 1) {
    if (!registerCloud(entry, registry)) refused += 1;
    forgetCloud(entry, registry);
  }
  console.log(refused);`;

test.serial(
  'who registers a cloud is not disturbed by others who forget theirs, the last one with the folder',
  async (t) => {
    const files = ['../_typescript.cjs', '../../src/local/registry.ts'].map((file) =>
      fileURLToPath(new URL(file, import.meta.url)),
    );
    const ended = await Promise.all(
      ['one', 'two', 'three'].map((name) =>
        promisify(execFile)(process.execPath, ['--eval', PROGRAM, ...files, name, join(scratch, 'shared')]),
      ),
    );
    t.deepEqual(
      ended.map(({ stdout }) => stdout),
      ['0\n', '0\n', '0\n'],
    );
  },
);
