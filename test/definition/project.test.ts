import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { environmentOf, isPath, namesIn } from '../../src/definition/project.ts';
import { vedetteInOne as vedette } from '../cli/_in-one.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { BASE } from '../topology/_base.ts';

const scratch = scratchFolder('project');

/** A folder with environments in its `stacks/`, by the names of their files. */
function project(name: string, stacks: Readonly<Record<string, string>>): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, 'stacks'), { recursive: true });
  for (const [file, text] of Object.entries(stacks)) writeFileSync(join(folder, 'stacks', file), text);
  return folder;
}

/** Makes a repository of a folder, with all of it in one commit. */
function commit(cwd: string): void {
  const git = ['-c', 'user.name=t', '-c', 'user.email=t@example.com'];
  for (const argv of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'base'],
  ])
    execFileSync('git', [...git, ...argv], { cwd });
}

const definition = (name: string): string => JSON.stringify({ ...BASE, name });
const program = (name: string): string => `export default ${definition(name)};\n`;

test('environments are files in TypeScript or JSON, and nothing else that is there', (t) => {
  const files = { 'b.ts': '', 'a.json': '', 'README.md': '', 'types.d.ts': '', 'c.js': '' };
  t.deepEqual(namesIn(join(project('kinds', files), 'stacks')), ['a', 'b']);
});

test('a folder that is not there has none', (t) => {
  t.deepEqual(namesIn(join(scratch, 'nowhere')), []);
});

test('the name of an environment is that of its file', (t) => {
  t.deepEqual(['lab.ts', 'stacks/lab.json', 'lab'].map(environmentOf), ['lab', 'lab', 'lab']);
});

test('what has a slash or ends as a definition does is a path', (t) => {
  t.deepEqual(['lab', 'eu-lab', 'lab.v2'].map(isPath), [false, false, false]);
  t.deepEqual(['./lab', 'lab.ts', 'lab.mjs', 'lab.json', 'a\\b'].map(isPath), [true, true, true, true, true]);
});

test('names are those of the folder that a command runs in', async (t) => {
  const cwd = project('here', { 'one.ts': program('one'), 'two.json': definition('two') });
  const { stdout } = await vedette(['list', '--format', 'json'], { cwd });
  t.deepEqual(
    JSON.parse(stdout).environments.map(({ name, file }: { name: string; file: string }) => [name, file]),
    [
      ['one', 'stacks/one.ts'],
      ['two', 'stacks/two.json'],
    ],
  );
});

test('with --dir they are those of another folder, and paths are from there too', async (t) => {
  const folder = project('there', { 'one.ts': program('one') });
  for (const given of ['one', './stacks/one.ts']) {
    const { code, stderr } = await vedette(['validate', given, '--dir', folder]);
    t.is(code, 0, stderr);
  }
  t.is((await vedette(['--dir', folder, 'validate', 'lab'])).code, 1);
});

test('--version is that of vedette, whatever the project has', async (t) => {
  const cwd = project('versioned', {});
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ name: 'shop', version: '7.7.7' }));
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  t.is((await vedette(['--version'], { cwd })).stdout, `${version}\n`);
});

test('a folder of --dir that is none is wrong usage', async (t) => {
  const nowhere = join(scratch, 'no-such-folder');
  const { code, stderr } = await vedette(['list', '--dir', nowhere]);
  t.is(code, 64);
  t.is(stderr, `error: --dir ${nowhere} is no folder that can be entered; give that of a project\n`);
  t.is((await vedette(['list', '--dir', ROOT, '--dir', ROOT])).code, 64);
});

test('a name that has two files is an error that names both', async (t) => {
  const cwd = project('twice', { 'one.ts': program('one'), 'one.json': definition('one') });
  const { code, stderr } = await vedette(['validate', 'one'], { cwd });
  t.is(code, 1);
  t.is(stderr, 'error: one: stacks/ has one.ts and one.json; take one of them away\n');
});

test('a project without environments says how to write one', async (t) => {
  const cwd = project('empty', {});
  for (const argv of [['list'], ['validate', '--all'], ['show', 'lab']]) {
    const { code, stderr } = await vedette(argv, { cwd });
    t.is(code, 1);
    t.is(
      stderr,
      'error: stacks: there is no environment here; write one with vedette init, or give the folder of the project with --dir\n',
    );
  }
});

test('an environment in JSON moves to TypeScript without a difference', async (t) => {
  const cwd = project('moves', { 'one.json': definition('one'), 'other.ts': program('one') });
  const { stdout } = await vedette(['diff', 'one', 'other'], { cwd });
  t.regex(stdout, /^Nothing differs/m);
});

test('an environment whose file becomes JSON, or gets another name, is unchanged in its history', async (t) => {
  const cwd = project('history', { 'one.ts': program('one') });
  const git = (...argv: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...argv], { cwd });
  for (const argv of [
    ['init', '-q'],
    ['add', '.'],
    ['commit', '-q', '-m', 'base'],
  ])
    git(...argv);
  renameSync(join(cwd, 'stacks/one.ts'), join(cwd, 'stacks/other.json'));
  writeFileSync(join(cwd, 'stacks/other.json'), definition('one'));
  for (const argv of [['other'], ['--all']]) {
    const { code, stdout, stderr } = await vedette(['diff', ...argv, '--since', 'HEAD'], { cwd });
    t.is(code, 0, stderr);
    t.regex(stdout, /^Nothing differs/m);
  }
});

test('an environment in JSON whose file is gone is one that would be destroyed', async (t) => {
  const cwd = project('gone', { 'one.json': definition('one'), 'two.ts': program('two') });
  commit(cwd);
  rmSync(join(cwd, 'stacks/one.json'));
  const { code, stdout, stderr } = await vedette(['diff', 'one', '--since', 'HEAD'], { cwd });
  t.is(code, 0, stderr);
  t.regex(stdout, /destroy/);
});

test('stacks/ that cannot be looked at is told in a sentence', async (t) => {
  const cwd = project('loop', {});
  rmSync(join(cwd, 'stacks'), { recursive: true });
  symlinkSync('stacks', join(cwd, 'stacks'));
  const { code, stderr } = await vedette(['list'], { cwd });
  t.is(code, 1);
  t.regex(stderr, /^error: \S*\/stacks cannot be looked at: ELOOP.*; run this in a folder that you may read/);
});
