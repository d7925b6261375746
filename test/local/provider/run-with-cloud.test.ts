import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import test from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import { runWithCloud } from '../../../src/local/provider/run-with-cloud.ts';
import { refuseOld, terraformVersion } from '../../../src/local/provider/terraform.ts';
import { needs, serially } from '../../_needs.ts';
import { WITH_TERRAFORM } from './_stack.ts';

const withTerraform = serially(needs(...WITH_TERRAFORM));

async function ran(argv: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
  let output = Promise.resolve('');
  const status = await runWithCloud(argv, {
    tell: () => undefined,
    stdio: 'pipe',
    onStart: ({ stdout }) => {
      output = stdout === null ? output : text(stdout);
    },
  });
  return { status, output: await output };
}

withTerraform('a command keeps its exit status, its signal and its variables', async (t) => {
  t.is((await ran(['sh', '-c', 'exit 7'])).status, 7);
  t.is((await ran(['sh', '-c', 'kill -9 $$'])).status, 137);
  const { output } = await ran(['sh', '-c', 'echo "$TF_REATTACH_PROVIDERS"']);
  t.deepEqual(Object.keys(JSON.parse(output)), [
    'registry.terraform.io/hashicorp/aws',
    'registry.opentofu.org/hashicorp/aws',
  ]);
});

withTerraform('a configuration file of Terraform that is not there does no harm', async (t) => {
  const before = process.env.TF_CLI_CONFIG_FILE;
  t.teardown(() => {
    if (before === undefined) delete process.env.TF_CLI_CONFIG_FILE;
    else process.env.TF_CLI_CONFIG_FILE = before;
  });
  process.env.TF_CLI_CONFIG_FILE = '/nowhere/terraformrc';
  const { output } = await ran(['terraform', 'version', '-json']);
  t.regex(JSON.parse(output).terraform_version, /^\d/);
  t.regex(await terraformVersion('terraform'), /^\d/);
});

withTerraform('a command that cannot be started is named, and no socket is left', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'sockets-'));
  const before = process.env.TMPDIR;
  t.teardown(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true });
  });
  process.env.TMPDIR = folder;
  const error = await t.throwsAsync(ran(['no-such-program']), { instanceOf: UserError });
  t.regex(error?.message ?? '', /^no-such-program cannot be started: /);
  t.deepEqual(readdirSync(folder), []);
  await t.throwsAsync(ran([]), { instanceOf: UserError, message: /there is no command to run/ });
});

test('a Terraform that would store the password is refused', (t) => {
  for (const version of ['0.15.5', '1.10.9']) t.throws(() => refuseOld(version), { instanceOf: UserError });
  for (const version of ['1.11.0', '1.11.0-rc1', '1.20.1', '2.0.0']) t.notThrows(() => refuseOld(version));
});
