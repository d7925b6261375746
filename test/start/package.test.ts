/** The package as npm makes and installs it, in a folder where nothing else of vedette is. */
import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'ava';
import { DRILLS, needs, serially } from '../_needs.ts';
import { type Ended, ROOT } from '../cli/_run.ts';
import { WITH_TERRAFORM } from '../local/provider/_stack.ts';

import { BASE } from '../topology/_base.ts';
import { commandsOf, jobAt } from '../workflows/_job.ts';

/** Outside of the checkout, whose packages would be found from any folder in it. */
const folder = mkdtempSync('/tmp/vedette-package-');
const project = join(folder, 'project');
test.after.always('the folder is removed', () => rmSync(folder, { recursive: true }));

const NAME = 'packaged';
const CDKTF = join(ROOT, 'node_modules/.bin/cdktf');
const TSC = join(ROOT, 'node_modules/.bin/tsc');

/** As in a shell of a user, whose caches and settings of cdktf are not touched. */
const { NODE_OPTIONS: _options, NODE_V8_COVERAGE: _coverage, ...inherited } = env;
const surroundings = {
  ...inherited,
  ...{ CI: 'true', NO_COLOR: '1', COLUMNS: '100', HOME: folder, CDKTF_HOME: folder, CHECKPOINT_DISABLE: '1' },
};

function run(program: string, ...argv: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, argv, { cwd: project, env: surroundings }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 128), stdout, stderr });
    });
  });
}

function vedette(...argv: readonly string[]): Promise<Ended> {
  return run(join(project, 'node_modules/.bin/vedette'), ...argv);
}

/** Half a gigabyte of bindings is linked instead of copied; everything else is installed, without its scripts. */
function install(): void {
  const npm = (cwd: string, ...argv: readonly string[]) =>
    execFileSync('npm', argv, { cwd, encoding: 'utf8' });
  const tarball = npm(ROOT, 'pack', '--silent', '--pack-destination', folder).trim();
  const bindings = realpathSync(join(ROOT, 'node_modules/@cdktf/provider-aws'));
  const manifest = { private: true, overrides: { '@cdktf/provider-aws': `file:${bindings}` } };
  execFileSync('mkdir', [project]);
  writeFileSync(join(project, 'package.json'), JSON.stringify(manifest));
  const flags = ['--prefer-offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  npm(project, 'install', ...flags, join(folder, tarball));
}

const inTurn = serially(needs('npm registry'));

inTurn('the package is installed, and init writes a project that passes every rule', async (t) => {
  t.timeout(300_000);
  install();
  const init = await vedette('init', '--name', NAME, '--previews');
  t.is(init.code, 0, init.stderr);
  const valid = await vedette('validate', NAME);
  t.is(valid.code, 0, valid.stdout + valid.stderr);
  const { scripts, dependencies } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'));
  t.is(scripts.check, 'tsc --noEmit && vedette validate --all');
  t.regex(dependencies['redis-sentinel-stacks'], /^file:.*\.tgz$/);
  for (const name of ['preview.yml', 'reap.yml']) {
    const workflow = readFileSync(join(project, '.github/workflows', name), 'utf8');
    const [, program = ''] = /^ +VEDETTE: (.*)$/m.exec(workflow) ?? [];
    t.true(existsSync(join(project, program)), `${name}: ${program}`);
  }
});

inTurn('the package holds what is run, read and looked up, and neither tests nor environments', async (t) => {
  const installed = join(project, 'node_modules/redis-sentinel-stacks');
  t.deepEqual(
    readdirSync(installed)
      .filter((name) => name !== 'node_modules')
      .sort(),
    ['.github', 'CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'docs', 'package.json', 'src', 'templates'],
  );
  const shipped = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  for (const file of ['src/local/freebsd/usr/sbin/pkg', 'templates/project/environment.ts.hbs'])
    t.true(shipped.includes(file), file);
  const readme = readFileSync(join(installed, 'README.md'), 'utf8');
  for (const [, page = ''] of readme.matchAll(/\]\((docs\/[^)#]*)/g)) t.true(shipped.includes(page), page);
  for (const file of ['src/start/docs.ts', 'src/start/prepare.sh']) t.false(shipped.includes(file), file);
});

inTurn('render, show, explain, forecast, graph and a diff of two environments work there', async (t) => {
  writeFileSync(
    join(project, 'stacks/other.json'),
    JSON.stringify({
      $schema: '../node_modules/redis-sentinel-stacks/docs/reference/definition.schema.json',
      ...{ ...BASE, name: 'other' },
    }),
  );
  for (const [line, said] of Object.entries({
    list: /^other .*\npackaged /m,
    [`show ${NAME}`]: /^name +packaged +given$/m,
    [`render ${NAME}`]: /^maxmemory 2gb$/m,
    [`forecast ${NAME}`]: /^it takes writes +5/m,
    [`graph ${NAME}`]: /^data1 +10\.0\.0\.10 /m,
    [`clients ${NAME} --language redis-cli`]: /^#!\/bin\/sh$/m,
    [`diff ${NAME} other`]: /^To make packaged like other, /m,
    'explain maxmemory': /^maxmemory, /m,
  })) {
    const { code, stdout, stderr } = await vedette(...line.split(' '));
    t.is(code, 0, `${line}: ${stderr}`);
    t.regex(stdout, said, line);
  }
});

inTurn(
  'types come with the package, and of a project only a directive, a rule or a field that there is not is refused',
  async (t) => {
    const file = join(project, 'stacks/wrong.ts');
    writeFileSync(
      file,
      `import { environment } from 'redis-sentinel-stacks';
export default environment({
  name: 'wrong',
  redis: { directives: { 'maxmemory-polcy': 'allkeys-lru' } },
  sentinel: { quorum: 1, dwonAfter: '5s' },
  network: { cidr: '10.0.0.0/24' },
  hosts: {},
  waive: { 'sentinel-cuont': 'a test' },
});\n`,
    );
    const { code, stdout } = await run(TSC, '--noEmit', '--pretty', 'false');
    rmSync(file);
    t.not(code, 0);
    // And nothing else of the project.
    const errors = stdout.split('\n').filter((line) => /\berror TS\d/.test(line));
    t.deepEqual(
      errors.map((line) => line.replace(/,.*/, '')),
      ['stacks/wrong.ts(4', 'stacks/wrong.ts(5', 'stacks/wrong.ts(8'],
    );
  },
);

inTurn('a program on Node alone imports the package, and the schema is part of it', async (t) => {
  const program = `import { environment, spread } from 'redis-sentinel-stacks';
    import schema from 'redis-sentinel-stacks/definition.schema.json' with { type: 'json' };
    console.log(Object.keys(spread({ replicas: 1, sentinels: 0, zones: ['a'] })).join(), schema.$id);`;
  const { stdout, stderr } = await run('node', '--input-type=module', '-e', program);
  t.is(stdout, 'data1,data2 urn:vedette:environment-definition\n', stderr);
});

inTurn('the workflow checks the project, and compares it with the base of the merge', async (t) => {
  const git = (...argv: readonly string[]) =>
    run('git', '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...argv);
  await git('init', '-q');
  await git('add', '.');
  await git('commit', '-q', '-m', 'base');
  const file = join(project, `stacks/${NAME}.ts`);
  writeFileSync(file, readFileSync(file, 'utf8').replace("'5s'", "'9s'"));
  t.is((await git('commit', '-q', '-a', '-m', 'change')).code, 0);
  const summary = join(folder, 'summary');
  const tools = `PATH=${join(ROOT, 'node_modules/.bin')}:${env.PATH}`;
  const job = jobAt('templates/.github/workflows/vedette.yml: check');
  for (const { run: command } of commandsOf(job).slice(1)) {
    const asGitHub = ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c', command];
    const { code, stdout, stderr } = await run('env', tools, `GITHUB_STEP_SUMMARY=${summary}`, ...asGitHub);
    t.is(code, 0, stdout + stderr);
  }
  t.regex(readFileSync(summary, 'utf8'), /\| `down-after-milliseconds|downAfter/);
  t.is((await git('status', '--porcelain')).stdout, '');
});

inTurn('cdktf synthesizes every environment of the project', async (t) => {
  const { code, stdout, stderr } = await run(CDKTF, 'synth');
  t.is(code, 0, stdout + stderr);
  t.deepEqual(readdirSync(join(project, 'cdktf.out/stacks')).sort(), ['other', NAME].sort());
});

/** How hosts of the project come: through cdktf as the checkout deploys, so only in `npm run drills`. */
const WAYS: Readonly<Record<string, readonly string[]>> = {
  'local up': ['local', 'up', NAME],
  ...(DRILLS ? { cdktf: ['local', 'run', '--', CDKTF, 'deploy', NAME, '--auto-approve'] } : {}),
};

for (const [way, line] of Object.entries(WAYS))
  inTurn(
    `${way} boots the hosts of the project on this machine, and local down removes them`,
    async (t) => {
      t.timeout(300_000);
      t.teardown(() => vedette('local', 'down', NAME));
      const up = await vedette(...line);
      t.is(up.code, 0, up.stdout + up.stderr);
      t.is((await vedette('local', 'down', NAME)).stdout, `ended: ${NAME}\n`);
    },
    needs('npm registry', ...WITH_TERRAFORM),
  );
