import { Instance, type InstanceMetadataOptions } from '@cdktf/provider-aws/lib/instance/index.js';
import type { Construct } from 'constructs';
import type { HostFiles } from '../render/host-files.ts';
import type { Environment, Host } from '../topology/environment.ts';
import type { Image } from './image.ts';
import { literal } from './literal.ts';
import { nameTag } from './names.ts';
import type { Network } from './network.ts';
import type { Security } from './security.ts';

/** What hosts stand on. */
export interface Ground {
  readonly network: Network;
  readonly security: Security;
  readonly image: Image;
}

/** Only a process on the host itself gets the instance's credentials: with a session token, one network hop away. */
const METADATA_OF_THE_HOST_ONLY: InstanceMetadataOptions = {
  httpEndpoint: 'enabled',
  httpTokens: 'required',
  httpPutResponseHopLimit: 1,
};

/**
 * A changed boot script would stop and start a running host for nothing, since FreeBSD runs it on the first boot only; a
 * newly published image would replace every host at once. A host that is replaced gets what is current then.
 */
const LEFT_ALONE = ['user_data', 'ami'];

/** One instance per host, with its fixed address and its boot script. */
export function addHosts(
  scope: Construct,
  environment: Environment,
  files: readonly HostFiles[],
  ground: Ground,
): void {
  for (const host of environment.hosts)
    addInstance(scope, environment, host, userDataOf(files, host), ground);
}

function addInstance(
  scope: Construct,
  environment: Environment,
  host: Host,
  userData: string,
  { network, security, image }: Ground,
): void {
  new Instance(scope, `instance_${host.name}`, {
    ami: image.idFor(host.architecture),
    instanceType: host.size,
    subnetId: network.subnetOf(host.zone),
    privateIp: host.address,
    // Left out, not false: with an address attached by hand `false` would replace the host (provider, aws_instance).
    ...(environment.network.egress === 'public' ? { associatePublicIpAddress: true } : {}),
    vpcSecurityGroupIds: [...security.groupsOf(host)],
    metadataOptions: METADATA_OF_THE_HOST_ONLY,
    rootBlockDevice: { encrypted: true, volumeType: 'gp3' },
    userData: literal(userData, `${environment.file}: hosts.${host.name}: boot script`),
    tags: nameTag(environment, host.name),
    dependsOn: [...network.wayOut],
    lifecycle: { ignoreChanges: LEFT_ALONE },
  });
}

function userDataOf(files: readonly HostFiles[], { name }: Host): string {
  const found = files.find(({ host }) => host === name);
  if (found === undefined) throw new RangeError(`nothing was rendered for host ${name}`);
  return found.userData;
}
