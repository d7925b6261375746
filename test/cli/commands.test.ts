import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { renderHost } from '../../src/render/host-files.ts';
import { showEnvironment } from '../../src/report/decided.ts';
import { shipped } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { vedetteInOne as vedette } from './_in-one.ts';
import { ROOT, scratchFolder } from './_run.ts';

const folder = scratchFolder('commands');

/** Breaks sentinel-count, which may be waived, and nothing waives it. */
const unwaived = join(folder, 'unwaived.ts');
const lab = readFileSync(join(ROOT, 'stacks/lab.ts'), 'utf8');
writeFileSync(unwaived, lab.replace("'../src/", `'${ROOT}src/`).replace(/ {2}waive: \{[^}]*\},\n/, ''));

test('list names every environment with its hosts', async (t) => {
  const { code, stdout } = await vedette(['list', '--format', 'json']);
  t.is(code, 0);
  const { environments, ...rest } = JSON.parse(stdout);
  t.deepEqual(rest, { formatVersion: 1, command: 'list', unopened: [] });
  t.deepEqual(
    environments.map(({ name }: { readonly name: string }) => name),
    environmentNames(),
  );
});

for (const name of environmentNames()) {
  test(`show prints what the report of ${name} says`, async (t) => {
    const { code, stdout, stderr } = await vedette(['show', name, '--format', 'json']);
    t.is(code, 0, stderr);
    const { data } = showEnvironment(await shipped(name), new Date());
    t.deepEqual(
      JSON.parse(stdout),
      JSON.parse(JSON.stringify({ formatVersion: 1, command: 'show', ...data })),
    );
  });

  test(`graph draws ${name} as Mermaid and as SVG`, async (t) => {
    for (const [format, file] of [['mermaid', 'graph.mmd'] as const, ['svg', 'graph.svg'] as const]) {
      const { code, stdout } = await vedette(['graph', name, '--format', format]);
      t.is(code, 0);
      matchesGolden(t, `${name}/${file}`, stdout);
    }
  });
}

test('graph as Markdown is a Mermaid block, which GitHub draws', async (t) => {
  const { stdout } = await vedette(['graph', 'lab', '--format', 'markdown']);
  t.regex(stdout, /^```mermaid\nflowchart TB\n[\s\S]*\n```\n$/);
});

test('graph for people names zones, hosts and links', async (t) => {
  const { stdout } = await vedette(['graph', 'lab']);
  t.regex(stdout, /^ns {6}10\.0\.0\.30 +primary/m);
  t.regex(stdout, /^watch +ctrl +ns$/m);
});

test('validate shows a waived finding with its reason and is done', async (t) => {
  const { code, stdout } = await vedette(['validate', 'lab']);
  t.is(code, 0);
  t.regex(stdout, /^waived +sentinel-count/m);
  t.regex(stdout, /^lab +0 +0 +1$/m);
});

test('validate fails for a finding that nothing waives, in every format', async (t) => {
  for (const format of ['human', 'json', 'markdown']) {
    const { code, stdout } = await vedette(['validate', unwaived, 'quorum', '--format', format]);
    t.is(code, 1, format);
    t.regex(stdout, /sentinel-count/, format);
    t.regex(stdout, /let at least three hosts/, format);
  }
});

test('validate --all covers every environment in stacks/', async (t) => {
  const { stdout } = await vedette(['validate', '--all', '--format', 'json']);
  t.deepEqual(
    JSON.parse(stdout).environments.map(({ name }: { readonly name: string }) => name),
    environmentNames(),
  );
});

test('validate --fail-on warning fails for a warning too', async (t) => {
  const file = join(folder, 'warned.ts');
  const text = `export default { name: 'warned', sentinel: { quorum: 2 }, network: { cidr: '172.17.0.0/24' },
    hosts: { a: { roles: ['primary', 'sentinel'] }, b: { roles: ['replica', 'sentinel'] }, c: { roles: ['replica', 'sentinel'] } } };`;
  writeFileSync(file, text);
  const lenient = await vedette(['validate', file]);
  t.regex(lenient.stdout, /^warned +0 +[1-9]/m);
  t.is(lenient.code, 0);
  t.is((await vedette(['validate', file, '--fail-on', 'warning'])).code, 1);
  t.is((await vedette(['validate', 'lab', '--fail-on', 'warning'])).code, 0, 'a waived finding is none');
});

test('validate --today judges as of another day', async (t) => {
  const { code, stdout } = await vedette(['validate', 'production', '--today', '2099-01-01']);
  t.is(code, 1);
  t.regex(stdout, /^error +image-end-of-life/m);
});

test('render prints exactly the files that each host has', async (t) => {
  const { code, stdout } = await vedette(['render', 'quorum', '--format', 'json']);
  t.is(code, 0);
  const environment = await shipped('quorum');
  t.deepEqual(
    JSON.parse(stdout).hosts,
    environment.hosts.map((host) => {
      const { redisConf, sentinelConf, bootScript, userData } = renderHost(environment, host);
      return {
        host: host.name,
        files: {
          ...(redisConf === undefined ? {} : { 'redis.conf': redisConf }),
          ...(sentinelConf === undefined ? {} : { 'sentinel.conf': sentinelConf }),
          'boot.sh': bootScript,
          'user-data.sh': userData,
        },
      };
    }),
  );
});

test('render --host prints one host', async (t) => {
  const { stdout } = await vedette(['render', 'lab', '--host', 'ctrl']);
  t.regex(stdout, /^ctrl\/sentinel\.conf\n/);
  t.notRegex(stdout, /^(ns|node01|node02)\//m);
});

test('render --out writes a folder for each host, with the boot script executable', async (t) => {
  const out = join(folder, 'out/new');
  const { code, stdout } = await vedette(['render', 'lab', '--out', out]);
  t.is(code, 0);
  t.deepEqual(readdirSync(out).sort(), ['ctrl', 'node01', 'node02', 'ns']);
  t.deepEqual(readdirSync(join(out, 'ctrl')).sort(), ['boot.sh', 'sentinel.conf', 'user-data.sh']);
  t.deepEqual(readdirSync(join(out, 'ns')).sort(), ['boot.sh', 'redis.conf', 'user-data.sh']);
  for (const file of ['boot.sh', 'user-data.sh']) t.is(statSync(join(out, 'ns', file)).mode & 0o777, 0o755);
  t.true(stdout.includes(join(out, 'ns/redis.conf')));
});

test('render --out takes away a file that the host no longer has, and leaves files of others', async (t) => {
  const out = join(folder, 'stale');
  mkdirSync(join(out, 'ctrl'), { recursive: true });
  writeFileSync(join(out, 'ctrl/redis.conf'), 'of an earlier run');
  writeFileSync(join(out, 'ctrl/notes.txt'), 'mine');
  await vedette(['render', 'lab', '--out', out]);
  t.deepEqual(readdirSync(join(out, 'ctrl')).sort(), [
    'boot.sh',
    'notes.txt',
    'sentinel.conf',
    'user-data.sh',
  ]);
});

test('render writes nothing when the host is unknown', async (t) => {
  const out = join(folder, 'nothing');
  const { code, stderr } = await vedette(['render', 'lab', '--host', 'node1', '--out', out]);
  t.is(code, 1);
  t.is(stderr, 'error: lab has no host node1; did you mean node01?\n');
  t.false(existsSync(out));
});

test('render --out refuses a file in the way of the folder', async (t) => {
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  const { code, stderr } = await vedette(['render', 'lab', '--out', file]);
  t.is(code, 1);
  t.is(stderr, `error: --out ${file} is a file; give a folder, which is made where there is none\n`);
  t.is(readFileSync(file, 'utf8'), 'mine');
});

test('render --out writes nothing where the name of the folder is empty', async (t) => {
  const { code, stderr } = await vedette(['render', 'lab', '--out', ''], { cwd: folder });
  t.is(code, 64);
  t.is(stderr, 'error: --out is empty; give it a value\n');
  t.false(existsSync(join(folder, 'ctrl')));
});

test('render --out ends where the system makes no folder, such as /proc', async (t) => {
  const { code, stderr } = await vedette(['render', 'lab', '--out', '/proc/vedette/new']);
  t.is(code, 1);
  t.regex(stderr, /^error: --out \/proc\/vedette\/new cannot be written: ENOENT.*; give another folder\n$/);
});

test('render shows the files of an environment with errors, and fails', async (t) => {
  const { code, stdout, stderr } = await vedette(['render', unwaived]);
  t.is(code, 1);
  t.regex(stdout, /^ns\/redis\.conf$/m);
  t.regex(stderr, /^lab: 1 error, no warnings; vedette validate .*unwaived\.ts tells which\n$/);
});

test('forecast gives moments, clients, setbacks, terms, losses and what a power cut of all hosts loses', async (t) => {
  const { code, stdout } = await vedette(['forecast', 'lab']);
  t.is(code, 0);
  t.regex(stdout, /^all Sentinels name it +\d\.\d s to \d\.\d s +\d\.\d s to \d\.\d s$/m);
  t.regex(stdout, /^ctrl \(sentinel\) +0 +no majority/m);
  const json = JSON.parse((await vedette(['forecast', 'lab', '--format', 'json'])).stdout);
  t.deepEqual(Object.keys(json), [
    ...[
      'formatVersion',
      'command',
      'environment',
      'faults',
      'clients',
      'waking',
      'setbacks',
      'losses',
      'powerCut',
    ],
  ]);
});

test('colour comes with FORCE_COLOR and goes with NO_COLOR', async (t) => {
  const coloured = await vedette(['list'], { variables: { FORCE_COLOR: '1', NO_COLOR: '' } });
  t.true(coloured.stdout.includes('\u001b['));
  const plain = await vedette(['list']);
  t.false(plain.stdout.includes('\u001b['));
});

test('tables fit the width of the terminal', async (t) => {
  const { stdout } = await vedette(['validate', 'lab'], { variables: { COLUMNS: '70' } });
  t.true(
    stdout.split('\n').every((line) => line.length <= 70),
    stdout,
  );
});
