import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { entryOf, findCloud, forgetCloud, openLog, registerCloud } from '../../src/local/registry.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-'));
test.before(() => process.chdir(folder));
test.after.always(() => {
  process.chdir('/');
  rmSync(folder, { recursive: true });
});

test.serial('a cloud that runs is found, and its name is taken', (t) => {
  const entry = entryOf('lab', process.pid);
  openLog('lab');
  t.true(registerCloud(entry));
  t.deepEqual(findCloud('lab'), entry);
  t.false(registerCloud(entryOf('lab', process.ppid)));
});

test.serial('forgetting another cloud of the same name changes nothing', (t) => {
  forgetCloud(entryOf('lab', process.ppid));
  t.truthy(findCloud('lab'));
});

test.serial('forgetting a cloud leaves no file and no folder', (t) => {
  forgetCloud(entryOf('lab', process.pid));
  t.is(findCloud('lab'), undefined);
  t.false(existsSync('.vedette'));
});

test.serial('a pid that another process has now is not taken for the cloud', (t) => {
  t.true(registerCloud({ name: 'lab', pid: process.pid, startTime: '1' }));
  t.is(findCloud('lab'), undefined);
  t.false(existsSync('.vedette'));
});
