import type { EbsVolume } from '@cdktf/provider-aws/lib/ebs-volume/index.js';
import { Instance, type InstanceMetadataOptions } from '@cdktf/provider-aws/lib/instance/index.js';
import type { PlacementGroup } from '@cdktf/provider-aws/lib/placement-group/index.js';
import { dependable, type ITerraformDependable, type TerraformStack } from 'cdktf';
import { sizeOf } from '../definition/sizes.ts';
import type { HostFiles } from '../render/host-files.ts';
import { refusedScript } from '../render/refused-script.ts';
import { dataHosts, type Environment, firstPrimary, type Host } from '../topology/environment.ts';
import { HOST_TAG } from '../topology/tags.ts';
import type { Certificates } from './certificates.ts';
import type { Entrance } from './entrance.ts';
import { replaceWithKind } from './guards/kinds.ts';
import type { HostAccess } from './host-access.ts';
import type { Image } from './image.ts';
import { literal } from './literal.ts';
import { nameTag } from './names.ts';
import type { Network } from './network.ts';
import type { Password } from './password.ts';
import { notCreated, type Refusal } from './refusal.ts';
import type { Security } from './security.ts';
import type { ByHost } from './volumes.ts';

/** What hosts stand on. */
export interface Ground {
  readonly network: Network;
  /** What must exist before a host reads its password from the store, beside a way there. */
  readonly secretStore: readonly ITerraformDependable[];
  readonly security: Security;
  readonly image: Image;
  readonly passwords: readonly Password[];
  /** Undefined where the store has none. */
  readonly certificates: Certificates | undefined;
  readonly access: HostAccess;
  readonly placement: PlacementGroup;
  /** Undefined where nobody logs in. */
  readonly entrance: Entrance | undefined;
  readonly volumes: ByHost<EbsVolume>;
  /** Undefined where hosts may be created. */
  readonly refusal: Refusal | undefined;
}

/** Only a process on the host itself gets the instance's credentials: with a session token, one network hop away. */
const METADATA_OF_THE_HOST_ONLY: InstanceMetadataOptions = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
};

/**
 * A changed boot script would stop and start a running host for nothing, since FreeBSD runs it on the first boot only;
 * another image, a key, or protection for a running environment, would replace every host at once. A host that is replaced
 * gets what is current then; for another image a roll-out does that, one after the other.
 */
const LEFT_ALONE = ['user_data', 'ami', 'placement_group', 'key_name'];

/** One instance per host, with its fixed address and its boot script. */
export function addHosts(
  stack: TerraformStack,
  environment: Environment,
  files: readonly HostFiles[],
  ground: Ground,
): ByHost<Instance> {
  const scripts = new Map(files.map(({ host, userData }) => [host, userData]));
  const instances = new Map(
    environment.hosts.map((host) => [
      host.name,
      addInstance(stack, environment, host, scriptOf(scripts, host, ground), ground),
    ]),
  );
  if (environment.aws.restore !== undefined) lastOfData(environment, instances);
  return instances;
}

/**
 * The host with the restored data is created when every other data host has been replaced: one that still held the data
 * of before would be followed, and the restored ones lost.
 */
function lastOfData(environment: Environment, instances: ByHost<Instance>): void {
  const restored = firstPrimary(environment).name;
  const others = dataHosts(environment).flatMap(({ name }) =>
    name === restored ? [] : (instances.get(name) ?? []),
  );
  const last = instances.get(restored);
  if (last !== undefined) last.dependsOn = [...(last.dependsOn ?? []), ...others.map(dependable)];
}

function addInstance(
  stack: TerraformStack,
  environment: Environment,
  host: Host,
  userData: string,
  ground: Ground,
): Instance {
  return new Instance(stack, `instance_${host.name}`, {
    ami: ground.image.idFor(host.architecture),
    instanceType: host.size,
    subnetId: ground.network.subnetOf(host.zone),
    privateIp: host.address,
    // Left out, not false: with an address attached by hand `false` would replace the host (provider, aws_instance).
    ...(environment.network.egress === 'public' ? { associatePublicIpAddress: true } : {}),
    vpcSecurityGroupIds: [...ground.security.groupsOf(host), ...(ground.entrance?.groups ?? [])],
    ...(ground.entrance === undefined ? {} : { keyName: ground.entrance.keyPair }),
    ...(sizeOf(host.size).burstable
      ? { creditSpecification: { cpuCredits: environment.aws.cpuCredits } }
      : {}),
    iamInstanceProfile: ground.access.profile,
    metadataOptions: METADATA_OF_THE_HOST_ONLY,
    rootBlockDevice: { encrypted: true, volumeType: 'gp3' },
    userData: literal(userData, `${environment.file}: hosts.${host.name}: boot script`),
    // Said in either case: an argument that is left out keeps what it was (provider, aws_instance).
    disableApiTermination: environment.protected,
    ...(environment.protected ? onItsOwn(ground.placement) : {}),
    tags: { ...nameTag(environment, host.name), [HOST_TAG]: host.name },
    dependsOn: [...needs(host, ground)],
    lifecycle: {
      ignoreChanges: LEFT_ALONE,
      replaceTriggeredBy: [replaceWithKind(stack, host), ...withItsVolume(host, ground)],
      ...(ground.refusal === undefined ? {} : { postcondition: [notCreated(ground.refusal)] }),
    },
  });
}

/** A volume can't be taken from a host that has it mounted, so the host is replaced with it. */
function withItsVolume({ name }: Host, { volumes }: Ground): readonly string[] {
  const volume = volumes.get(name);
  return volume === undefined ? [] : [`${volume.terraformResourceType}.${volume.friendlyUniqueId}.id`];
}

/**
 * On hardware of its own. Nobody terminates it through the API or the console, and a plan of Terraform may replace it all
 * the same: without `force_destroy` that would fail half way (provider, aws_instance).
 */
function onItsOwn(placement: PlacementGroup) {
  return { placementGroup: placement.name, forceDestroy: true };
}

/**
 * What must be there before a host boots, and still be there while it goes: its way out, its passwords, its
 * certificate and the leave to read them, and its volume, of which no snapshot should be taken before the host is down.
 */
function needs(
  { name }: Host,
  { network, secretStore, passwords, certificates, access, placement, volumes }: Ground,
): readonly ITerraformDependable[] {
  const volume = volumes.get(name);
  return [
    ...network.wayOut,
    ...secretStore,
    ...passwords.map(({ stored }) => stored),
    ...(certificates === undefined ? [] : [certificates.issued]),
    access.granted,
    placement,
    ...(volume === undefined ? [] : [volume]),
  ];
}

function scriptOf(scripts: ByHost<string>, { name }: Host, { refusal }: Ground): string {
  if (refusal !== undefined) return refusedScript(refusal.rules);
  const found = scripts.get(name);
  if (found === undefined) throw new RangeError(`nothing was rendered for host ${name}`);
  return found;
}
