import test from 'ava';
import { shipped } from '../_environment.ts';
import { changed, reference, resource, resources, synth } from './_synth.ts';

const id = (part: string) => reference(`aws_security_group.security_group_${part}.id`);

test('nobody logs in unless a key pair is given', async (t) => {
  const stack = await synth(await shipped('production'));
  t.deepEqual(resources(stack, 'aws_ec2_instance_connect_endpoint'), {});
  for (const instance of Object.values(resources(stack, 'aws_instance'))) t.is(instance.key_name, undefined);
});

test('with a key pair, the endpoint alone reaches the port of SSH, on every host, and reaches nothing else', async (t) => {
  const stack = await synth(await changed('production', { aws: { keyPair: 'operators' } }));
  t.like(resource(stack, 'aws_ec2_instance_connect_endpoint', 'entrance'), {
    security_group_ids: [id('entrance')],
    preserve_client_ip: false,
  });
  for (const instance of Object.values(resources(stack, 'aws_instance'))) {
    t.is(instance.key_name, 'operators');
    t.true([instance.vpc_security_group_ids].flat().includes(id('entered')));
    t.true([Object(instance.lifecycle).ignore_changes].flat().includes('key_name'));
  }
  const rules = ['ingress', 'egress'].flatMap((way) =>
    Object.entries(resources(stack, `aws_vpc_security_group_${way}_rule`)),
  );
  const about = rules.filter(([, rule]) =>
    [rule.security_group_id, rule.referenced_security_group_id].some((group) =>
      [id('entrance'), id('entered')].includes(String(group)),
    ),
  );
  t.deepEqual(
    about.map(([name, rule]) => [
      name,
      rule.security_group_id,
      rule.referenced_security_group_id,
      rule.from_port,
    ]),
    [
      ['ingress_entered_from_entrance', id('entered'), id('entrance'), 22],
      ['egress_entrance_to_entered', id('entrance'), id('entered'), 22],
    ],
  );
});

test('the endpoint comes after the hosts, whose addresses it could take', async (t) => {
  const stack = await synth(await changed('lab', { aws: { keyPair: 'operators' } }));
  const { depends_on: waits } = resource(stack, 'aws_ec2_instance_connect_endpoint', 'entrance');
  const hosts = Object.keys(resources(stack, 'aws_instance')).map((name) => `aws_instance.${name}`);
  t.deepEqual([waits].flat().sort(), hosts.sort());
});
