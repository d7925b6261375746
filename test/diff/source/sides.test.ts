import { execFile, execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { shippedProject } from '../../_project.ts';
import { vedetteInOne } from '../../cli/_in-one.ts';
import { type Ended, ROOT, scratchFolder } from '../../cli/_run.ts';

const scratch = scratchFolder('sides');

/** A project with the shipped environments and one commit. */
function project(name: string): string {
  const root = shippedProject(join(scratch, name));
  commit(root, 'first');
  return root;
}

/** A checkout of this product of its own, with one commit. */
function checkout(name: string): string {
  const root = join(scratch, name);
  mkdirSync(root);
  for (const part of ['src', 'stacks', 'templates', 'package.json', '.gitignore'])
    cpSync(join(ROOT, part), join(root, part), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  commit(root, 'first');
  return root;
}

function commit(root: string, message: string): void {
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root });
  git('init', '--quiet');
  git('add', '--all');
  git('commit', '--quiet', '-m', message);
}

function diffAll(root: string, since: string) {
  return diffOne(root, '--all', since);
}

async function diffOne(root: string, which: string, since: string) {
  const { code, stdout, stderr } = await ended(root, which, since);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

function ended(root: string, which: string, since: string): Promise<Ended> {
  return vedetteInOne(['diff', which, '--since', since, '--format', 'json'], { cwd: root });
}

function edit(root: string, file: string, from: string, to: string): void {
  const path = join(root, file);
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
}

test('environments that came, went and changed are told apart, in a dirty checkout', async (t) => {
  const root = project('came-and-went');
  rmSync(join(root, 'stacks/lab.ts'));
  cpSync(join(root, 'stacks/quorum.ts'), join(root, 'stacks/extra.ts'));
  edit(root, 'stacks/extra.ts', "name: 'quorum'", "name: 'extra'");
  edit(root, 'stacks/staging.ts', "'64mb'", "'128mb'");
  const { compared, changes, impact } = await diffAll(root, 'HEAD');
  const states = compared.map(({ name, state }: { name: string; state: string }) => [name, state]);
  t.deepEqual(states, [
    ['extra', 'added'],
    ['lab', 'removed'],
    ['production', 'unchanged'],
    ['quorum', 'unchanged'],
    ['staging', 'changed'],
    ['valkey', 'unchanged'],
  ]);
  t.deepEqual(
    changes.map(({ key }: { key: string }) => key),
    ['repl-backlog-size', 'waive.quorum-majority'],
  );
  t.is(impact, 'data-loss');
});

test('the same change in several environments is one row', async (t) => {
  const root = project('same-change');
  for (const name of ['staging', 'production'])
    edit(root, `stacks/${name}.ts`, "downAfter: '5s'", "downAfter: '7s'");
  const { changes } = await diffAll(root, 'HEAD');
  const settings = changes.filter(({ area }: { area: string }) => area === 'settings');
  t.deepEqual(
    settings.map(({ key, places }: { key: string; places: { environment: string }[] }) => [
      key,
      places.map(({ environment }) => environment),
    ]),
    [['sentinel/*/down-after-milliseconds', ['production', 'staging']]],
  );
});

test('of a definition of the past that does not load today nobody can tell what differs', async (t) => {
  const root = project('unreadable');
  edit(root, 'stacks/lab.ts', "name: 'lab'", "title: 'lab'");
  commit(root, 'second');
  edit(root, 'stacks/lab.ts', "title: 'lab'", "name: 'lab'");
  const { compared, impact } = await diffAll(root, 'HEAD');
  t.is(compared.length, 5);
  t.deepEqual(compared[0], {
    name: 'lab',
    state: 'unknown',
    impact: 'unknown',
    summary:
      "Nobody can tell what differs: HEAD:stacks/lab.ts: today's vedette does not read this definition (stacks/lab.ts: name: is missing; give a text).",
  });
  t.is(impact, 'unknown');
});

test('a definition that does not load today stops no other, and the command fails', async (t) => {
  const root = project('broken');
  edit(root, 'stacks/lab.ts', "name: 'lab'", "title: 'lab'");
  edit(root, 'stacks/staging.ts', "'64mb'", "'128mb'");
  const { code, stdout } = await ended(root, '--all', 'HEAD');
  t.is(code, 1);
  const { compared, summary } = JSON.parse(stdout);
  t.regex(summary, /^Nobody can tell what would become of lab\. /);
  t.deepEqual(
    compared.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [
      ['lab', 'unknown'],
      ['production', 'unchanged'],
      ['quorum', 'unchanged'],
      ['staging', 'changed'],
      ['valkey', 'unchanged'],
    ],
  );
  t.regex(compared[0].summary, /stacks\/lab\.ts: name: is missing; give a text/);
});

test('of two definitions of one name nobody can tell what becomes of it, and the command fails', async (t) => {
  const root = project('twins');
  cpSync(join(root, 'stacks/lab.ts'), join(root, 'stacks/twin.ts'));
  const { code, stdout } = await ended(root, '--all', 'HEAD');
  t.is(code, 1);
  const { compared } = JSON.parse(stdout);
  t.deepEqual(
    compared.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [
      ['lab', 'unknown'],
      ['production', 'unchanged'],
      ['quorum', 'unchanged'],
      ['staging', 'unchanged'],
      ['valkey', 'unchanged'],
    ],
  );
  t.is(
    compared[0].summary,
    'Nobody can tell what differs: stacks/lab.ts: name: lab is the name of stacks/twin.ts too; give each its own.',
  );
  commit(root, 'two of one name');
  rmSync(join(root, 'stacks/twin.ts'));
  t.like((await diffAll(root, 'HEAD')).compared[0], { name: 'lab', state: 'unknown' });
});

test('an environment is not called gone while a definition that does not load may be it', async (t) => {
  const root = project('broken-and-moved');
  edit(root, 'stacks/lab.ts', 'hosts: {', 'machines: {');
  renameSync(join(root, 'stacks/lab.ts'), join(root, 'stacks/first.ts'));
  writeFileSync(join(root, 'stacks/other.ts'), 'export default {');
  const { code, stdout } = await ended(root, '--all', 'HEAD');
  t.is(code, 1);
  t.deepEqual(
    JSON.parse(stdout).compared.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [
      ['lab', 'unknown'],
      ['other', 'unknown'],
      ['production', 'unchanged'],
      ['quorum', 'unchanged'],
      ['staging', 'unchanged'],
      ['valkey', 'unchanged'],
    ],
  );
});

test('an environment that is renamed is one that goes and one that comes', async (t) => {
  const root = project('renamed');
  edit(root, 'stacks/lab.ts', "name: 'lab'", "name: 'lab2'");
  const { compared, impact, summary } = await diffOne(root, 'lab', 'HEAD');
  t.deepEqual(
    compared.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [
      ['lab2', 'added'],
      ['lab', 'removed'],
    ],
  );
  t.is(impact, 'data-loss');
  t.is(
    summary,
    'No definition has lab any more: the hosts run on until cdktf destroy, with the old definition, deletes them and their data. cdktf deploy would create lab2.',
  );
});

test('a definition in another file is the same environment', async (t) => {
  const root = project('moved');
  renameSync(join(root, 'stacks/lab.ts'), join(root, 'stacks/first.ts'));
  const states = ({ compared }: { compared: { name: string; state: string }[] }) =>
    compared.map(({ name, state }) => [name, state]);
  t.deepEqual(states(await diffOne(root, 'first', 'HEAD')), [['lab', 'unchanged']]);
  t.deepEqual(states(await diffOne(root, 'lab', 'HEAD')), [['lab', 'unchanged']]);
  t.deepEqual(states(await diffAll(root, 'HEAD')), [
    ['lab', 'unchanged'],
    ['production', 'unchanged'],
    ['quorum', 'unchanged'],
    ['staging', 'unchanged'],
    ['valkey', 'unchanged'],
  ]);
});

test('a definition that was moved out of stacks, or into it, is the same environment', async (t) => {
  const root = project('moved-far');
  mkdirSync(join(root, 'eu'));
  renameSync(join(root, 'stacks/lab.ts'), join(root, 'eu/lab.ts'));
  const stateOf = async (file: string, since: string) =>
    (await diffOne(root, file, since)).compared.map(({ state }: { state: string }) => state);
  t.deepEqual(await stateOf('eu/lab.ts', 'HEAD'), ['unchanged']);
  commit(root, 'out of stacks');
  renameSync(join(root, 'eu/lab.ts'), join(root, 'stacks/lab.ts'));
  t.deepEqual(await stateOf('stacks/lab.ts', 'HEAD'), ['unchanged']);
});

test('an environment that may be the one of a definition that does not load is not called new', async (t) => {
  const root = project('moved-unreadable');
  edit(root, 'stacks/lab.ts', 'hosts: {', 'machines: {');
  commit(root, 'broken');
  edit(root, 'stacks/lab.ts', 'machines: {', 'hosts: {');
  renameSync(join(root, 'stacks/lab.ts'), join(root, 'stacks/first.ts'));
  const { compared } = await diffOne(root, 'first', 'HEAD');
  t.deepEqual(
    compared.map(({ name, state }: { name: string; state: string }) => [name, state]),
    [['lab', 'unknown']],
  );
});

test('a change of vedette itself is told, since it is not compared', async (t) => {
  const root = checkout('own-change');
  writeFileSync(
    join(root, 'templates/redis.conf.hbs'),
    `${readFileSync(join(root, 'templates/redis.conf.hbs'), 'utf8')}\n`,
  );
  const { stdout } = await promisify(execFile)(
    execPath,
    ['src/start/vedette.cjs', 'diff', '--all', '--since', 'HEAD', '--format', 'json'],
    { cwd: root },
  );
  const { notes } = JSON.parse(stdout);
  t.deepEqual(notes, [
    'vedette itself changed since HEAD (files: 1): what that changes on hosts is not in this diff',
  ]);
});
