import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { connectCloud } from '../../src/local/index.ts';
import { DRILLS, needs } from '../_needs.ts';
import { PAIR } from '../local/provider/_definitions.ts';
import { WITH_TERRAFORM } from '../local/provider/_stack.ts';
import { enterProject } from '../register/_project.ts';
import { BIN, type Ended, vedette } from './_run.ts';
import { isOfSchema } from './_schema.ts';

const NAME = 'tagged-1';

const cwd = enterProject('adopt', { pair: PAIR });
const state = join(cwd, '.vedette/state', `${NAME}.tfstate`);

/** Runs a command with this machine in the place of AWS. */
function here(...argv: readonly string[]): Promise<Ended> {
  return vedette(['local', 'run', '--', process.execPath, BIN, ...argv], { cwd });
}

async function stage(t: ExecutionContext): Promise<string> {
  const { stdout } = await here('env', 'list', '--live', '--format', 'json');
  isOfSchema(t, 'env list', stdout);
  return JSON.parse(stdout).environments[0].stage.kind;
}

test('an id of another form, or of what the stack has not, is refused before anything is asked for', async (t) => {
  const variables = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_MAX_ATTEMPTS: '1' };
  const wrong = await vedette(['env', 'adopt', 'pair', '--id', 'aws_vpc.vpc=${x}'], { cwd, variables });
  t.is(wrong.code, 1);
  t.regex(
    wrong.stderr,
    /^error: --id .* is not an address, = and an id; write it as aws_instance\.instance_ns=/,
  );
  const unknown = await vedette(['env', 'adopt', 'pair', '--id', 'aws_vpc.vcp=vpc-1'], { cwd, variables });
  t.is(unknown.code, 1);
  t.is(
    unknown.stderr,
    'error: --id aws_vpc.vcp: the stack has no such resource; write an address such as aws_vpc.vpc\n',
  );
});

if (DRILLS)
  needs(...WITH_TERRAFORM)(
    'an environment whose state is lost is told as such, and adopted: then only its password is left to deploy',
    async (t) => {
      t.timeout(400_000);
      t.teardown(async () => (await connectCloud(NAME))?.down());
      t.is((await here('env', 'create', NAME, '--from', 'pair')).code, 0);
      t.is(await stage(t), 'creating');
      t.is((await here('deploy', NAME, '--yes')).code, 0);
      t.is(await stage(t), 'live');
      rmSync(state);
      t.is(await stage(t), 'left without state');

      const unasked = await here('env', 'adopt', NAME);
      t.is(unasked.code, 1, unasked.stderr);
      t.regex(unasked.stdout, /^aws_vpc\.vpc +vpc-\w+$/m);
      t.false(existsSync(state));

      const adopted = await here('env', 'adopt', NAME, '--yes', '--format', 'json');
      t.is(adopted.code, 0, adopted.stderr);
      isOfSchema(t, 'env adopt', adopted.stdout);
      const { fate, strangers, missing } = JSON.parse(adopted.stdout);
      const password = 'aws_secretsmanager_secret_version.redis_password_version';
      t.deepEqual([fate, strangers, missing.length], ['applied', [], 1]);
      t.is(await stage(t), 'live');

      const planned = await here('deploy', NAME, '--format', 'json');
      const { resources } = JSON.parse(planned.stdout).plan;
      t.deepEqual(
        resources.map(({ address, action }: { address: string; action: string }) => [address, action]),
        [[password, 'create']],
      );
      const again = await here('env', 'adopt', NAME);
      t.regex(again.stderr, /its state knows all that was found of it; there is nothing to adopt\n/);
    },
  );
