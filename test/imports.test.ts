import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { brokenImports, importsOf } from './_imports.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** tsx turns sources into CommonJS with esbuild, which refuses what this hook cannot load. */
const { transformSync } = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild');

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules/'))
    .map((path) => `${folder}/${path}`);
}

function read(path: string): string {
  return readFileSync(`${ROOT}${path}`, 'utf8');
}

function awaitsAtTop(source: string): boolean {
  try {
    transformSync(source, { loader: 'ts', format: 'cjs', logLevel: 'silent' });
    return false;
  } catch (error) {
    if (String(error).includes('Top-level await')) return true;
    throw error;
  }
}

test('every file imports only what the way of the data allows', (t) => {
  const files = ['src', 'stacks', 'test'].flatMap(sourcesIn);
  t.true(files.length > 50);
  t.deepEqual(brokenImports(files.map((path) => ({ path, imports: importsOf(read(path)) }))), []);
});

test('no source awaits at its top level, so that the CommonJS hook can load it', (t) => {
  t.deepEqual(
    sourcesIn('src').filter((path) => awaitsAtTop(read(path))),
    [],
  );
});

test('an await at the top level is noticed, one in a function is not', (t) => {
  t.deepEqual(
    [
      "export const x = await import('y');",
      'if (globalThis) {\n  await null;\n}',
      'export async function f(): Promise<void> {\n  await null;\n}',
    ].map(awaitsAtTop),
    [true, true, false],
  );
});

test('every form of an import is noticed', (t) => {
  const source = [
    "import one from './one.ts';",
    "import { two } from './two.ts';",
    "import type { three } from './three.ts';",
    "import {\n  four,\n  type five,\n} from './four.ts';",
    "import * as six from './six.ts';",
    "import seven, { eight } from './seven.ts';",
    "import './nine.ts';",
    "export { ten } from './ten.ts';",
    "export * from './eleven.ts';",
    "export type { twelve } from './twelve.ts';",
    "const thirteen = () => import('./thirteen.ts');",
    "const fourteen = require('./fourteen.ts');",
    "/** import { comment } from './comment.ts'; */",
  ].join('\n');
  const names = [
    ...['one', 'two', 'three', 'four', 'six', 'seven', 'ten', 'eleven', 'twelve'],
    ...['nine', 'thirteen', 'fourteen'],
  ];
  t.deepEqual(
    importsOf(source),
    names.map((name) => `./${name}.ts`),
  );
});

/** An import and what is wrong with it; undefined if nothing is. */
const IMPORTS: readonly (readonly [path: string, specifier: string, problem: string | undefined])[] = [
  ['src/redis/parse.ts', '../base/errors.ts', undefined],
  ['src/redis/parse.ts', './line.ts', undefined],
  ['src/redis/catalogue/redis.ts', '../line.ts', undefined],
  ['src/redis/parse.ts', '../definition/load.ts', 'src/redis may not import src/definition'],
  ['src/base/errors.ts', '../redis/parse.ts', 'src/base may not import src/redis'],
  ['src/definition/load.ts', '../redis/parse.ts', undefined],
  ['src/definition/load.ts', '../topology/resolve.ts', 'src/definition may not import src/topology'],
  ['src/topology/resolve.ts', '../definition/load.ts', undefined],
  ['src/topology/resolve.ts', '../render/host-files.ts', 'src/topology may not import src/render'],
  ['src/render/host-files.ts', '../topology/resolve.ts', undefined],
  ['src/rules/quorum.ts', '../render/host-files.ts', undefined],
  ['src/rules/quorum.ts', '../report/elements.ts', 'src/rules may not import src/report'],
  ['src/aws/hosts.ts', '../rules/index.ts', undefined],
  ['src/aws/hosts.ts', '../local/cloud.ts', 'src/aws may not import src/local'],
  ['src/local/cloud.ts', '../aws/hosts.ts', 'src/local may not import src/aws'],
  ['src/local/provider/plan.ts', '../../aws/effects/index.ts', undefined],
  ['src/local/provider/plan.ts', '../../aws/hosts.ts', 'src/local may not import src/aws'],
  ['src/local/cloud.ts', '../aws/effects/index.ts', 'src/local may not import src/aws'],
  ['src/local/cloud.ts', '../group/health.ts', 'src/local may not import src/group'],
  ['src/group/health.ts', '../local/cloud.ts', 'src/group may not import src/local'],
  ['src/report/forecast.ts', '../diff/change.ts', 'src/report may not import src/diff'],
  ['src/local/cloud.ts', '../cli/main.ts', 'src/local may not import src/cli'],
  ['src/diff/compare.ts', '../aws/synthesize.ts', undefined],
  ['src/diff/compare.ts', '../group/health.ts', 'src/diff may not import src/group'],
  ['src/rehearsal/boot.ts', '../local/cloud.ts', undefined],
  ['src/rehearsal/boot.ts', '../cli/main.ts', 'src/rehearsal may not import src/cli'],
  ['src/cli/main.ts', '../local/cloud.ts', undefined],
  ['src/start/app.ts', '../aws/synthesize.ts', undefined],
  ['src/project/files.ts', '../render/template.ts', undefined],
  ['src/project/init.ts', '../report/elements.ts', 'src/project may not import src/report'],
  ['src/odd/one.ts', '../redis/parse.ts', 'src/odd has no place in the way of the data'],
  ['src/odd.ts', './redis/parse.ts', 'src/ has no place in the way of the data'],
  ['src/redis/parse.ts', '../../stacks/lab.ts', 'sources import no files outside of src'],
  ['src/redis/parse.ts', './line.js', 'relative imports end in .ts'],
  ['src/redis/parse.ts', './line', 'relative imports end in .ts'],
  ['stacks/lab.ts', '../src/definition/environment.ts', undefined],
  ['stacks/lab.ts', '../src/topology/resolve.ts', 'an environment imports src/definition only'],
  ['stacks/lab.ts', 'cdktf', 'only src/aws and src/start import cdktf'],
  ['src/start/app.ts', 'cdktf', undefined],
  ['src/aws/hosts.ts', 'cdktf', undefined],
  ['src/aws/hosts.ts', '@cdktf/provider-aws/lib/instance/index.js', undefined],
  ['src/aws/hosts.ts', '@cdktf/provider-aws', 'of the provider only lib/<resource>/index.js is imported'],
  [
    'src/aws/hosts.ts',
    '@cdktf/provider-aws/lib/index.js',
    'of the provider only lib/<resource>/index.js is imported',
  ],
  ['src/render/template.ts', 'cdktf', 'only src/aws and src/start import cdktf'],
  ['src/render/template.ts', 'constructs', 'only src/aws and src/start import cdktf'],
  ['src/cli/main.ts', 'cdktf/lib/app.js', 'only src/aws and src/start import cdktf'],
];

for (const [path, specifier, problem] of IMPORTS)
  test(`${path} ${problem === undefined ? 'may' : 'may not'} import ${specifier}`, (t) => {
    t.deepEqual(
      brokenImports([{ path, imports: [specifier] }]),
      problem === undefined ? [] : [`${path} imports ${specifier}: ${problem}`],
    );
  });
