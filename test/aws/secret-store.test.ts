import test from 'ava';
import { shipped, small } from '../_environment.ts';
import { reference, resource, resources, synth } from './_synth.ts';

test('the name of the secret store leads to an endpoint in every zone of a protected VPC', async (t) => {
  const stack = await synth(await shipped('production'));
  const subnets = ['a', 'b', 'c'].map((zone) => reference(`aws_subnet.subnet_${zone}.id`));
  t.like(resource(stack, 'aws_vpc', 'vpc'), { enable_dns_support: true, enable_dns_hostnames: true });
  t.like(resource(stack, 'aws_vpc_endpoint', 'secret_store'), {
    vpc_id: reference('aws_vpc.vpc.id'),
    vpc_endpoint_type: 'Interface',
    service_name: 'com.amazonaws.eu-central-1.secretsmanager',
    private_dns_enabled: true,
    security_group_ids: [reference('aws_security_group.security_group_secrets.id')],
    subnet_ids: subnets,
    subnet_configuration: ['10.20.0.254', '10.20.1.254', '10.20.2.254'].map((ipv4, index) => ({
      ipv4,
      subnet_id: subnets[index],
    })),
  });
});

test('hosts boot once the secret store is there', async (t) => {
  const stack = await synth(small({ protected: true }));
  for (const { depends_on } of Object.values(resources(stack, 'aws_instance')))
    t.true(Array.isArray(depends_on) && depends_on.includes('aws_vpc_endpoint.secret_store'));
});

test('the endpoint is replaced where a zone, a subnet or an address is another, and only there', async (t) => {
  const places = async (changes: Parameters<typeof small>[0]) => {
    const stack = await synth(small({ protected: true, ...changes }));
    t.deepEqual(resource(stack, 'aws_vpc_endpoint', 'secret_store').lifecycle, {
      replace_triggered_by: ['terraform_data.secret_store'],
    });
    return resource(stack, 'terraform_data', 'secret_store').input;
  };
  const network = { cidr: '10.9.0.0/24', zones: ['a', 'b'] };
  const before = await places({ network });
  t.deepEqual(await places({ network: { ...network, zones: ['b', 'a'] }, aws: { image: '15.1' } }), before);
  t.notDeepEqual(await places({ network: { ...network, zones: ['a', 'b', 'c'] } }), before);
  t.notDeepEqual(
    await places({ network: { ...network, zones: { a: '10.9.0.0/26', b: '10.9.0.64/27' } } }),
    before,
  );
});

test('an environment that is not protected reads its password through its way out', async (t) => {
  const stack = await synth(small());
  t.deepEqual(resources(stack, 'aws_vpc_endpoint'), {});
  t.false('security_group_secrets' in resources(stack, 'aws_security_group'));
  t.false('enable_dns_hostnames' in resource(stack, 'aws_vpc', 'vpc'));
});
