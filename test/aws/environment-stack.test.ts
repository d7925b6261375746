import { join } from 'node:path';
import test from 'ava';
import { EnvironmentStack } from '../../src/aws/environment-stack.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { environmentOf } from '../../src/register/created.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import { matchesGolden } from '../_golden.ts';
import { type Blocks, changed, type StackFile, synth, synthText } from './_synth.ts';

const text = (environment: Environment) => synthText((app) => new EnvironmentStack(app, environment));

/** The addresses of everything that Terraform remembers: a changed one is destroyed and created anew. */
function addresses({ resource, data = {} }: StackFile): readonly string[] {
  const of = (blocks: Blocks, prefix: string) =>
    Object.entries(blocks).flatMap(([type, named]) =>
      Object.keys(named).map((name) => `${prefix}${type}.${name}`),
    );
  return [...of(resource, ''), ...of(data, 'data.')].sort();
}

for (const name of environmentNames())
  test(`everything in ${name} keeps its address`, async (t) => {
    const list = addresses(await synth(await shipped(name)));
    matchesGolden(t, join(name, 'addresses.txt'), `${list.join('\n')}\n`);
  });

for (const name of environmentNames())
  test(`${name} is synthesized to the same bytes twice`, async (t) => {
    const environment = await shipped(name);
    t.is(await text(environment), await text(environment));
  });

for (const name of environmentNames())
  test(`no path of this machine is in the stack of ${name}`, async (t) => {
    const synthesized = await text(await shipped(name));
    t.false(synthesized.includes(process.cwd()));
  });

test('the provider is one that does not read the password back from the store', async (t) => {
  const { terraform } = await synth(await shipped('lab'));
  const { version } = Object(Object(terraform.required_providers).aws);
  const [major = 0, minor = 0] = String(version).split('.').map(Number);
  t.true(major === 6 && minor >= 26, String(version));
});

test('everything is created in the region of the environment and tagged with its name', async (t) => {
  const { provider } = await synth(await shipped('production'));
  t.deepEqual(provider.aws, [
    { region: 'eu-central-1', default_tags: [{ tags: { 'vedette:environment': 'production' } }] },
  ]);
});

test('everything that is created of another environment says whose it is, from when, until when and of which commit', async (t) => {
  const created = {
    ...{ name: 'pr-42', from: 'lab', cidr: '10.192.0.0/24', maxMemory: 8 * 1024 ** 3, set: [] },
    ...{ owner: 'pr/42', created: '2026-11-27T12:00:00Z', expires: '2026-11-27T20:00:00Z', commit: 'c0ffee' },
    ...{ by: 'ada@laptop', extensions: [] },
  };
  const { provider } = await synth(environmentOf(created, await shipped('lab')));
  t.deepEqual(provider.aws?.[0]?.default_tags, [
    {
      tags: {
        'vedette:environment': 'pr-42',
        'vedette:owner': 'pr/42',
        'vedette:created': '2026-11-27T12:00:00Z',
        'vedette:expires': '2026-11-27T20:00:00Z',
        'vedette:commit': 'c0ffee',
      },
    },
  ]);
});

test('only the account that is given may be planned in', async (t) => {
  const { provider } = await synth(await changed('lab', { aws: { account: '123456789012' } }));
  t.deepEqual(provider.aws?.[0]?.allowed_account_ids, ['123456789012']);
});

test('everything has the tags of the definition, byte for byte', async (t) => {
  const { provider } = await synth(
    await changed('lab', { aws: { tags: { 'cost center': 'team=redis@+1' } } }),
  );
  t.deepEqual(provider.aws?.[0]?.default_tags, [
    { tags: { 'cost center': 'team=redis@+1', 'vedette:environment': 'lab' } },
  ]);
});
