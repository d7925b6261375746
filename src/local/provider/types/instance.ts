/** Instances, which are the hosts of the local cloud, and the groups that they are placed in. */
import {
  addressAt,
  blockSize,
  contains,
  offsetIn,
  parseAddress,
  parseBlock,
} from '../../../topology/ipv4.ts';
import { HOST_TAG } from '../../../topology/tags.ts';
import { ACCOUNT_ID } from '../../credentials.ts';
import type { HostStatus } from '../../protocol.ts';
import {
  ApiError,
  type AttributeRefusal,
  type Existing,
  ec2Arn,
  ec2Id,
  type Request,
  type ResourceType,
  type ResourceTypes,
  type World,
} from '../resource-type.ts';
import { type Attributes, isAttributes, stringOf, type TerraformValue } from '../value.ts';
import { endpointAt } from './endpoint.ts';
import { dnsNameOf, publicAddress } from './network.ts';

/** EC2 user guide, instance user data: the limit of the raw text. */
const USER_DATA_LIMIT = 16_384;

const INSTANCE: ResourceType = {
  refersTo: {
    subnet_id: 'aws_subnet',
    vpc_security_group_ids: 'aws_security_group',
    iam_instance_profile: 'aws_iam_instance_profile',
    placement_group: 'aws_placement_group',
  },
  newId: ec2Id('i'),
  decides: decide,
  refuses: refuseUserData,
  checks: (_, planned, world) => {
    if (world.find('aws_subnet', planned.subnet_id) === undefined)
      throw new ApiError(
        'MissingInput',
        'an instance on this machine needs subnet_id: there is no default VPC',
      );
    const address = stringOf(planned.private_ip);
    const endpoint = endpointAt(address, world);
    if (endpoint)
      throw new ApiError('InvalidIPAddress.InUse', `Address ${address} is in use by ${endpoint.id}.`);
  },
  create: launch,
  update: modify,
  remove: terminate,
  read,
};

export const INSTANCES: ResourceTypes = {
  aws_instance: INSTANCE,
  aws_placement_group: {
    newId: ({ name }) => stringOf(name),
    decides: (id, { strategy }, { account }) => ({
      arn: ec2Arn(account, 'placement-group', id),
      placement_group_id: ec2Id('pg')(),
      ...(strategy === 'spread' ? { spread_level: 'rack' } : {}),
    }),
  },
};

/** The host that an instance is; undefined if it is gone. */
export async function localHostOf(
  id: TerraformValue | undefined,
  { cloud }: Pick<World, 'cloud'>,
): Promise<HostStatus | undefined> {
  return (await cloud.hosts()).find(({ instanceId }) => instanceId === id);
}

/** Shuts a host down in order, as EC2 does when it stops or terminates an instance. */
export async function shutDown(host: HostStatus | undefined, { cloud }: Pick<World, 'cloud'>): Promise<void> {
  if (host?.state === 'running') await cloud.stop(host.name);
}

function decide(id: string, planned: Attributes, world: World): Attributes {
  const { account } = world;
  const subnet = world.find('aws_subnet', planned.subnet_id)?.attributes ?? {};
  const address = stringOf(planned.private_ip) || freeAddress(subnet, world);
  const isPublic = planned.associate_public_ip_address ?? subnet.map_public_ip_on_launch;
  const publicIp = isPublic === true ? publicAddress() : '';
  return {
    arn: ec2Arn(account, 'instance', id),
    associate_public_ip_address: isPublic === true,
    availability_zone: subnet.availability_zone ?? '',
    instance_state: 'running',
    primary_network_interface_id: ec2Id('eni')(),
    private_dns: dnsNameOf(address, account, 'internal'),
    private_ip: address,
    public_dns: dnsNameOf(publicIp, account, 'public'),
    public_ip: publicIp,
    'root_block_device.kms_key_id': `arn:aws:kms:${account.region}:${ACCOUNT_ID}:key/aws-ebs`,
    'root_block_device.volume_id': ec2Id('vol')(),
  };
}

/** EC2 keeps the first four addresses of a subnet and the last one. */
const RESERVED_FIRST = 4;

function freeAddress({ cidr_block: cidr }: Attributes, { all }: World): string {
  const block = parseBlock(stringOf(cidr));
  if (block === undefined) return '';
  const taken = new Set(all('aws_instance').map(({ attributes }) => attributes.private_ip));
  const candidates = Array.from({ length: blockSize(block) - RESERVED_FIRST - 1 }, (_, at) =>
    addressAt(block, at + RESERVED_FIRST),
  );
  return candidates.find((address) => !taken.has(address)) ?? '';
}

function refuseUserData({
  user_data: text,
  user_data_base64: encoded,
}: Attributes): AttributeRefusal | undefined {
  if (typeof text === 'string' && Buffer.byteLength(text) > USER_DATA_LIMIT)
    return {
      attribute: 'user_data',
      message: `expected length of user_data to be in the range (0 - ${USER_DATA_LIMIT}), got ${Buffer.byteLength(text)}`,
    };
  return typeof text === 'string' && typeof encoded === 'string'
    ? { attribute: 'user_data', message: 'user_data conflicts with user_data_base64' }
    : undefined;
}

async function launch({ id, planned }: Request, world: World): Promise<undefined> {
  const { cloud, account } = world;
  const subnet = world.find('aws_subnet', planned.subnet_id)?.attributes ?? {};
  const address = stringOf(planned.private_ip);
  checkAddress(address, stringOf(subnet.cidr_block));
  await cloud.createHost({
    name: await hostName(id, planned, world),
    instanceId: id,
    address,
    subnet: stringOf(subnet.cidr_block),
    zone: stringOf(subnet.availability_zone) || `${account.region}a`,
    userData: userDataOf(planned),
    profile: profileOf(planned),
    size: stringOf(planned.instance_type),
  });
  return undefined;
}

function checkAddress(text: string, subnet: string): void {
  const [address, block] = [parseAddress(text), parseBlock(subnet)];
  if (address === undefined || block === undefined || !contains(block, address))
    throw new ApiError(
      'InvalidParameterValue',
      `Address ${text} does not fall within the subnet's address range`,
    );
  const offset = offsetIn(block, address);
  if (offset < RESERVED_FIRST || offset === blockSize(block) - 1)
    throw new ApiError('InvalidParameterValue', `Address ${text} is in subnet's reserved address range`);
}

/** What commands call the host: what its tag says, where that can be the name of a host. */
async function hostName(id: string, { tags }: Attributes, { cloud }: World): Promise<string> {
  const name = isAttributes(tags) ? stringOf(tags[HOST_TAG]) : '';
  const taken = (await cloud.hosts()).some((host) => host.name === name);
  return taken || name === 'router' || !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name) ? id : name;
}

function userDataOf({ user_data: text, user_data_base64: encoded }: Attributes): string {
  return stringOf(text) || Buffer.from(stringOf(encoded), 'base64').toString('utf8');
}

function profileOf({ iam_instance_profile: profile }: Attributes): string | false {
  return stringOf(profile) || false;
}

async function modify({ id, planned }: Request, stops: boolean, world: World): Promise<void> {
  const host = await localHostOf(id, world);
  if (host === undefined)
    throw new ApiError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`);
  if (stops) await shutDown(host, world);
  await world.cloud.change(host.name, {
    userData: userDataOf(planned),
    profile: profileOf(planned),
    size: stringOf(planned.instance_type),
  });
  if (stops) await world.cloud.start(host.name);
}

async function terminate({ id, attributes }: Existing, world: World): Promise<void> {
  if (attributes.disable_api_termination === true && attributes.force_destroy !== true)
    throw new ApiError(
      'OperationNotPermitted',
      `The instance '${id}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again.`,
    );
  const host = await localHostOf(id, world);
  await shutDown(host, world);
  if (host !== undefined) await world.cloud.terminate(host.name);
  await freeVolumes(id, world);
}

/** EC2 detaches the volumes of an instance that it has terminated. */
async function freeVolumes(instance: string, { cloud, all }: World): Promise<void> {
  for (const { id, attributes } of all('aws_volume_attachment'))
    if (attributes.instance_id === instance) await cloud.removeObject({ type: 'aws_volume_attachment', id });
}

async function read({ id, attributes }: Existing, world: World): Promise<Attributes | undefined> {
  const host = await localHostOf(id, world);
  if (host === undefined && attributes.instance_state === 'pending') return attributes;
  if (host === undefined) {
    await freeVolumes(id, world);
    return undefined;
  }
  return { ...attributes, instance_state: host.state === 'running' ? 'running' : 'stopped' };
}
