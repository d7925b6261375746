import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { environmentNames } from '../../src/definition/load.ts';
import { SMALL } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { withFolder } from './_synth.ts';

const run = promisify(execFile);

const NODE_24 = 'test/nodes/node_modules/node24/bin/node';

/** The packages of the successor, under the names of cdktf. */
const SUCCESSOR = 'test/successor/node_modules';
const CDKTN = `${SUCCESSOR}/.bin/cdktn`;

/** An environment that uses what the shipped ones leave out. */
const EVERYTHING = {
  ...SMALL,
  name: 'everything',
  protected: true,
  redis: { persistence: 'aof' },
  aws: {
    account: '123456789012',
    alarmTopic: 'own',
    tags: { team: 'redis' },
    keyPair: 'operators',
    backups: { copyTo: 'eu-west-1' },
    state: { bucket: 'states' },
  },
  // A finding would stand in the manifest with the path of its file.
  waive: { 'zone-single': 'one zone is enough here' },
};

/** A copy of the sources whose packages are those of the checkout, but for the successor's. */
async function copyTo(folder: string): Promise<void> {
  await mkdir(join(folder, 'node_modules/@cdktf'), { recursive: true });
  for (const part of ['src', 'stacks', 'templates', 'package.json'])
    await cp(part, join(folder, part), { recursive: true });
  for (const name of ['handlebars', 'zod', 'esbuild'])
    await symlink(resolve('node_modules', name), join(folder, 'node_modules', name));
  for (const name of ['cdktf', '@cdktf/provider-aws', 'constructs'])
    await symlink(resolve(SUCCESSOR, name), join(folder, 'node_modules', name));
}

async function synthesize(cwd: string, environments: string, outdir: string): Promise<void> {
  const env = { ...process.env, CDKTF_OUTDIR: outdir, VEDETTE_ENVIRONMENTS: environments };
  await run(process.execPath, ['src/start/app.cjs'], { cwd, env });
}

/** Every file that a synth wrote, by its path. */
async function filesIn(outdir: string): Promise<Readonly<Record<string, unknown>>> {
  const entries = await readdir(outdir, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const read = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path.slice(outdir.length + 1), await read(path)] as const)),
  );
}

/** Where two values differ: `stacks/lab/cdk.tf.json.terraform.required_version: "1" -> "2"`. */
function differences(one: unknown, other: unknown, path: readonly string[] = []): readonly string[] {
  if (isObject(one) && isObject(other))
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
      differences(one[key], other[key], [...path, key]),
    );
  const [before, after] = [one, other].map((value) => JSON.stringify(value));
  return before === after ? [] : [`${path.join('.')}: ${before} -> ${after}`];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

needs(CDKTN)('every environment is the same stack under the successor of cdktf', async (t) => {
  t.timeout(300_000);
  await withFolder(async (folder) => {
    const copy = resolve(folder, 'copy');
    await copyTo(copy);
    const file = resolve(folder, 'everything.ts');
    await writeFile(file, `export default ${JSON.stringify(EVERYTHING)};\n`);
    const wanted = [...environmentNames(), file].join(',');
    await synthesize('.', wanted, resolve(folder, 'before'));
    await synthesize(copy, wanted, resolve(folder, 'after'));
    const found = differences(
      await filesIn(resolve(folder, 'before')),
      await filesIn(resolve(folder, 'after')),
    );
    const stacks = [...environmentNames(), 'everything'].flatMap((name) => [
      `stacks/${name}/cdk.tf.json.//.metadata.version: "0.21.0" -> "0.24.0"`,
      `stacks/${name}/cdk.tf.json.terraform.required_providers.aws.source: "aws" -> "hashicorp/aws"`,
    ]);
    t.deepEqual([...found].sort(), ['manifest.json.version: "0.21.0" -> "0.24.0"', ...stacks].sort());
  });
});

needs(CDKTN, NODE_24)("the successor's CLI drives this app on Node 24", async (t) => {
  t.timeout(300_000);
  await withFolder(async (folder) => {
    const home = resolve(folder);
    const env = {
      ...process.env,
      PATH: `${dirname(resolve(NODE_24))}:${process.env.PATH}`,
      HOME: home,
      CDKTF_HOME: home,
      CHECKPOINT_DISABLE: '1',
      CI: 'true',
      FORCE_COLOR: '0',
    };
    const cdktn = (...args: readonly string[]) => run(resolve(NODE_24), [CDKTN, ...args], { env });
    const output = join(folder, 'out');
    const { stdout } = await cdktn('list', '--output', output);
    for (const name of environmentNames())
      t.regex(stdout, new RegExp(`^${name} +${output}/stacks/${name}$`, 'm'));
    await cdktn('synth', '--output', output);
    t.deepEqual((await readdir(join(output, 'stacks'))).sort(), environmentNames());
  });
});
