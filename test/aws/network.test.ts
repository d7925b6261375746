import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { shipped, small } from '../_environment.ts';
import { changed, reference, resource, resources, synth } from './_synth.ts';

for (const name of environmentNames())
  test(`${name} has one subnet per zone, in that zone`, async (t) => {
    const environment = await shipped(name);
    const { subnet_public: _, ...subnets } = resources(await synth(environment), 'aws_subnet');
    t.deepEqual(
      Object.entries(subnets).map(([id, { cidr_block, availability_zone }]) => [
        id,
        cidr_block,
        availability_zone,
      ]),
      environment.network.zones.map((zone) => [
        `subnet_${zone.name}`,
        zone.subnet,
        `${environment.aws.region}${zone.name}`,
      ]),
    );
  });

for (const name of environmentNames())
  test(`no subnet of ${name} gives public addresses by itself`, async (t) => {
    for (const subnet of Object.values(resources(await synth(await shipped(name)), 'aws_subnet')))
      t.false('map_public_ip_on_launch' in subnet);
  });

test('hosts with public addresses leave through the internet gateway', async (t) => {
  const stack = await synth(await shipped('lab'));
  t.is(
    resource(stack, 'aws_route', 'route_hosts_out').gateway_id,
    reference('aws_internet_gateway.internet_gateway.id'),
  );
  t.deepEqual(resources(stack, 'aws_nat_gateway'), {});
});

test('hosts without public addresses leave through the NAT gateway', async (t) => {
  const stack = await synth(await shipped('production'));
  const route = resource(stack, 'aws_route', 'route_hosts_out');
  t.is(route.nat_gateway_id, reference('aws_nat_gateway.nat_gateway.id'));
  t.false('gateway_id' in route);
});

test('every zone of a protected environment is routed through the NAT gateway', async (t) => {
  const environment = await shipped('production');
  const stack = await synth(environment);
  for (const { name } of environment.network.zones)
    t.like(resource(stack, 'aws_route_table_association', `route_table_hosts_subnet_${name}`), {
      subnet_id: reference(`aws_subnet.subnet_${name}.id`),
      route_table_id: reference('aws_route_table.route_table_hosts.id'),
    });
});

test('the NAT gateway of a protected environment has an address in each of its zones, and no subnet', async (t) => {
  const stack = await synth(await shipped('production'));
  const gateway = resource(stack, 'aws_nat_gateway', 'nat_gateway');
  t.like(gateway, { availability_mode: 'regional', vpc_id: reference('aws_vpc.vpc.id') });
  t.deepEqual(
    gateway.availability_zone_address,
    ['a', 'b', 'c'].map((zone) => ({
      availability_zone: `eu-central-1${zone}`,
      allocation_ids: [reference(`aws_eip.nat_address_${zone}.id`)],
    })),
  );
  t.false('subnet_id' in gateway || 'allocation_id' in gateway);
  t.deepEqual(gateway.lifecycle, { replace_triggered_by: ['terraform_data.nat_zones'] });
  t.deepEqual(resource(stack, 'terraform_data', 'nat_zones').input, ['a', 'b', 'c']);
  t.deepEqual(Object.keys(resources(stack, 'aws_subnet')).sort(), ['subnet_a', 'subnet_b', 'subnet_c']);
});

test('the order of the zones changes nothing of the NAT gateway', async (t) => {
  const gateway = async (zones: readonly string[]) =>
    resource(
      await synth(small({ protected: true, network: { cidr: '10.9.0.0/24', zones } })),
      'aws_nat_gateway',
      'nat_gateway',
    );
  t.deepEqual(await gateway(['b', 'a']), await gateway(['a', 'b']));
});

test('the NAT gateway and its addresses go before the internet gateway goes', async (t) => {
  for (const isProtected of [true, false]) {
    const stack = await synth(
      small({ protected: isProtected, network: { cidr: '10.9.0.0/24', egress: 'nat' } }),
    );
    for (const address of Object.values(resources(stack, 'aws_eip')))
      t.deepEqual(address.depends_on, ['aws_internet_gateway.internet_gateway']);
    t.deepEqual(
      resource(stack, 'aws_nat_gateway', 'nat_gateway').depends_on,
      isProtected
        ? ['aws_internet_gateway.internet_gateway']
        : ['aws_route.route_public_out', 'aws_route_table_association.route_table_public_subnet_public'],
    );
  }
});

test('an environment that asks for NAT gets it without being protected, in a subnet of its own that leads out', async (t) => {
  const stack = await synth(await changed('quorum', { network: { cidr: '10.0.1.0/24', egress: 'nat' } }));
  t.deepEqual(Object.keys(resources(stack, 'aws_nat_gateway')), ['nat_gateway']);
  t.like(resource(stack, 'aws_subnet', 'subnet_public'), {
    cidr_block: '10.0.1.192/28',
    availability_zone: 'eu-central-1a',
  });
  t.is(resource(stack, 'aws_nat_gateway', 'nat_gateway').subnet_id, reference('aws_subnet.subnet_public.id'));
  t.is(
    resource(stack, 'aws_route', 'route_public_out').gateway_id,
    reference('aws_internet_gateway.internet_gateway.id'),
  );
});

for (const name of environmentNames())
  test(`the security group that AWS makes with the VPC of ${name} lets nothing in or out`, async (t) => {
    const stack = await synth(await shipped(name));
    t.like(resource(stack, 'aws_default_security_group', 'default_security_group'), {
      vpc_id: reference('aws_vpc.vpc.id'),
      ingress: [],
      egress: [],
    });
  });
