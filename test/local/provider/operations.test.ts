import test from 'ava';
import type { LocalCloud } from '../../../src/local/connection.ts';
import { PendingFaults } from '../../../src/local/provider/faults.ts';
import { create, remove } from '../../../src/local/provider/operations.ts';
import { plan } from '../../../src/local/provider/plan.ts';
import { importObject } from '../../../src/local/provider/read.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import type { Attributes } from '../../../src/local/provider/value.ts';
import { recordedCloud } from './_recorded-cloud.ts';

const schemas = new Schemas();
const account = { environment: 'lab', region: 'eu-central-1', defaultTags: {} };

/** Creates an object as Terraform does: planned, then made. */
function make(cloud: LocalCloud, name: string, config: Attributes): Promise<Attributes> {
  const resource = schemas.resource(name);
  const { planned } = plan(resource, undefined, config, account);
  return create(resource, planned, config, { account, cloud, faults: new PendingFaults([]) });
}

function unmake(cloud: LocalCloud, name: string, made: Attributes): Promise<void> {
  return remove(schemas.resource(name), made, { account, cloud, faults: new PendingFaults([]) });
}

async function withSubnet(cloud: LocalCloud): Promise<Attributes> {
  const vpc = await make(cloud, 'aws_vpc', { cidr_block: '10.0.0.0/16' });
  return make(cloud, 'aws_subnet', { vpc_id: vpc.id ?? null, cidr_block: '10.0.0.0/24' });
}

test('a subnet with a host in it is not deleted', async (t) => {
  const cloud = recordedCloud();
  const subnet = await withSubnet(cloud);
  await make(cloud, 'aws_instance', { subnet_id: subnet.id ?? null, private_ip: '10.0.0.10' });
  await t.throwsAsync(unmake(cloud, 'aws_subnet', subnet), { message: /DependencyViolation/ });
});

test('a NAT gateway is deleted though a route leads to it, and the route stays', async (t) => {
  const cloud = recordedCloud();
  const subnet = await withSubnet(cloud);
  const address = await make(cloud, 'aws_eip', { domain: 'vpc' });
  const nat = await make(cloud, 'aws_nat_gateway', {
    subnet_id: subnet.id ?? null,
    allocation_id: address.id ?? null,
  });
  const table = await make(cloud, 'aws_route_table', { vpc_id: subnet.vpc_id ?? null });
  await make(cloud, 'aws_route', {
    route_table_id: table.id ?? null,
    destination_cidr_block: '0.0.0.0/0',
    nat_gateway_id: nat.id ?? null,
  });
  await unmake(cloud, 'aws_nat_gateway', nat);
  const left = (await cloud.objects()).map(({ type }) => type);
  t.deepEqual(left.sort(), ['aws_eip', 'aws_route', 'aws_route_table', 'aws_subnet', 'aws_vpc']);
});

test('a secret takes its versions along, also those that no state knows', async (t) => {
  const cloud = recordedCloud();
  const secret = await make(cloud, 'aws_secretsmanager_secret', {
    name: 'vedette/lab/redis-password',
    recovery_window_in_days: 0,
  });
  const value = { secret_id: secret.id ?? null, secret_string: 'one that nobody uses' };
  await make(cloud, 'aws_secretsmanager_secret_version', value);
  await unmake(cloud, 'aws_secretsmanager_secret', secret);
  t.deepEqual(await cloud.objects(), []);
});

test('the default security group is the one that came with its VPC', async (t) => {
  const cloud = recordedCloud();
  const vpc = await make(cloud, 'aws_vpc', { cidr_block: '10.0.0.0/16' });
  const group = await make(cloud, 'aws_default_security_group', { vpc_id: vpc.id ?? null });
  t.is(group.id, vpc.default_security_group_id);
  t.is(group.name, 'default');
});

test('no address of a regional NAT gateway is released while it has it', async (t) => {
  const cloud = recordedCloud();
  const vpc = await make(cloud, 'aws_vpc', { cidr_block: '10.0.0.0/16' });
  const address = await make(cloud, 'aws_eip', { domain: 'vpc' });
  await make(cloud, 'aws_nat_gateway', {
    vpc_id: vpc.id ?? null,
    availability_mode: 'regional',
    availability_zone_address: [{ availability_zone: 'eu-central-1a', allocation_ids: [address.id ?? null] }],
  });
  await t.throwsAsync(unmake(cloud, 'aws_eip', address), { message: /DependencyViolation/ });
});

test('a host is called what its tag says, and like its instance where it has none, or the name is taken', async (t) => {
  const cloud = recordedCloud();
  const { id: subnet_id = null } = await withSubnet(cloud);
  const launch = (private_ip: string, tags: Attributes) =>
    make(cloud, 'aws_instance', { subnet_id, private_ip, tags });
  await launch('10.0.0.10', { Name: 'lab-other', 'vedette:host': 'ns' });
  const taken = await launch('10.0.0.11', { 'vedette:host': 'ns' });
  const router = await launch('10.0.0.12', { 'vedette:host': 'router' });
  const none = await launch('10.0.0.13', { Name: 'lab-ns' });
  t.deepEqual(
    (await cloud.hosts()).map(({ name }): unknown => name),
    ['ns', taken.id, router.id, none.id],
  );
});

test('an import knows an object by the id that AWS has for it, and nothing of what the state alone has', async (t) => {
  const cloud = recordedCloud();
  const subnet = await withSubnet(cloud);
  const table = await make(cloud, 'aws_route_table', { vpc_id: subnet.vpc_id ?? null });
  const gateway = await make(cloud, 'aws_internet_gateway', { vpc_id: subnet.vpc_id ?? null });
  const [subnet_id, route_table_id, gateway_id] = [subnet.id ?? null, table.id ?? null, gateway.id ?? null];
  const destination_cidr_block = '0.0.0.0/0';
  const route = await make(cloud, 'aws_route', { route_table_id, gateway_id, destination_cidr_block });
  const joined = await make(cloud, 'aws_route_table_association', { route_table_id, subnet_id });
  const host = await make(cloud, 'aws_instance', { subnet_id, private_ip: '10.0.0.10', force_destroy: true });
  const volume = await make(cloud, 'aws_ebs_volume', { availability_zone: 'eu-central-1a', size: 1 });
  const attached = await make(cloud, 'aws_volume_attachment', {
    ...{ device_name: '/dev/sdf', volume_id: volume.id ?? null, instance_id: host.id ?? null },
    skip_destroy: true,
  });
  const ask = (name: string, id: string) => importObject(schemas.resource(name), id, { account, cloud });
  t.is((await ask('aws_route', `${table.id}_0.0.0.0/0`))?.id, route.id);
  t.is((await ask('aws_route_table_association', `${subnet.id}/${table.id}`))?.id, joined.id);
  const found = await ask('aws_volume_attachment', `/dev/sdf:${volume.id}:${host.id}`);
  t.deepEqual([found?.id, found?.skip_destroy], [attached.id, null]);
  t.is((await ask('aws_instance', String(host.id)))?.force_destroy, null);
  t.is(await ask('aws_route', `${table.id}_10.0.0.0/8`), undefined);
  t.is(await ask('aws_instance', 'i-0'), undefined);
});
