import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { shipped } from '../_environment.ts';
import { changed, reference, resource, synth } from './_synth.ts';

const version = 'aws_secretsmanager_secret_version';

for (const name of environmentNames())
  test(`the password of ${name} passes into the store through a write-only argument`, async (t) => {
    const stack = await synth(await shipped(name));
    t.like(resource(stack, version, 'redis_password_version'), {
      secret_id: reference('aws_secretsmanager_secret.redis_password.id'),
      secret_string: undefined,
      secret_string_wo: reference(
        'ephemeral.aws_secretsmanager_random_password.redis_password.random_password',
      ),
      secret_string_wo_version: 1,
    });
    t.is(
      resource(stack, 'aws_secretsmanager_secret', 'redis_password').name,
      `vedette/${name}/redis-password`,
    );
  });

test('the password is made up of characters that the boot script takes', async (t) => {
  const { ephemeral } = await synth(await shipped('lab'));
  t.deepEqual(ephemeral, {
    aws_secretsmanager_random_password: {
      redis_password: { password_length: 32, exclude_punctuation: true },
    },
  });
});

test('a new version in the definition asks for a new password', async (t) => {
  const stack = await synth(await changed('lab', { aws: { passwordVersion: 2 } }));
  t.is(resource(stack, version, 'redis_password_version').secret_string_wo_version, 2);
});

test('the secret of a protected environment cannot be destroyed and can be restored', async (t) => {
  const stack = await synth(await shipped('production'));
  t.like(resource(stack, 'aws_secretsmanager_secret', 'redis_password'), {
    recovery_window_in_days: 30,
    lifecycle: { prevent_destroy: true },
  });
});

test('the secret of an environment that is not protected is gone at once, so that its name is free again', async (t) => {
  const stack = await synth(await shipped('lab'));
  const { recovery_window_in_days, lifecycle } = resource(
    stack,
    'aws_secretsmanager_secret',
    'redis_password',
  );
  t.deepEqual([recovery_window_in_days, lifecycle], [0, undefined]);
});

test('nothing but the version of the secret refers to the password', async (t) => {
  const { resource: all, output } = await synth(await shipped('production'));
  const { [version]: _, ...others } = all;
  t.false(JSON.stringify([others, output]).includes('random_password'));
});
