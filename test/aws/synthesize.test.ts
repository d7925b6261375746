import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TerraformStack } from 'cdktf';
import { EnvironmentStack } from '../../src/aws/environment-stack.ts';
import { synthesize, synthesizedStack } from '../../src/aws/synthesize.ts';
import { UserError } from '../../src/base/errors.ts';
import { environmentNames } from '../../src/definition/load.ts';
import { allShipped, shipped, small } from '../_environment.ts';
import { synth, synthText, withFolder } from './_synth.ts';

const TODAY = new Date('2026-11-27');

test('every environment that is given becomes a stack', async (t) => {
  const environments = await allShipped();
  await withFolder(async (outdir) => {
    t.deepEqual(synthesize(environments, { outdir, today: TODAY }), []);
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

test('what cannot be synthesized keeps only its own stack from being written', async (t) => {
  const composed = small({ name: 'accent', sentinel: { quorum: 2, group: 'e\u0301' } });
  await withFolder(async (outdir) => {
    const thrown = synthesize([small(), composed], { outdir, today: TODAY });
    t.deepEqual(await readdir(join(outdir, 'stacks')), ['small']);
    const [unwritable, ...more] = thrown.map((error) => (error instanceof UserError ? error.message : ''));
    t.regex(
      unwritable ?? '',
      /^stacks\/small\.ts: hosts\.one: boot script: Terraform would change the characters of /,
    );
    t.deepEqual(more, []);
  });
});

test('a stack is written with its findings as annotations, and those of others are not on it', async (t) => {
  const ended = small({ name: 'ended', aws: { image: '15.0' } });
  const soon = small({ name: 'soon', redis: { package: 'redis80' } });
  await withFolder(async (outdir) => {
    t.deepEqual(synthesize([small(), ended, soon], { outdir, today: TODAY }), []);
    const manifest: {
      readonly stacks: Readonly<Record<string, { readonly annotations: readonly Annotation[] }>>;
    } = JSON.parse(await readFile(join(outdir, 'manifest.json'), 'utf8'));
    const said = (name: string) => manifest.stacks[name]?.annotations.map(({ message }) => message);
    t.deepEqual(said('small'), []);
    t.regex(
      said('ended')?.join() ?? '',
      /^no host may be created: stacks\/small\.ts: aws\.image: FreeBSD 15\.0 ended on 2026-09-30; [^,]+, and replace the hosts one by one$/,
    );
    t.regex(said('soon')?.join() ?? '', /^stacks\/small\.ts: redis\.package: Redis 8\.0 ends on 2026-12-01/);
  });
});

interface Annotation {
  readonly message: string;
}

test.serial('errors have their traces again after a synth, also after one that failed', async (t) => {
  const { captureStackTrace } = Error;
  await withFolder(async (outdir) => {
    synthesize([small()], { outdir, today: TODAY });
    t.is(Error.captureStackTrace, captureStackTrace);
    t.throws(() => synthesize([small()], { outdir: '/dev/null/out' }), { code: 'ENOTDIR' });
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
