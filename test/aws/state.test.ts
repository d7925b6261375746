import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { shipped } from '../_environment.ts';
import { needs } from '../_needs.ts';
import { bare, terraform } from './_bare.ts';
import { changed, synth, withFolder } from './_synth.ts';

test('the state is a file of the environment where the definition names no bucket', async (t) => {
  const { terraform } = await synth(await shipped('quorum'));
  t.deepEqual(terraform.backend, { local: { path: '../../../.vedette/state/quorum.tfstate' } });
});

test('the state lies in the bucket that the definition names, under the name of the environment, and is locked there', async (t) => {
  const { terraform } = await synth(await changed('lab', { aws: { state: { bucket: 'our-states' } } }));
  t.deepEqual(terraform.backend, {
    s3: {
      bucket: 'our-states',
      region: 'eu-central-1',
      key: 'vedette/lab.tfstate',
      encrypt: true,
      use_lockfile: true,
    },
  });
});

test.serial('a bucket of what stands in for S3 is asked for by its path', async (t) => {
  const before = process.env.AWS_ENDPOINT_URL_S3;
  t.teardown(() => {
    if (before === undefined) delete process.env.AWS_ENDPOINT_URL_S3;
    else process.env.AWS_ENDPOINT_URL_S3 = before;
  });
  process.env.AWS_ENDPOINT_URL_S3 = 'http://127.0.0.1:5000';
  const { terraform } = await synth(await changed('lab', { aws: { state: { bucket: 'our-states' } } }));
  t.like(terraform.backend, { s3: { use_path_style: true } });
});

test('the bucket may be in another region than the environment', async (t) => {
  const state = { bucket: 'our-states', region: 'eu-west-1' };
  const { terraform } = await synth(await changed('lab', { aws: { region: 'us-east-1', state } }));
  t.like(terraform.backend, { s3: { region: 'eu-west-1' } });
});

test('a Terraform that would write the password into the state is refused', async (t) => {
  const { terraform } = await synth(await shipped('lab'));
  t.is(terraform.required_version, '>= 1.11.0');
});

needs('terraform')('a Terraform that is too old is told which version it takes', async (t) => {
  await withFolder(async (folder) => {
    const stack = bare(await synth(await shipped('lab')));
    await writeFile(
      join(folder, 'main.tf.json'),
      JSON.stringify(stack).replace('>= 1.11.0', '>= 1.11.0, < 1.0.0'),
    );
    const error = await t.throwsAsync(terraform(folder, 'init', '-input=false', '-no-color'));
    t.regex(error?.message ?? '', /Unsupported Terraform Core version/);
  });
});
