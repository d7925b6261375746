import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { candidates, printCandidate } from '../../src/cli/complete.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { WEIGHTS } from '../../src/redis/impact.ts';
import { ruleNames } from '../../src/rules/explain.ts';
import { needs } from '../_needs.ts';
import { shippedProject } from '../_project.ts';
import { ROOT, scratchFolder, vedette } from './_run.ts';

const folder = scratchFolder('complete');

/** Goes back afterwards: `--dir` is where the line will be read. */
async function words(...line: readonly string[]): Promise<readonly string[]> {
  const here = process.cwd();
  try {
    return (await candidates(line)).map(({ word }) => word);
  } finally {
    process.chdir(here);
  }
}

test.serial('commands and their groups are completed, also behind help', async (t) => {
  t.deepEqual(await words('va'), ['validate']);
  t.deepEqual(await words('help', 'va'), ['validate']);
  t.true((await words('local', '')).includes('up'));
  t.deepEqual(await words('help', 'local', 'stat'), ['status']);
  t.deepEqual(await words('help', 'validate', ''), []);
});

test.serial('nothing is offered behind a word that is no command, or behind --', async (t) => {
  t.deepEqual(await words('valdate', ''), []);
  t.deepEqual(await words('local', 'upp', ''), []);
  t.deepEqual(await words('local', 'run', '--', ''), []);
});

test.serial('environments stand wherever a command takes some', async (t) => {
  for (const line of [
    ['show'],
    ['validate', 'lab'],
    ['diff', 'lab'],
    ['matrix', 'lab', 'quorum'],
    ['local', 'up'],
  ])
    t.deepEqual(await words(...line, ''), environmentNames(), line.join(' '));
  t.deepEqual(await words('show', 'lab', ''), []);
});

test.serial('hosts are those of the environment that stands before', async (t) => {
  t.deepEqual(await words('render', 'lab', '--host', ''), ['ctrl', 'ns', 'node01', 'node02']);
  t.deepEqual(await words('render', '--host', ''), []);
  t.deepEqual(await words('render', 'nowhere', '--host', ''), []);
});

test.serial('options are completed once each, and their values where they have choices', async (t) => {
  t.deepEqual(await words('render', 'lab', '--h'), ['--host', '--help']);
  t.false((await words('render', 'lab', '--host', 'ns', '--')).includes('--host'));
  t.deepEqual(await words('diff', 'lab', 'quorum', '--fail-on', ''), [...WEIGHTS]);
  t.deepEqual(await words('graph', 'lab', '--format', 'm'), ['markdown', 'mermaid']);
  t.deepEqual(await words('graph', '--format', '=', 'sv'), ['svg']);
  t.deepEqual(await words('validate', '--all', ''), environmentNames());
});

test.serial(
  'in the folder of --dir its environments are completed, and nothing while it is being written',
  async (t) => {
    mkdirSync(join(folder, 'project/stacks'), { recursive: true });
    writeFileSync(join(folder, 'project/stacks/shop.ts'), '');
    t.deepEqual(await words('--dir', join(folder, 'project'), 'show', ''), ['shop']);
    t.deepEqual(await words('--dir', ''), []);
    t.deepEqual(await words('--dir', join(folder, 'nowhere'), 'show', ''), []);
  },
);

test.serial(
  'environments that were created are completed beside those in stacks/, but for what one is created of',
  async (t) => {
    const project = shippedProject(join(folder, 'created'));
    const { code, stderr } = await vedette(['env', 'create', 'pr-42', '--from', 'lab'], { cwd: project });
    t.is(code, 0, stderr);
    const written = await words('--dir', project, 'env', 'create', 'pr-43', '--from', '');
    t.deepEqual(written, environmentNames());
    for (const line of [['show'], ['deploy'], ['local', 'up'], ['env', 'unlock'], ['diff', 'lab']])
      t.deepEqual(await words('--dir', project, ...line, ''), [...written, 'pr-42'], line.join(' '));
    t.deepEqual(await words('--dir', project, 'env', 'extend', ''), ['pr-42']);
  },
);

test.serial('of a register that cannot be read nothing is completed, and of files all', async (t) => {
  const project = shippedProject(join(folder, 'unread'));
  writeFileSync(join(project, 'vedette.config.json'), '{');
  t.deepEqual(await words('--dir', project, 'show', 'la'), ['lab']);
  t.deepEqual(await words('--dir', project, 'env', 'extend', ''), []);
});

test.serial('directives, fields and rules are what can be explained', async (t) => {
  const all = await words('explain', '');
  for (const name of ['maxmemory', 'sentinel.quorum', ...ruleNames()]) t.true(all.includes(name), name);
  t.deepEqual(await words('explain', 'sentinel-cou'), ['sentinel-count']);
});

test.serial('zsh is told what a word is, with its colons marked', (t) => {
  t.is(printCandidate({ word: 'a:b', about: 'what: it is' }, true), 'a\\:b:what: it is');
  t.is(printCandidate({ word: 'a:b', about: 'what: it is' }, false), 'a:b');
});

test.serial(
  'the command answers the script of bash with words, and that of zsh with what they are',
  async (t) => {
    const asked = ['--get-yargs-completions', 'vedette', 'fore'];
    t.deepEqual(await vedette(asked), { code: 0, stdout: 'forecast\n', stderr: '' });
    const { stdout } = await vedette(asked, { variables: { COMP_LINE: 'vedette fore' } });
    t.is(stdout, 'forecast:Forecast failover times and what each loss leaves\n');
  },
);

test.serial('the script is for the shell that is named, else for the one in use', async (t) => {
  const zsh = { variables: { SHELL: '/usr/bin/zsh' } };
  t.true((await vedette(['completion', 'zsh'])).stdout.startsWith('#compdef vedette\n'));
  t.true((await vedette(['completion'], zsh)).stdout.startsWith('#compdef vedette\n'));
  t.regex((await vedette(['completion', 'bash'], zsh)).stdout, /^complete .* vedette$/m);
});

needs('bash')('bash completes a line with the script', async (t) => {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  symlinkSync(join(ROOT, 'src/start/vedette.cjs'), join(bin, 'vedette'));
  const script = `
    eval "$(vedette completion bash)"
    complete -p vedette
    COMP_WORDS=(vedette render lab --host n) COMP_CWORD=4
    _vedette_yargs_completions
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout } = await promisify(execFile)('bash', ['-ec', script], {
    env: { ...env, PATH: `${bin}:${env.PATH}` },
  });
  t.deepEqual(stdout.trimEnd().split('\n'), [
    'complete -o bashdefault -o default -F _vedette_yargs_completions vedette',
    'ns',
    'node01',
    'node02',
  ]);
});
