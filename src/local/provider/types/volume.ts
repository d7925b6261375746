/** Volumes, which are directories that outlive hosts, and their attachments. */
import { crc32 } from 'node:zlib';
import { ACCOUNT_ID } from '../../credentials.ts';
import {
  ApiError,
  type Existing,
  ec2Arn,
  ec2Id,
  type Request,
  type ResourceTypes,
  type World,
} from '../resource-type.ts';
import { type Attributes, stringOf } from '../value.ts';
import { localHostOf, shutDown } from './instance.ts';

export const VOLUMES: ResourceTypes = {
  aws_ebs_volume: {
    newId: ec2Id('vol'),
    decides: (id, { type, encrypted }, { account }) => ({
      arn: ec2Arn(account, 'volume', id),
      create_time: new Date().toISOString(),
      ...(type === 'gp3' ? { throughput: 125 } : {}),
      ...(encrypted === true
        ? { kms_key_id: `arn:aws:kms:${account.region}:${ACCOUNT_ID}:key/aws-ebs` }
        : {}),
    }),
    refuses: ({ size, snapshot_id: snapshot }) =>
      size === null && snapshot === null
        ? { attribute: 'size', message: 'one of size or snapshot_id must be specified' }
        : undefined,
    create: restoreVolume,
    update: resizeVolume,
    remove: removeVolume,
  },
  aws_volume_attachment: {
    refersTo: { volume_id: 'aws_ebs_volume', instance_id: 'aws_instance' },
    endsWith: ['instance_id'],
    // DEVICE:VOLUMEID:INSTANCEID (provider, aws_volume_attachment, import).
    imported: (given, { all }) =>
      all('aws_volume_attachment').find(
        ({ attributes: { device_name: device, volume_id: volume, instance_id: instance } }) =>
          [device, volume, instance].map(stringOf).join(':') === given,
      ),
    newId: ({ device_name: device, instance_id: instance, volume_id: volume }) =>
      `vai-${crc32(`${stringOf(device)}-${stringOf(instance)}-${stringOf(volume)}-`)}`,
    checks: checkAttachment,
    create: attach,
    remove: detach,
  },
};

const GIB = 2 ** 30;

/** A blank volume is made when it is attached. */
async function restoreVolume({ id, planned }: Request, { cloud }: Pick<World, 'cloud'>): Promise<undefined> {
  const snapshot = stringOf(planned.snapshot_id);
  if (snapshot !== '') await cloud.restoreVolume(id, snapshot, sizeOf(planned));
  return undefined;
}

async function resizeVolume(
  { id, planned }: Request,
  _stops: boolean,
  { cloud }: Pick<World, 'cloud'>,
): Promise<void> {
  const size = sizeOf(planned);
  if (size !== undefined) await cloud.growVolume(id, size);
}

/** In bytes; undefined while it is not known. */
function sizeOf({ size }: Attributes): number | undefined {
  return typeof size === 'number' ? size * GIB : undefined;
}

async function removeVolume({ id }: Existing, { cloud, all }: World): Promise<void> {
  const holder = all('aws_volume_attachment').find(({ attributes }) => attributes.volume_id === id);
  if (holder)
    throw new ApiError(
      'VolumeInUse',
      `Volume ${id} is currently attached to ${stringOf(holder.attributes.instance_id)}`,
    );
  await cloud.removeVolume(id);
}

function checkAttachment(id: string, planned: Attributes, { find, all }: World): void {
  const { volume_id: volume, instance_id: instance } = planned;
  const zoneOf = (type: string, of: typeof volume) => find(type, of)?.attributes.availability_zone;
  if (zoneOf('aws_ebs_volume', volume) !== zoneOf('aws_instance', instance))
    throw new ApiError(
      'InvalidVolume.ZoneMismatch',
      `The volume '${stringOf(volume)}' is not in the same availability zone as instance '${stringOf(instance)}'`,
    );
  const other = all('aws_volume_attachment').find(
    (each) => each.id !== id && each.attributes.volume_id === volume,
  );
  if (other)
    throw new ApiError(
      'VolumeInUse',
      `${stringOf(volume)} is already attached to ${stringOf(other.attributes.instance_id)}`,
    );
}

async function attach({ planned }: Request, world: World): Promise<undefined> {
  const host = await localHostOf(planned.instance_id, world);
  if (host === undefined)
    throw new ApiError('IncorrectState', `Instance '${stringOf(planned.instance_id)}' is not 'running'.`);
  const volume = world.find('aws_ebs_volume', planned.volume_id);
  await world.cloud.attachVolume(host.name, stringOf(planned.volume_id), sizeOf(volume?.attributes ?? {}));
  return undefined;
}

/** A volume that is left attached is detached when its instance is terminated. */
async function detach({ attributes }: Existing, world: World): Promise<void> {
  if (attributes.skip_destroy === true) return;
  const host = await localHostOf(attributes.instance_id, world);
  if (host === undefined) return;
  if (attributes.stop_instance_before_detaching === true) await shutDown(host, world);
  await world.cloud.detachVolume(host.name).catch(() => {
    throw new Error(
      "timeout while waiting for state to become 'detached' (last state: 'busy'): its file system is mounted",
    );
  });
}
