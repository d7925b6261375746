import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { REGIONS } from '../../src/topology/regions.ts';
import { shipped, small } from '../_environment.ts';
import { reference, resource, resources, type StackFile, synth } from './_synth.ts';

function policy(stack: StackFile, type: string, name: string, argument: string): unknown {
  return JSON.parse(String(resource(stack, type, name)[argument]));
}

for (const name of environmentNames())
  test(`hosts of ${name} may read its password and nothing else`, async (t) => {
    const stack = await synth(await shipped(name));
    t.is(
      resource(stack, 'aws_iam_instance_profile', 'host_profile').role,
      reference('aws_iam_role.host_role.name'),
    );
    t.deepEqual(
      Object.values(resources(stack, 'aws_iam_role_policy')).filter(
        ({ role }) => role === reference('aws_iam_role.host_role.id'),
      ).length,
      1,
    );
    t.deepEqual(policy(stack, 'aws_iam_role_policy', 'host_role_policy', 'policy'), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'secretsmanager:GetSecretValue',
          Resource: reference('aws_secretsmanager_secret.redis_password.arn'),
        },
      ],
    });
  });

test('only instances may take the role', async (t) => {
  const stack = await synth(await shipped('lab'));
  t.deepEqual(policy(stack, 'aws_iam_role', 'host_role', 'assume_role_policy'), {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  });
});

test('roles have names that IAM takes, also where the environment and its region have the longest', async (t) => {
  const region = [...REGIONS].sort((one, other) => other.length - one.length)[0] ?? '';
  const stack = await synth(small({ name: 'x'.repeat(40), protected: true, aws: { region } }));
  const roles = Object.values(resources(stack, 'aws_iam_role')).map(({ name }) => String(name));
  t.is(roles.length, 3);
  for (const name of roles) t.regex(name, /^x{40}[-a-z0-9]{1,24}$/);
});
