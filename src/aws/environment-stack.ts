import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { renderEnvironment } from '../render/host-files.ts';
import type { Environment } from '../topology/environment.ts';
import { addAlarms } from './alarms.ts';
import { addBackups } from './backups.ts';
import { addCertificates } from './certificates.ts';
import { closeDefaultGroup } from './default-group.ts';
import { addEntrance, openAfterHosts } from './entrance.ts';
import { addFlowLogs } from './flow-logs.ts';
import { addGuards } from './guards/index.ts';
import { addHostAccess } from './host-access.ts';
import { addHosts } from './hosts.ts';
import { addImage } from './image.ts';
import { addNetwork } from './network.ts';
import { addOutputs } from './outputs.ts';
import { addPasswords } from './password.ts';
import { addPending } from './pending.ts';
import { addPlacement } from './placement.ts';
import { addProvider } from './provider.ts';
import type { Refusal } from './refusal.ts';
import { nameRegion } from './region.ts';
import { addRestore } from './restore.ts';
import { addSecretStore } from './secret-store.ts';
import { addSecurity } from './security.ts';
import { addState } from './state.ts';
import { requireVersions } from './terraform-version.ts';
import { addVolumes, attachVolumes } from './volumes.ts';

/** An environment in AWS: one stack, one state. */
export class EnvironmentStack extends TerraformStack {
  /**
   * @param refusal why no host may be created; undefined where hosts may be
   * @throws UserError if a text of the environment cannot pass through Terraform unchanged
   */
  constructor(scope: Construct, environment: Environment, refusal?: Refusal) {
    super(scope, environment.name);
    const files = renderEnvironment(environment);
    requireVersions(this);
    addProvider(this, environment);
    addState(this, environment);
    addGuards(this, environment);
    const network = addNetwork(this, environment);
    closeDefaultGroup(this, environment, network);
    addFlowLogs(this, environment, network);
    const security = addSecurity(this, environment, network);
    const secretStore = addSecretStore(this, environment, network, security);
    const passwords = addPasswords(this, environment);
    const certificates = addCertificates(this, environment);
    const access = addHostAccess(this, environment, passwords, certificates);
    const image = addImage(this, environment);
    const placement = addPlacement(this, environment);
    const restore = addRestore(this, environment);
    const volumes = addVolumes(this, environment, restore);
    const entrance = addEntrance(this, environment, network);
    const ground = {
      network,
      secretStore,
      security,
      image,
      passwords,
      certificates,
      access,
      placement,
      entrance,
      volumes,
      refusal,
    };
    const instances = addHosts(this, environment, files, ground);
    openAfterHosts(entrance, instances);
    attachVolumes(this, volumes, instances);
    addBackups(this, environment);
    const alarmTopic = addAlarms(this, environment, instances, volumes);
    addPending(this, environment, files, image, instances);
    addOutputs(this, environment, { clients: security.clients, alarmTopic });
    nameRegion(this, environment);
  }
  /** No stack refers to another and each has its backend, so cdktf has nothing to look for in a pass of its own. */
  override prepareStack(): void {}
}
