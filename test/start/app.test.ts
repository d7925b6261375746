import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { needs } from '../_needs.ts';
import { withFolder } from '../aws/_synth.ts';

/** How a program ended. */
interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: Number(code), stdout, stderr };
}

/** Runs the app as `cdktf synth` does, with this Node. */
function app(outdir: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  return appUnder([process.execPath, 'src/start/app.cjs'], outdir, env);
}

function appUnder(
  [node, ...args]: readonly [string, ...string[]],
  outdir: string,
  env: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return run(node, args, { CDKTF_OUTDIR: outdir, ...env });
}

/** Runs cdktf in the checkout, with a home of its own: it writes there. */
function cdktf(home: string, ...args: readonly string[]): Promise<Ended> {
  return run('node_modules/.bin/cdktf', args, {
    AWS_PROFILE: 'nobody',
    AWS_ACCESS_KEY_ID: '',
    AWS_SECRET_ACCESS_KEY: '',
    HOME: resolve(home),
    CDKTF_HOME: resolve(home),
    CI: 'true',
    FORCE_COLOR: '0',
  });
}

async function stacksIn(outdir: string): Promise<readonly string[]> {
  return (await readdir(join(outdir, 'stacks'))).sort();
}

test('every environment is a stack', async (t) => {
  await withFolder(async (outdir) => {
    t.like(await app(outdir), { code: 0, stderr: '' });
    t.deepEqual(await stacksIn(outdir), environmentNames());
  });
});

const NODE_22 = 'test/nodes/node_modules/node22/bin/node';
const NODE_24 = 'test/nodes/node_modules/node24/bin/node';

for (const [node, ...args] of [
  [NODE_22, 'src/start/app.cjs'],
  [NODE_24, 'src/start/app.cjs'],
  [NODE_24, 'src/start/app.ts'],
] as const)
  needs(node)(`every environment is a stack under ${[node, ...args].join(' ')} too`, async (t) => {
    await withFolder(async (outdir) => {
      t.like(await appUnder([node, ...args], outdir), { code: 0, stdout: '' });
      t.deepEqual(await stacksIn(outdir), environmentNames());
    });
  });

test('a variable chooses environments by name and by path', async (t) => {
  await withFolder(async (outdir) => {
    t.like(await app(outdir, { VEDETTE_ENVIRONMENTS: 'quorum, ./stacks/lab.ts' }), { code: 0, stderr: '' });
    t.deepEqual(await stacksIn(outdir), ['lab', 'quorum']);
  });
});

test('a name that does not exist is one sentence and nothing is written', async (t) => {
  await withFolder(async (outdir) => {
    const { code, stderr } = await app(outdir, { VEDETTE_ENVIRONMENTS: 'lap' });
    t.is(code, 1);
    t.regex(stderr, /^.*lap.*did you mean lab\?\n$/);
    t.deepEqual(await readdir(outdir), []);
  });
});

const SMALL = {
  name: 'small',
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica', 'sentinel'] },
  },
};

/** Files of definitions in a folder, by what is in them. */
async function filesIn(
  folder: string,
  contents: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  await Promise.all(
    Object.entries(contents).map(([file, text]) =>
      writeFile(join(folder, file), `export default ${text};\n`),
    ),
  );
  return Object.keys(contents).map((file) => join(folder, file));
}

test('an environment that breaks a rule is a stack like the others, and nothing is said on stderr', async (t) => {
  await withFolder(async (folder) => {
    const [file] = await filesIn(folder, {
      'ended.ts': JSON.stringify({ ...SMALL, aws: { image: '15.0' } }),
    });
    const outdir = join(folder, 'out');
    t.like(await app(outdir, { VEDETTE_ENVIRONMENTS: `lab,${file}` }), { code: 0, stderr: '' });
    t.deepEqual(await stacksIn(outdir), ['lab', 'small']);
  });
});

test('what does not load, does not hold or shares a name has no stack and its sentence on stderr; others go on', async (t) => {
  await withFolder(async (folder) => {
    const files = await filesIn(folder, {
      'syntax.ts': '{',
      'shape.ts': '{}',
      'addresses.ts': JSON.stringify({ ...SMALL, name: 'crowd', network: { cidr: '10.0.0.0/30' } }),
      'twin.ts': JSON.stringify(SMALL),
      'other-twin.ts': JSON.stringify(SMALL),
    });
    const outdir = join(folder, 'out');
    const { code, stderr } = await app(outdir, { VEDETTE_ENVIRONMENTS: ['lab', 'gone', ...files].join(',') });
    t.is(code, 0);
    t.deepEqual(await stacksIn(outdir), ['lab']);
    const lineOf = (named: string): string => (named.endsWith('/syntax.ts') ? `${named}:1` : named);
    for (const named of ['gone', ...files])
      t.true(
        stderr.split('\n').some((line) => line.startsWith(`${lineOf(named)}: `)),
        `${named} in ${stderr}`,
      );
    t.notRegex(stderr, /^ +at /m);
  });
});

test('an environment that is named alone and cannot be a stack makes the app fail', async (t) => {
  await withFolder(async (folder) => {
    const [file = ''] = await filesIn(folder, { 'shape.ts': '{}' });
    const { code, stderr } = await app(join(folder, 'out'), { VEDETTE_ENVIRONMENTS: file });
    t.is(code, 1);
    t.true(stderr.startsWith(`${file}: `), stderr);
    t.deepEqual(await readdir(folder), ['shape.ts']);
  });
});

test('the index of the AWS bindings, which costs half a gigabyte, is never loaded', async (t) => {
  await withFolder(async (outdir) => {
    const listing = join(outdir, 'loaded.mjs');
    await writeFile(
      listing,
      `import { createRequire } from 'node:module';
       const { cache } = createRequire(import.meta.url);
       process.on('exit', () => console.log(JSON.stringify(Object.keys(cache))));`,
    );
    const argv = ['--import', resolve(listing), 'src/start/app.cjs', '--debug'] as const;
    const { stdout } = await appUnder([process.execPath, ...argv], outdir);
    const loaded: readonly string[] = JSON.parse(stdout);
    t.true(loaded.some((file) => file.endsWith('/provider-aws/lib/instance/index.js')));
    t.deepEqual(
      loaded.filter((file) => file.endsWith('/provider-aws/lib/index.js')),
      [],
    );
  });
});

test('cdktf lists and synthesizes every environment and leaves its settings alone', async (t) => {
  const settings = await readFile('cdktf.json', 'utf8');
  await withFolder(async (folder) => {
    const output = join(folder, 'out');
    const listed = await cdktf(folder, 'list', '--output', output);
    t.is(listed.code, 0, listed.stderr);
    for (const name of environmentNames())
      t.regex(listed.stdout, new RegExp(`^${name} +${output}/stacks/${name}$`, 'm'));
    const synthesized = await cdktf(folder, 'synth', '--output', output);
    t.is(synthesized.code, 0, synthesized.stderr);
    t.regex(synthesized.stdout, /WARN \[lab\]: AWS_PROFILE nobody is not in ~\/\.aws\/config/);
    t.deepEqual(await stacksIn(output), environmentNames());
  });
  t.is(await readFile('cdktf.json', 'utf8'), settings);
});
