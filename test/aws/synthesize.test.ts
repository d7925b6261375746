import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TerraformStack } from 'cdktf';
import { EnvironmentStack } from '../../src/aws/environment-stack.ts';
import { synthesize, synthesizedStack } from '../../src/aws/synthesize.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { allShipped, shipped, small } from '../_environment.ts';
import { synth, synthText, withFolder } from './_synth.ts';

test('every environment that is given becomes a stack', async (t) => {
  const environments = await allShipped();
  await withFolder(async (outdir) => {
    synthesize(environments, { outdir });
    t.deepEqual((await readdir(join(outdir, 'stacks'))).sort(), environmentNames());
  });
});

test('a stack in memory is the one that is written', async (t) => {
  for (const environment of await allShipped()) {
    const { '//': _, ...stack }: Record<string, unknown> = JSON.parse(
      JSON.stringify(synthesizedStack(environment)),
    );
    const { '//': __, ...written }: Record<string, unknown> = { ...(await synth(environment)) };
    t.deepEqual(stack, written);
  }
});

test.serial('errors have their traces again after a synth, also after one that failed', async (t) => {
  const { captureStackTrace } = Error;
  await withFolder(async (outdir) => {
    synthesize([small()], { outdir });
    t.is(Error.captureStackTrace, captureStackTrace);
    t.throws(() => synthesize([small(), small()], { outdir }), { message: /already a Construct/ });
    t.is(Error.captureStackTrace, captureStackTrace);
  });
});

for (const name of environmentNames())
  test(`cdktf has nothing to prepare in the stack of ${name}`, async (t) => {
    const environment = await shipped(name);
    const text = (prepare: (stack: EnvironmentStack) => void) =>
      synthText((app) => {
        const stack = new EnvironmentStack(app, environment);
        prepare(stack);
        return stack;
      });
    t.is(await text((stack) => TerraformStack.prototype.prepareStack.call(stack)), await text(() => {}));
  });
