import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { needs } from '../_needs.ts';
import { type Ended, ROOT, scratchFolder, vedette } from '../cli/_run.ts';

const folder = scratchFolder('start-up');

/** Loaded before the command; says at its end what was loaded and the most memory it had. */
const probe = join(folder, 'probe.cjs');
writeFileSync(
  probe,
  `process.on('exit', () => process.stderr.write(JSON.stringify({
     modules: Object.keys(require.cache), megabytes: process.resourceUsage().maxRSS / 1024 })));`,
);

async function probed(
  argv: readonly string[],
): Promise<{ readonly modules: readonly string[]; readonly megabytes: number }> {
  const { stderr } = await vedette(argv, { variables: { NODE_OPTIONS: `--require=${probe}` } });
  return JSON.parse(stderr);
}

/** What was asked already, by line: some are asked for several things. */
const loaded = new Map<string, ReturnType<typeof probed>>();

/** The files that a command loads; with --debug they are loaded one by one and not from the bundle. */
async function modulesOf(line: string): Promise<readonly string[]> {
  const asked = loaded.get(line) ?? probed([...line.split(' '), '--debug']);
  loaded.set(line, asked);
  return (await asked).modules;
}

const READERS = [
  '--get-yargs-completions vedette show ',
  'list',
  'show lab',
  'validate lab',
  'render lab',
  'forecast lab',
  'graph lab',
  '--help',
];

for (const line of READERS)
  test(`"vedette ${line}" loads neither cdktf nor the local cloud, and stays small`, async (t) => {
    const modules = await modulesOf(line);
    t.true(modules.some((file) => file.endsWith('src/cli/main.ts')));
    t.deepEqual(
      modules.filter((file) => /node_modules\/(@?cdktf|constructs)\/|src\/(local|aws)\//.test(file)),
      [],
    );
    const { megabytes } = await probed(line.split(' '));
    t.true(megabytes < 120, `${megabytes} MB`);
  });

test('commands that render nothing do not load the template engine', async (t) => {
  for (const line of ['list', 'forecast lab', 'graph lab']) {
    const modules = await modulesOf(line);
    t.deepEqual(
      modules.filter((file) => file.includes('node_modules/handlebars/')),
      [],
      line,
    );
  }
});

test('nothing is written to the temporary folder', async (t) => {
  const temporary = join(folder, 'temporary');
  mkdirSync(temporary);
  t.is((await vedette(['render', 'lab'], { variables: { TMPDIR: temporary } })).code, 0);
  t.deepEqual(readdirSync(temporary), []);
});

test('the definition may be changed at any time: a kept translation is never taken for another text', async (t) => {
  const file = join(folder, 'changing.ts');
  const write = (name: string): void =>
    writeFileSync(
      file,
      `export default { name: '${name}', sentinel: { quorum: 1 }, network: { cidr: '10.0.0.0/24' },
         hosts: { one: { roles: ['primary', 'sentinel'] as const } } };`,
    );
  for (const name of ['before', 'after']) {
    write(name);
    t.is(JSON.parse((await vedette(['show', file, '--format', 'json'])).stdout).environment, name);
  }
  rmSync(file);
});

/** What a command does on this Node: once, for every other Node. */
const here = new Map<string, Promise<Ended>>();

function endedHere(line: string): Promise<Ended> {
  const ended = here.get(line) ?? vedette(line.split(' '));
  here.set(line, ended);
  return ended;
}

for (const version of ['22', '24']) {
  const node = join('test/nodes/node_modules', `node${version}`, 'bin/node');
  needs(node)(`every command that reads works on Node ${version} as on this one`, async (t) => {
    for (const line of [...READERS, 'show lab --format json', 'validate', 'render lab --host nowhere']) {
      const there = await vedette(line.split(' '), { node: join(ROOT, node) });
      t.deepEqual(there, await endedHere(line), line);
    }
  });
}
