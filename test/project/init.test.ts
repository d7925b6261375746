import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import test from 'ava';
import { UsageError, UserError } from '../../src/base/errors.ts';
import { initProject, type Project } from '../../src/project/init.ts';
import { vedetteInOne as vedette } from '../cli/_in-one.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';

const scratch = scratchFolder('init');

const WRITTEN = [
  '.github/workflows/vedette.yml',
  '.gitignore',
  'README.md',
  'cdktf.json',
  'package.json',
  'stacks/dev.ts',
  'tsconfig.json',
];

/** A folder with files in it. */
function folderWith(name: string, files: Readonly<Record<string, string>> = {}): string {
  const folder = join(scratch, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

/** The files of a project in a state. */
function inState({ files }: Project, state: string): readonly string[] {
  return files.filter((file) => file.state === state).map(({ path }) => path);
}

const text = (folder: string, file: string): string => readFileSync(join(folder, file), 'utf8');
const manifest = (folder: string) => JSON.parse(text(folder, 'package.json'));

test('a folder that is not there becomes a project', (t) => {
  const folder = join(scratch, 'a/b');
  const project = initProject(folder, undefined);
  t.is(project.environment, 'dev');
  t.deepEqual(filesIn(folder), WRITTEN);
  t.deepEqual([...inState(project, 'written')].sort(), WRITTEN);
  t.deepEqual(
    project.files.filter(({ todo }) => todo !== undefined),
    [],
  );
});

test('with previews it has the workflows of this repository, which differ in where vedette is and what previews are of', (t) => {
  const folder = join(scratch, 'previews');
  const project = initProject(folder, 'shop', true);
  const added = ['preview.yml', 'reap.yml'].map((name) => `.github/workflows/${name}`);
  t.deepEqual(filesIn(folder), [...WRITTEN, ...added].map((path) => path.replace('dev', 'shop')).sort());
  t.deepEqual(inState(project, 'kept'), []);
  const differing = added.map((path) => {
    const own = text(ROOT, path).split('\n');
    const written = text(folder, path).split('\n');
    return written.filter((line, at) => line !== own[at]);
  });
  const program = '  VEDETTE: node_modules/redis-sentinel-stacks/src/start/vedette.cjs';
  t.deepEqual(differing, [["  PREVIEW_OF: ${{ vars.PREVIEW_OF || 'shop' }}", program], [program]]);
});

test('the environment that is written passes every rule without a warning and without a waiver', async (t) => {
  const folder = folderWith('valid');
  initProject(folder, 'shop');
  const argv = ['validate', 'shop', '--dir', folder, '--today', '2026-11-27', '--format', 'json'];
  const { code, stdout } = await vedette(argv);
  t.is(code, 0);
  const [{ findings }] = JSON.parse(stdout).environments;
  t.deepEqual(findings, []);
});

test('a second time changes nothing', (t) => {
  const folder = folderWith('twice');
  initProject(folder, undefined);
  const before = WRITTEN.map((file) => text(folder, file));
  const again = initProject(folder, undefined);
  t.deepEqual(inState(again, 'unchanged').length, WRITTEN.length - 1, 'there is an environment already');
  t.deepEqual(
    WRITTEN.map((file) => text(folder, file)),
    before,
  );
});

test('files that are there stay as they are, and each says what to do', (t) => {
  const files = Object.fromEntries(
    WRITTEN.filter((file) => file !== 'package.json').map((file) => [file, 'mine\n']),
  );
  const folder = folderWith('kept', files);
  const project = initProject(folder, 'dev');
  t.deepEqual([...inState(project, 'kept')].sort(), Object.keys(files).sort());
  for (const file of Object.keys(files)) t.is(text(folder, file), 'mine\n');
  t.true(project.files.filter(({ state }) => state === 'kept').every(({ todo }) => todo !== undefined));
});

test('a .gitignore and a cdktf.json that serve as well leave nothing to do', (t) => {
  const folder = folderWith('served', {
    '.gitignore': '*.swp\r\n.vedette/\r\ncdktf.out/\r\nnode_modules/\r\n',
    'cdktf.json': '{"app":"node -r redis-sentinel-stacks/app -e 0"}',
  });
  t.deepEqual(inState(initProject(folder, undefined), 'unchanged'), ['cdktf.json', '.gitignore']);
});

test('a project that has environments gets another one only by name', (t) => {
  const folder = folderWith('more', { 'stacks/shop.json': '{}' });
  t.is(initProject(folder, undefined).environment, 'shop');
  t.deepEqual(readdirSync(join(folder, 'stacks')), ['shop.json']);
  initProject(folder, 'eu');
  t.deepEqual(readdirSync(join(folder, 'stacks')).sort(), ['eu.ts', 'shop.json']);
});

test('an environment that is there as JSON is not written a second time', (t) => {
  const folder = folderWith('json', { 'stacks/shop.json': '{}' });
  t.deepEqual(inState(initProject(folder, 'shop'), 'kept'), ['stacks/shop.json']);
  t.deepEqual(readdirSync(join(folder, 'stacks')), ['shop.json']);
});

test('a package.json is completed, in its own manner, and keeps all that it has', (t) => {
  const mine = {
    name: 'mine',
    type: 'commonjs',
    scripts: { check: 'make check' },
    devDependencies: { typescript: '5.9.0', 'redis-sentinel-stacks': 'file:../v.tgz' },
  };
  const folder = folderWith('completed', { 'package.json': JSON.stringify(mine, undefined, '\t') });
  t.deepEqual(inState(initProject(folder, undefined), 'completed'), ['package.json']);
  const { devDependencies, ...others } = manifest(folder);
  const { 'cdktf-cli': cli, ...rest } = devDependencies;
  t.deepEqual({ ...others, devDependencies: rest }, mine);
  t.is(cli, JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).devDependencies['cdktf-cli']);
  t.true(text(folder, 'package.json').includes('\n\t"name"'));
});

test('from a checkout, a project depends on the checkout by its path', (t) => {
  const folder = folderWith('linked');
  initProject(folder, undefined);
  const { dependencies } = manifest(folder);
  t.is(dependencies['redis-sentinel-stacks'], `file:${relative(folder, ROOT)}`);
});

test('a project that links the checkout has its types, and may import helpers of its own', (t) => {
  const folder = folderWith('typed', { 'stacks/helper.ts': "export const AFTER = '7s';\n" });
  initProject(folder, 'dev');
  const file = join(folder, 'stacks/dev.ts');
  const imported = `import { AFTER } from './helper.ts';\n${text(folder, 'stacks/dev.ts')}`;
  writeFileSync(file, imported.replace("'5s'", 'AFTER'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(ROOT, join(folder, 'node_modules/redis-sentinel-stacks'));
  const { status, stdout } = spawnSync(join(ROOT, 'node_modules/.bin/tsc'), {
    cwd: folder,
    encoding: 'utf8',
  });
  t.is(stdout, '');
  t.is(status, 0);
});

const BROKEN = {
  'no JSON': '{',
  'an array': '[]',
  'an object with scripts that are none': '{"scripts":[]}',
} as const;

for (const [what, content] of Object.entries(BROKEN))
  test(`a package.json that is ${what} stops everything`, (t) => {
    const folder = folderWith(`broken ${what}`, { 'package.json': content });
    const error = t.throws(() => initProject(folder, undefined), { instanceOf: UserError });
    t.regex(error?.message ?? '', /^package\.json: it is no .*; mend it$/);
    t.deepEqual(filesIn(folder), ['package.json']);
  });

for (const name of ['My_Shop', '../shop', 'a b', '', 'sg-1', 'x'.repeat(51), '{{name}}', "a'b"])
  test(`${JSON.stringify(name)} is no name of an environment, and nothing is written`, (t) => {
    const folder = folderWith(`named ${Buffer.from(name).toString('hex')}`);
    t.throws(() => initProject(folder, name), { instanceOf: UsageError, message: /^--name: / });
    t.deepEqual(readdirSync(folder), []);
  });

test('a folder that is a file, holds a folder in the place of a file, or cannot be written is refused whole', (t) => {
  const folder = folderWith('odd', { 'README.md/x': '' });
  for (const odd of [folder, join(folder, 'README.md/x'), '/proc/vedette']) {
    const error = t.throws(() => initProject(odd, undefined), { instanceOf: UserError });
    t.regex(error?.message ?? '', / cannot be made a project: .*; give another folder$/);
  }
  t.deepEqual(filesIn(folder), ['README.md/x']);
});

test('nothing is written through a link that leads nowhere', (t) => {
  const folder = folderWith('link');
  symlinkSync(join(scratch, 'outside'), join(folder, 'cdktf.json'));
  t.throws(() => initProject(folder, undefined), { instanceOf: UserError });
  t.deepEqual(readdirSync(folder), ['cdktf.json']);
  t.false(readdirSync(scratch).includes('outside'));
});

test('the command tells each file and what comes next', async (t) => {
  const folder = folderWith('told', { 'README.md': 'mine\n' });
  const { code, stdout } = await vedette(['init', 'my shop', '--dir', folder]);
  t.is(code, 0);
  t.regex(stdout, /^stacks\/dev\.ts +written/m);
  t.regex(stdout, /^cd 'my shop'$/m);
  const { stdout: data } = await vedette(['init', folder, '--format', 'json']);
  const { files, next } = JSON.parse(data);
  t.true(
    files.some(
      ({ path, state }: { path: string; state: string }) => path === 'README.md' && state === 'kept',
    ),
  );
  t.is(next.at(-1), 'npx vedette deploy dev');
  t.is((await vedette(['init', ''])).code, 64);
});
