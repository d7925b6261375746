import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { shipped } from '../_environment.ts';
import { reference, resource, resources, type StackFile, synth } from './_synth.ts';

function policy(stack: StackFile, type: string, name: string, argument: string): unknown {
  return JSON.parse(String(resource(stack, type, name)[argument]));
}

for (const name of environmentNames())
  test(`hosts of ${name} may read its password and nothing else`, async (t) => {
    const stack = await synth(await shipped(name));
    t.deepEqual(Object.keys(resources(stack, 'aws_iam_role_policy')), ['host_role_policy']);
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

test('the role has a name of its environment, also where that is as long as it may be', async (t) => {
  const environment = await shipped('lab');
  const stack = await synth({ ...environment, name: 'x'.repeat(50) });
  const { name } = resource(stack, 'aws_iam_role', 'host_role');
  t.regex(String(name), /^x{50}[-a-z]{1,14}$/);
});
