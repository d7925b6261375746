import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { matchesGolden } from '../_golden.ts';
import { vedetteInOne as vedette } from './_in-one.ts';
import { ROOT, scratchFolder } from './_run.ts';

const scratch = scratchFolder('diff');

test('staging and production on a terminal are the golden text', async (t) => {
  const { code, stdout } = await vedette(['diff', 'staging', 'production']);
  t.is(code, 0);
  matchesGolden(t, 'diff/staging-production.txt', stdout);
});

test('the matrix of all environments is the golden text', async (t) => {
  const { code, stdout } = await vedette(['matrix']);
  t.is(code, 0);
  matchesGolden(t, 'diff/matrix.txt', stdout);
});

test('--all shows the values of single hosts', async (t) => {
  const { stdout } = await vedette(['diff', 'staging', 'production', '--all']);
  t.regex(stdout.slice(stdout.indexOf('Values of single hosts')), /^none +sentinel\/(.*\n +)?myid/m);
});

test('a diff fits a terminal of 80 columns, digests of single hosts included', async (t) => {
  for (const detail of [[], ['--all']]) {
    const { stdout } = await vedette(['diff', 'staging', 'production', ...detail], {
      variables: { COLUMNS: '80' },
    });
    t.deepEqual(
      stdout.split('\n').filter((line) => line.length > 80),
      [],
    );
  }
});

test('a difference ends with 2 only where it is asked for', async (t) => {
  const codes = await Promise.all(
    [
      ['staging', 'production'],
      ['staging', 'production', '--exit-code'],
      ['lab', 'lab', '--exit-code'],
    ].map(async (sides) => (await vedette(['diff', ...sides])).code),
  );
  t.deepEqual(codes, [0, 2, 0]);
});

test('--fail-on ends with 2 where a change is that heavy, and not for lighter ones', async (t) => {
  const [one, other] = ['hz 10\n', 'hz 20\n'].map((text, at) => {
    const path = join(scratch, `hz-${at}.conf`);
    writeFileSync(path, text);
    return `file:${path}`;
  });
  const code = async (...argv: readonly string[]): Promise<number> =>
    (await vedette(['diff', one ?? '', ...argv])).code;
  t.is(await code(other ?? '', '--fail-on', 'live'), 2);
  t.is(await code(other ?? '', '--fail-on', 'live-heavy'), 0);
  t.is(await code(one ?? '', '--fail-on', 'live'), 0);
  t.is(await code(other ?? '', '--fail-on', 'live', '--exit-code'), 64);
  t.is(await code(other ?? '', '--fail-on', 'none'), 64);
});

test('two plain files are compared, with the version that is asked for', async (t) => {
  const [one, other] = ['databases 16\n', 'databases 8\n'].map((text, at) => {
    const path = join(scratch, `${at}.conf`);
    writeFileSync(path, text);
    return `file:${path}`;
  });
  const { stdout, code } = await vedette([
    'diff',
    one ?? '',
    other ?? '',
    '--redis-version',
    '8.0',
    '--format',
    'json',
  ]);
  t.is(code, 0);
  t.is(JSON.parse(stdout).changes[0].impact, 'data-loss');
});

test('an environment is compared with its past in this repository', async (t) => {
  const { code, stdout, stderr } = await vedette(['diff', 'staging', '--since', 'HEAD', '--format', 'json'], {
    cwd: ROOT,
  });
  t.is(code, 0, stderr);
  t.is(JSON.parse(stdout).compared[0].before, 'HEAD:staging');
});

const WRONG: readonly (readonly [argv: readonly string[], message: RegExp])[] = [
  [[], /^error: give two sides, one with --since <revision>, or --all with --since <revision>\n$/],
  [['lab'], /^error: give two sides to compare, or one with --since <revision>; 1 given\n$/],
  [
    ['lab', 'quorum', 'staging'],
    /^error: give two sides to compare, or one with --since <revision>; 3 given\n$/,
  ],
  [
    ['lab', 'quorum', '--since', 'HEAD'],
    /^error: give one side with --since, which is compared with its own past\n$/,
  ],
  [['--all'], /^error: give two sides/],
];

for (const [argv, message] of WRONG)
  test(`vedette diff ${argv.join(' ')} is wrong usage`, async (t) => {
    const { code, stdout, stderr } = await vedette(['diff', ...argv]);
    t.is(code, 64);
    t.is(stdout, '');
    t.regex(stderr, message);
  });

test('files of different programs are not compared', async (t) => {
  const [redis, sentinel] = ['redis.conf', 'sentinel.conf'].map((name) => join(scratch, name));
  writeFileSync(redis ?? '', 'hz 20\n');
  writeFileSync(sentinel ?? '', 'port 5000\n');
  const { code, stderr } = await vedette(['diff', `file:${redis}`, `file:${sentinel}`]);
  t.is(code, 64);
  t.regex(stderr, /are files of different programs; compare two redis\.conf or two sentinel\.conf/);
});

test('findings are printed as a SARIF log', async (t) => {
  const { code, stdout } = await vedette(['validate', '--all', '--format', 'sarif']);
  t.is(code, 0);
  const { version, runs } = JSON.parse(stdout);
  t.is(version, '2.1.0');
  t.true(runs[0].tool.driver.rules.some(({ id }: { id: string }) => id === 'user-data-size'));
});
