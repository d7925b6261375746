import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import { forgetFiles } from '../../src/definition/loaded-files.ts';
import { decideSettings, openSettings } from '../../src/register/settings.ts';
import { ROOT } from '../cli/_run.ts';
import { enterProject } from './_project.ts';

enterProject('settings', {});

test.serial('a project without settings has the defaults', async (t) => {
  t.deepEqual(await openSettings(), {
    file: 'vedette.config.ts',
    written: [],
    ttl: 8 * 3_600_000,
    maxTtl: 168 * 3_600_000,
    maxMemory: 8 * 1024 ** 3,
    maxHosts: 20,
    blocks: [{ first: (10 * 256 + 192) * 256 ** 2, prefix: 10 }],
    longestJob: 6 * 3_600_000,
  });
});

const WRITTEN = [
  'state',
  'longestJob',
  ...['ttl', 'maxTtl', 'maxMemory', 'maxHosts', 'blocks'].map((name) => `environments.${name}`),
];

test.serial('what the docs show of settings are the defaults, and a bucket', async (t) => {
  const defaults = await openSettings();
  const page = readFileSync(join(ROOT, 'docs/environments.md'), 'utf8');
  writeFileSync('vedette.config.ts', /```ts\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
  t.deepEqual(await openSettings(), {
    ...defaults,
    written: WRITTEN,
    state: { bucket: 'name-of-your-bucket', region: 'eu-central-1' },
  });
  forgetFiles([resolve('vedette.config.ts')]);
  rmSync('vedette.config.ts');
});

test.serial('settings are a program that imports vedette by its name, or JSON', async (t) => {
  writeFileSync(
    'vedette.config.ts',
    `import { config } from 'redis-sentinel-stacks';
     export default config({ environments: { ttl: '1h' } });`,
  );
  t.is((await openSettings()).ttl, milliseconds(3_600_000));
  writeFileSync('vedette.config.json', JSON.stringify({ state: { bucket: 'acme' } }));
  await t.throwsAsync(openSettings(), {
    message: 'vedette.config.ts: there is vedette.config.json too; take one of them away',
  });
  rmSync('vedette.config.ts');
  t.deepEqual((await openSettings()).state, { bucket: 'acme', region: 'eu-central-1' });
  writeFileSync('vedette.config.json', JSON.stringify({ enviroments: {} }));
  await t.throwsAsync(openSettings(), {
    message: 'vedette.config.json: "enviroments" is not a field here; did you mean environments?',
  });
  rmSync('vedette.config.json');
});

const REFUSED: Readonly<Record<string, readonly [environments: object, message: string]>> = {
  'a block that is none': [
    { blocks: ['10.0.0.0/8', '10.0.0.1/24'] },
    `c.ts: environments.blocks.1: "10.0.0.1/24" is not a block of addresses; write one such as '10.192.0.0/10'`,
  ],
  'a block in which some addresses are public': [
    { blocks: ['10.0.0.0/7'] },
    'c.ts: environments.blocks.0: 10.0.0.0/7 holds public addresses, which belong to others; give a private block',
  ],
  'a usual time that is longer than the longest': [
    { ttl: '9h', maxTtl: '8h' },
    'c.ts: environments.ttl: 9h is longer than environments.maxTtl 8h; make one of them fit the other',
  ],
};

test('a longest job that is shorter than a deployment is refused: it would make every lock one of nobody', (t) => {
  t.throws(() => decideSettings({ longestJob: '0s' }, 'c.ts'), {
    message: 'c.ts: longestJob: 0s is less than a deployment takes; write at least 1m',
  });
});

for (const [name, [environments, message]] of Object.entries(REFUSED))
  test(`${name} is refused`, (t) => {
    t.throws(() => decideSettings({ environments }, 'c.ts'), { message });
  });
