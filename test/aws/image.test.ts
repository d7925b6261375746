import test from 'ava';
import { shipped } from '../_environment.ts';
import { changed, reference, resource, resources, synth } from './_synth.ts';

test('hosts start from the newest image that FreeBSD publishes for the release', async (t) => {
  const stack = await synth(await shipped('lab'));
  t.is(stack.data?.aws_ssm_parameter?.image_arm64?.name, '/aws/service/freebsd/arm64/base/ufs/15.1/RELEASE');
  t.is(
    resource(stack, 'aws_instance', 'instance_ns').ami,
    reference('data.aws_ssm_parameter.image_arm64.insecure_value'),
  );
});

test('each architecture has its image', async (t) => {
  const environment = await changed('lab', {
    hosts: {
      ctrl: { roles: ['sentinel'], size: 't3.small' },
      ns: { roles: ['primary'], size: 'm7g.large' },
    },
  });
  const stack = await synth(environment);
  t.is(
    resource(stack, 'aws_instance', 'instance_ctrl').ami,
    reference('data.aws_ssm_parameter.image_amd64.insecure_value'),
  );
  t.is(
    resource(stack, 'aws_instance', 'instance_ns').ami,
    reference('data.aws_ssm_parameter.image_arm64.insecure_value'),
  );
});

test('an image given by id is used as it is', async (t) => {
  const stack = await synth(await changed('lab', { aws: { image: 'ami-0123456789abcdef0' } }));
  t.is(stack.data, undefined);
  for (const { ami } of Object.values(resources(stack, 'aws_instance'))) t.is(ami, 'ami-0123456789abcdef0');
});
