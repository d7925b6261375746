import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { vedetteInOne as vedette } from './_in-one.ts';
import { scratchFolder } from './_run.ts';

const scratch = scratchFolder('validate-files');
const SENTINEL = 'sentinel monitor m 10.0.0.1 6379 2\nsentinel failover-timeout m 60000\n';

function written(name: string, text: string): string {
  const path = join(scratch, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

test('a finding in a file fails the command and names file, line, directive, fault and remedy', async (t) => {
  const path = written('one/sentinel.conf', `${SENTINEL}# fast\nsentinel down-after-milliseconds m 500\n`);
  const { code, stdout } = await vedette(['validate', `file:${path}`], { variables: { COLUMNS: '400' } });
  t.is(code, 1);
  t.regex(
    stdout,
    /error +down-after-min +\S+sentinel\.conf:4: sentinel down-after-milliseconds m: 500 calls a host down during an ordinary stall; give at least 1000, better 5000/,
  );
  t.regex(stdout, /Files have no waivers/);
  t.regex(
    stdout,
    /^Rules not judged: \d+ for want of a redis\.conf, .*\d+ for want of the files of all Sentinels of the group, \d+ for want of a definition of the environment; --format json names them\.$/m,
  );
  t.notRegex(stdout, /zone-majority/);
});

test('files without a finding are done, and still say what was not judged', async (t) => {
  const path = written('clean/sentinel.conf', SENTINEL);
  const { code, stdout } = await vedette(['validate', `file:${path}`, '--format', 'json']);
  t.is(code, 0);
  const { files, notJudged } = JSON.parse(stdout);
  t.deepEqual(files, [
    { name: path, program: 'sentinel', version: '7.2', errors: 0, warnings: 0, waived: 0, findings: [] },
  ]);
  t.true(notJudged.includes('user-data-size'));
});

test('files of a folder whose names do not tell what they are, and that none includes, are named as not read', async (t) => {
  written('others/redis.conf', 'include part.conf\nmaxmemory 1gb\n');
  written('others/part.conf', 'hz 20\n');
  const other = written('others/host/redis-6380.conf', 'port 6380\n');
  const folder = `file:${join(scratch, 'others')}`;
  const [data, words] = await Promise.all([
    vedette(['validate', folder, '--format', 'json']),
    vedette(['validate', folder], { variables: { COLUMNS: '400' } }),
  ]);
  t.deepEqual(JSON.parse(data.stdout).notRead, [other]);
  t.true(words.stdout.includes(`Not read: ${other}; give the paths of those that belong to these too.`));
});

test('files of a folder, of its hosts and of what they include are judged together', async (t) => {
  written('group/sentinel.conf', SENTINEL);
  const host = written('group/data1/redis.conf', 'include common.conf\nrequirepass s3cret\nmaxmemory 1gb\n');
  const included = written('group/data1/common.conf', '\ntimeout 30\nmasterauth s3cret\n');
  const { code, stdout } = await vedette(['validate', `file:${join(scratch, 'group')}`, '--format', 'json']);
  t.is(code, 1);
  const { files } = JSON.parse(stdout);
  const told = files.map(
    ({ name, findings }: { name: string; findings: { rule: string; file: string; line: number }[] }) => [
      name,
      findings.map(({ rule, file, line }) => [rule, file, line]),
    ],
  );
  t.deepEqual(told, [
    [
      join(scratch, 'group/sentinel.conf'),
      [['auth-pass-missing', join(scratch, 'group/sentinel.conf'), undefined]],
    ],
    [host, [['client-timeout', included, 2]]],
  ]);
});

test('a line that the server refuses is a finding of its own line', async (t) => {
  const path = written('refused/redis.conf', 'maxmemory 64mb # small\n');
  const { code, stdout } = await vedette(['validate', `file:${path}`, '--format', 'json']);
  t.is(code, 1);
  const [{ rule, line, field }] = JSON.parse(stdout).files[0].findings;
  t.deepEqual([rule, line, field], ['line-refused', 1, 'maxmemory']);
});

test('where a line is refused, one sentence says that nothing else was judged, and why', async (t) => {
  const path = written('nothing/redis.conf', 'maxmemroy 1gb\n');
  const { stdout } = await vedette(['validate', `file:${path}`], { variables: { COLUMNS: '400' } });
  t.regex(
    stdout,
    /\nNo other rule was judged: as long as the server refuses a line, nothing tells what the files would do\.\n$/,
  );
  t.notRegex(stdout, /Rules not judged/);
});

test('the table of files says as what each was read', async (t) => {
  const path = written('read-as/redis.conf', '# Valkey configuration file example.\nprimaryauth a\n');
  const { stdout } = await vedette(['validate', `file:${path}`], { variables: { COLUMNS: '400' } });
  t.regex(stdout, /redis\.conf +redis\.conf of Valkey 8\.1 +2 +1\n/);
});

test('a SARIF log points at the line of the file', async (t) => {
  const path = written('sarif/redis.conf', 'maxmemory 1gb\nbind 127.0.0.1\ntimeout 30\n');
  const { code, stdout } = await vedette(['validate', `file:${path}`, '--format', 'sarif']);
  t.is(code, 0);
  const [result, ...others] = JSON.parse(stdout).runs[0].results;
  t.deepEqual(others, []);
  t.is(result.ruleId, 'client-timeout');
  t.deepEqual(result.locations[0].physicalLocation, {
    artifactLocation: { uri: path },
    region: { startLine: 3 },
  });
});

test('a folder without a file, and environments beside files, are refused', async (t) => {
  mkdirSync(join(scratch, 'empty'));
  const empty = await vedette(['validate', `file:${join(scratch, 'empty')}`]);
  t.is(empty.code, 1);
  t.regex(
    empty.stderr,
    /empty: no redis\.conf or sentinel\.conf is in it or in a folder of it; give the paths of the files\n$/,
  );
  const mixed = await vedette(['validate', 'lab', `file:${scratch}`]);
  t.is(mixed.code, 64);
  t.is(mixed.stderr, 'error: give environments or files, since files are judged together\n');
});
