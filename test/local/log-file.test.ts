import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { readLog } from '../../src/local/log-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'vedette-log-'));
test.after.always(() => rmSync(folder, { recursive: true }));

test('a log is read from the place where it ended before, in bytes', (t) => {
  const path = join(folder, 'grows');
  writeFileSync(path, 'schön\n');
  const first = readLog(path);
  t.deepEqual(first, { text: 'schön\n', end: 7 });
  t.deepEqual(readLog(path, first.end), { text: '', end: 7 });
  appendFileSync(path, 'more\n');
  t.deepEqual(readLog(path, first.end), { text: 'more\n', end: 12 });
});

test('a log that is shorter than before has begun anew, and is read whole', (t) => {
  const path = join(folder, 'new');
  writeFileSync(path, 'again\n');
  t.deepEqual(readLog(path, 100), { text: 'again\n', end: 6 });
});
