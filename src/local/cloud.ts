import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { isIPv4, type Server } from 'node:net';
import { join } from 'node:path';
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Milliseconds } from '../base/units.ts';
import { issueCertificate } from './certificate.ts';
import { Doors } from './doors.ts';
import { refuseWithoutEngine } from './engine.ts';
import { machineFiles } from './engine-files.ts';
import { FaultCounter } from './faults.ts';
import { type HostFolders, RunningHost } from './host.ts';
import { Identity } from './identity.ts';
import { writeImage } from './image.ts';
import { Inventory } from './inventory.ts';
import { type Instance, metadataService } from './metadata.ts';
import { packageMirror } from './mirror.ts';
import { servicesByNamespace } from './processes.ts';
import {
  type BootedDefinition,
  CLOUD_FOLDER,
  type HostStatus,
  type LocalCloudSpec,
  type LocalHost,
  type LocalSecret,
} from './protocol.ts';
import { INTERNET_ADDRESS, METADATA_ADDRESS, openRouter } from './router.ts';
import { type StoredSecret, secretArn, secretsService } from './secrets.ts';
import {
  copyVolume,
  fillVolume,
  growVolume,
  relieveVolume,
  removeVolume,
  restoreVolume,
  volumeSize,
} from './volume.ts';

const GIB = 2 ** 30;

const SNAPSHOTS = join(CLOUD_FOLDER, 'snapshots');

/** The hosts of one environment and the services around them, inside the namespaces of the cloud's process. */
export class Cloud {
  readonly spec: LocalCloudSpec;
  /** What the hosts were booted from, or a roll-out has brought to them since. */
  booted: BootedDefinition | undefined;
  readonly faults = new FaultCounter();
  /** What there is in the account beside hosts. */
  readonly inventory = new Inventory();
  readonly #doors = new Doors();
  readonly #identity: Identity;
  readonly #secrets: Map<string, StoredSecret>;
  readonly #hosts = new Map<string, RunningHost>();
  readonly #folders: HostFolders = {
    image: join(CLOUD_FOLDER, 'image'),
    hosts: join(CLOUD_FOLDER, 'hosts'),
    volumes: join(CLOUD_FOLDER, 'volumes'),
  };

  private constructor(spec: LocalCloudSpec) {
    this.spec = spec;
    this.booted = spec.booted;
    this.#identity = new Identity(spec.name, this.inventory);
    this.#secrets = new Map(
      Object.entries(spec.secrets).map(([name, value]) => [
        name,
        { arn: secretArn(spec.region, name), value },
      ]),
    );
  }

  /** Opens the router, writes the image and starts the services. */
  static async open(spec: LocalCloudSpec): Promise<Cloud> {
    const cloud = new Cloud(spec);
    for (const folder of Object.values(cloud.#folders)) mkdirSync(folder, { recursive: true });
    const [certificate] = await Promise.all([
      issueCertificate({ name: `secretsmanager.${spec.region}.amazonaws.com`, address: INTERNET_ADDRESS }),
      openRouter(),
    ]);
    const {
      region,
      engine = machineFiles(),
      engines = {},
      rcConf = {},
      haste = 1,
      programs = {},
      release = '15.1',
    } = spec;
    const { authority } = certificate;
    await writeImage(cloud.#folders.image, {
      region,
      engine,
      engines,
      rcConf,
      haste,
      programs,
      release,
      authority,
    });
    const { faults } = cloud;
    const store = {
      region,
      faults,
      secrets: cloud.#secrets,
      roleWithKey: (key: string) => cloud.#identity.roleWithKey(key),
    };
    const instanceAt = (address: string): Instance | undefined => cloud.#instanceAt(address);
    await Promise.all([
      listen(metadataService({ region, faults, instanceAt }), METADATA_ADDRESS, 80),
      listen(packageMirror(faults, spec.vulnerable ?? []), INTERNET_ADDRESS, 80),
      listen(secretsService(store, certificate), INTERNET_ADDRESS, 443),
    ]);
    return cloud;
  }

  /** Creates a host and powers it on. Bad input creates nothing. */
  async createHost(spec: LocalHost): Promise<HostStatus> {
    this.#check(spec);
    refuseWithoutEngine(spec.userData, this.spec);
    const host = new RunningHost(spec, this.#folders);
    this.#hosts.set(spec.name, host);
    try {
      await host.create();
    } catch (error) {
      await this.terminateHost(spec.name);
      throw error;
    }
    return host.status();
  }

  /** Ends a host and removes its root; its volume stays. */
  async terminateHost(name: string): Promise<void> {
    await this.host(name).terminate();
    this.#hosts.delete(name);
  }

  /** Lets nothing pass any more between each of some hosts and each of others. Returns when it began to. */
  async cutLinks(these: readonly string[], those: readonly string[]): Promise<Milliseconds> {
    const at = monotonicNow();
    const sides = [
      [these, those],
      [those, these],
    ] as const;
    await Promise.all(
      sides.flatMap(([deaf, mute]) => {
        const addresses = mute.map((name) => this.host(name).spec.address);
        return deaf.map((name) => this.host(name).deafen(addresses));
      }),
    );
    return at;
  }

  /** Mends every link that was cut or narrowed. */
  async mendLinks(): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.mendLinks()));
  }

  /** Attaches a volume to a host; one that is named for the first time is blank. */
  async attachVolume(name: string, volume: string, size?: number): Promise<void> {
    const host = this.host(name);
    if (host.spec.volume !== undefined)
      throw new UserError(`${name} has ${host.spec.volume} attached already; detach it first`);
    this.#checkVolume(name, volume);
    await host.attach(volume, size);
  }

  /** Takes a snapshot of the volume of a host as it is now, and returns its id. It outlives the volume. */
  async takeSnapshot(name: string): Promise<string> {
    const host = this.host(name);
    const { volume } = host.spec;
    if (volume === undefined)
      throw new UserError(`${name} has no data volume to take a snapshot of; name a host that holds data`);
    const id = `snap-${randomBytes(9).toString('hex').slice(1)}`;
    mkdirSync(SNAPSHOTS, { recursive: true });
    await host.frozen(() => copyVolume(join(this.#folders.volumes, volume), join(SNAPSHOTS, id)));
    const attributes = { volume_id: volume, volume_size: volumeSize(join(SNAPSHOTS, id)) / GIB };
    this.inventory.put({ type: 'aws_ebs_snapshot', id, attributes });
    return id;
  }

  /** Makes a volume that holds what a snapshot does. `size` in bytes, that of the snapshot unless given. */
  async restoreVolume(volume: string, snapshot: string, size?: number): Promise<void> {
    this.#checkVolume('nobody', volume);
    const from = join(SNAPSHOTS, snapshot);
    if (!/^snap-[0-9a-f]+$/.test(snapshot) || !existsSync(from))
      throw new UserError(
        `there is no snapshot ${snapshot} in ${this.spec.name}; take one with vedette local snapshot <host>`,
      );
    if (size !== undefined && size < volumeSize(from))
      throw new UserError(
        `the volume of ${snapshot} has ${volumeSize(from) / GIB} GiB, and ${size / GIB} are too few for what is on it; give more`,
      );
    const to = join(this.#folders.volumes, volume);
    await restoreVolume(from, to);
    if (size !== undefined) growVolume(to, size);
  }

  /** Makes a volume larger. One that was never attached gets its size when it is. */
  growVolume(volume: string, size: number): void {
    this.#checkVolumeId(volume, 'nobody');
    growVolume(join(this.#folders.volumes, volume), size);
  }

  /** Removes a volume with all that it holds. */
  removeVolume(volume: string): Promise<void> {
    this.#checkVolume('nobody', volume);
    return removeVolume(join(this.#folders.volumes, volume));
  }

  /** Leaves no room on the volume of a host. Returns when there was none. */
  async fillVolume(name: string): Promise<Milliseconds> {
    const { volume } = this.host(name).spec;
    if (volume === undefined)
      throw new UserError(`${name} has no data volume to fill; name a host that holds data`);
    await fillVolume(join(this.#folders.volumes, volume));
    return monotonicNow();
  }

  /** Gives every volume room again. */
  async relieveVolumes(): Promise<void> {
    const volumes = [...this.#hosts.values()].flatMap(({ spec }) => spec.volume ?? []);
    await Promise.all(volumes.map((volume) => relieveVolume(join(this.#folders.volumes, volume))));
  }

  /** A secret by its name; null if there is none. */
  secret(name: string): StoredSecret | null {
    return this.#secrets.get(name) ?? null;
  }

  /**
   * Writes a secret, in place of the one that had its name, whose value becomes the previous one; or lays a value beside the
   * one that is there.
   */
  putSecret({ name, arn, value, stage }: LocalSecret): void {
    const before = this.#secrets.get(name);
    if (stage === 'AWSPENDING' && before !== undefined) {
      this.#secrets.set(name, { ...before, pending: value });
      return;
    }
    const previous = before?.value === value ? before.previous : before?.value;
    this.#secrets.set(name, { ...before, arn, value, previous });
  }

  removeSecret(name: string): void {
    this.#secrets.delete(name);
  }

  /** A host by name. */
  host(name: string): RunningHost {
    const host = this.#hosts.get(name);
    if (host) return host;
    const names = [...this.#hosts.keys()].join(', ') || 'none';
    throw new UserError(`${this.spec.name} has no host ${name}; its hosts are: ${names}`);
  }

  /** The path of a unix socket that leads to a port of a host, inside the cloud's mount namespace. */
  openDoor(name: string, port: number): Promise<string> {
    return this.#doors.to(this.host(name).reachableAddress, port);
  }

  /** Every host as it is now, in the order of creation. */
  statuses(): readonly HostStatus[] {
    const services = servicesByNamespace();
    return [...this.#hosts.values()].map((host) => host.status(services));
  }

  /** What each host was made of. */
  made(): readonly LocalHost[] {
    return [...this.#hosts.values()].map(({ spec }) => spec);
  }

  #check({ name, address, subnet, volume }: LocalHost): void {
    if (name === 'router' || !/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
      throw new UserError(
        `host name ${JSON.stringify(name)} is not a DNS label or is router; use letters, digits and hyphens`,
      );
    if (this.#hosts.has(name)) throw new UserError(`${name} exists already; terminate it first`);
    const [network = '', prefix = ''] = subnet.split('/');
    if (!isIPv4(address) || !isIPv4(network) || !/^\d\d$/.test(prefix))
      throw new UserError(
        `${address} in ${subnet} of ${name} is no IPv4 address in a CIDR; write for example 10.0.0.5 and 10.0.0.0/24`,
      );
    const holder = this.#hostAt(address);
    if (holder)
      throw new UserError(`${address} of ${name} belongs to ${holder.spec.name}; terminate that host first`);
    if (volume !== undefined) this.#checkVolume(name, volume);
  }

  #checkVolume(name: string, volume: string): void {
    this.#checkVolumeId(volume, name);
    const attached = [...this.#hosts.values()].find((host) => host.spec.volume === volume);
    if (attached)
      throw new UserError(`${volume} is attached to ${attached.spec.name}; terminate that host first`);
  }

  #checkVolumeId(volume: string, name: string): void {
    if (!/^vol-[0-9a-z]+$/.test(volume))
      throw new UserError(
        `volume ${JSON.stringify(volume)} of ${name} is not an id; write vol- and letters or digits`,
      );
  }

  #instanceAt(address: string): Instance | undefined {
    const host = this.#hostAt(address);
    if (host === undefined) return undefined;
    return { spec: host.spec, instanceId: host.instanceId, role: this.#identity.roleOf(host.spec) };
  }

  #hostAt(address: string): RunningHost | undefined {
    return [...this.#hosts.values()].find((host) => host.spec.address === address);
  }
}

function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve());
  });
}
