import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume/index.js';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { VolumeAttachment } from '@cdktf/provider-aws/lib/volume-attachment/index.js';
import type { Construct } from 'constructs';
import { FREEBSD } from '../render/freebsd.ts';
import { dataHosts, type Environment, type HostWithData } from '../topology/environment.ts';
import { HOST_TAG } from '../topology/tags.ts';
import { nameTag, zoneName } from './names.ts';

const GIB = 1024 ** 3;

/** Something for each host of a kind, by the host's name. */
export type ByHost<Thing> = ReadonlyMap<string, Thing>;

/** A data volume per data host. It survives its host. */
export function addVolumes(scope: Construct, environment: Environment): ByHost<EbsVolume> {
  return new Map(dataHosts(environment).map((host) => [host.name, addVolume(scope, environment, host)]));
}

/**
 * `prevent_destroy` holds for as long as the host is in the definition; after that, `keepVolumes` does. The volume of a
 * host that may go is destroyed, in a protected environment after a snapshot of it.
 */
function addVolume(
  scope: Construct,
  environment: Environment,
  { name, zone, data }: HostWithData,
): EbsVolume {
  return new EbsVolume(scope, `volume_${name}`, {
    availabilityZone: zoneName(environment, zone),
    size: data.volume.size / GIB,
    type: 'gp3',
    encrypted: true,
    tags: { ...nameTag(environment, `${name}-data`), [HOST_TAG]: name },
    ...(environment.protected ? { finalSnapshot: true, lifecycle: { preventDestroy: true } } : {}),
  });
}

/**
 * Attaches each volume to its host. When the host is replaced or goes, nothing is detached: EC2 frees the volume as it
 * ends the instance, after the guest has shut down. A detachment before that would wait for a file system that Redis
 * has in use; one that stops the host first leaves it stopped where the termination then fails (provider,
 * aws_volume_attachment).
 */
export function attachVolumes(
  scope: Construct,
  volumes: ByHost<EbsVolume>,
  instances: ByHost<Instance>,
): void {
  for (const [host, instance] of instances) {
    const volume = volumes.get(host);
    if (volume === undefined) continue;
    new VolumeAttachment(scope, `volume_attachment_${host}`, {
      deviceName: `/dev/${FREEBSD.dataDevice}`,
      volumeId: volume.id,
      instanceId: instance.id,
      skipDestroy: true,
    });
  }
}
