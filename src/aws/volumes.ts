import { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume/index.js';
import type { Instance } from '@cdktf/provider-aws/lib/instance/index.js';
import { VolumeAttachment } from '@cdktf/provider-aws/lib/volume-attachment/index.js';
import type { Construct } from 'constructs';
import { DATA_DEVICE } from '../render/freebsd.ts';
import { dataHosts, type Environment, firstPrimary, type HostWithData } from '../topology/environment.ts';
import { DATA_TAG, HOST_TAG } from '../topology/tags.ts';
import { nameTag, zoneName } from './names.ts';

const GIB = 1024 ** 3;

/** Something for each host of a kind, by the host's name. */
export type ByHost<Thing> = ReadonlyMap<string, Thing>;

/**
 * A data volume per data host. It survives its host.
 *
 * @param restore what replaces each of them when the group is to begin with a snapshot
 */
export function addVolumes(scope: Construct, environment: Environment, restore: string): ByHost<EbsVolume> {
  return new Map(
    dataHosts(environment).map((host) => [host.name, addVolume(scope, environment, host, restore)]),
  );
}

/**
 * `prevent_destroy` holds for as long as the host is in the definition and no snapshot is restored; for a host that is
 * taken out, `keepVolumes` does. The volume of a host that may go is destroyed, in a protected environment after a
 * snapshot of it. From which snapshot a volume was made is ignored once it is there.
 */
function addVolume(
  scope: Construct,
  environment: Environment,
  host: HostWithData,
  restore: string,
): EbsVolume {
  const { name, zone, data } = host;
  const isKept = environment.protected && environment.aws.restore === undefined;
  return new EbsVolume(scope, `volume_${name}`, {
    ...madeFrom(environment, host),
    availabilityZone: zoneName(environment, zone),
    size: data.volume.size / GIB,
    type: 'gp3',
    encrypted: true,
    tags: { ...nameTag(environment, `${name}-data`), [HOST_TAG]: name, [DATA_TAG]: environment.name },
    ...(environment.protected ? { finalSnapshot: true } : {}),
    lifecycle: {
      ignoreChanges: ['snapshot_id'],
      replaceTriggeredBy: [restore],
      ...(isKept ? { preventDestroy: true } : {}),
    },
  });
}

/** Only the host that starts as primary has data to begin with: the others take them over from it. */
function madeFrom(environment: Environment, { name }: HostWithData): { readonly snapshotId?: string } {
  const { restore } = environment.aws;
  return restore === undefined || name !== firstPrimary(environment).name ? {} : { snapshotId: restore };
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
      deviceName: `/dev/${DATA_DEVICE}`,
      volumeId: volume.id,
      instanceId: instance.id,
      skipDestroy: true,
    });
  }
}
