import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { shippedProject } from '../_project.ts';
import { vedetteInOne as run } from './_in-one.ts';
import { type Ended, scratchFolder } from './_run.ts';

const root = shippedProject(join(scratchFolder('unopened'), 'project'));
writeFileSync(join(root, 'stacks/broken.ts'), 'export default {');
writeFileSync(join(root, 'stacks/shapeless.ts'), "export default { name: 'shapeless' };");

const OTHERS = ['lab', 'production', 'quorum', 'staging', 'valkey'];

/** Runs a command in the project that holds two definitions nobody can read. */
function vedette(...argv: readonly string[]): Promise<Ended> {
  return run(argv, { cwd: root });
}

test('list shows the others whole, and each that cannot be read with its sentence, and fails', async (t) => {
  const { code, stdout } = await vedette('list');
  t.is(code, 1);
  for (const name of OTHERS) t.regex(stdout, new RegExp(`^${name} +\\d`, 'm'));
  t.regex(stdout, /^stacks\/broken\.ts:1: it failed to load:[^;]+; mend the file$/m);
  t.regex(stdout, /^stacks\/shapeless\.ts: sentinel: is missing/m);
});

test('list as data has the same', async (t) => {
  const { code, stdout } = await vedette('list', '--format', 'json');
  t.is(code, 1);
  const { environments, unopened } = JSON.parse(stdout);
  t.deepEqual(
    environments.map(({ name }: { readonly name: string }) => name),
    OTHERS,
  );
  t.deepEqual(
    unopened.map(({ given }: { readonly given: string }) => given),
    ['broken', 'shapeless'],
  );
});

for (const argv of [['validate', '--all'], ['matrix']])
  test(`${argv.join(' ')} covers the others, names what cannot be read, and fails`, async (t) => {
    const { code, stdout } = await vedette(...argv);
    t.is(code, 1);
    for (const name of OTHERS) t.regex(stdout, new RegExp(`\\b${name}\\b`));
    t.regex(stdout, /^stacks\/broken\.ts:1: it failed to load/m);
  });

test('diff of two others does not look at what cannot be read', async (t) => {
  t.is((await vedette('diff', 'staging', 'production')).code, 0);
});

test('a definition that cannot be read and is named alone is an error', async (t) => {
  for (const argv of [
    ['validate', 'broken'],
    ['show', 'broken'],
    ['diff', 'broken', 'lab'],
  ])
    t.is((await vedette(...argv)).code, 1, argv.join(' '));
});
