import { mkdirSync } from 'node:fs';
import { isIPv4, type Server } from 'node:net';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { issueCertificate } from './certificate.ts';
import { issueCredentials } from './credentials.ts';
import { FaultCounter } from './faults.ts';
import { Host, type HostFolders } from './host.ts';
import { writeImage } from './image.ts';
import { metadataService } from './metadata.ts';
import { packageMirror } from './mirror.ts';
import { servicesByNamespace } from './processes.ts';
import { CLOUD_FOLDER, type HostStatus, type LocalCloudSpec, type LocalHost } from './protocol.ts';
import { INTERNET_ADDRESS, METADATA_ADDRESS, openRouter } from './router.ts';
import { secretsService } from './secrets.ts';

/** The hosts of one environment and the services around them, inside the namespaces of the cloud's process. */
export class Cloud {
  readonly spec: LocalCloudSpec;
  readonly faults: FaultCounter;
  readonly #hosts = new Map<string, Host>();
  readonly #folders: HostFolders = {
    image: join(CLOUD_FOLDER, 'image'),
    hosts: join(CLOUD_FOLDER, 'hosts'),
    volumes: join(CLOUD_FOLDER, 'volumes'),
  };

  private constructor(spec: LocalCloudSpec, faults: FaultCounter) {
    this.spec = spec;
    this.faults = faults;
  }

  /** Opens the router, writes the image and starts the services. */
  static async open(spec: LocalCloudSpec): Promise<Cloud> {
    const cloud = new Cloud(spec, new FaultCounter());
    for (const folder of Object.values(cloud.#folders)) mkdirSync(folder, { recursive: true });
    const [certificate] = await Promise.all([
      issueCertificate(`secretsmanager.${spec.region}.amazonaws.com`, CLOUD_FOLDER),
      openRouter(),
    ]);
    const { region, redisServer, rcConf = {}, haste = 1 } = spec;
    const { authority } = certificate;
    await writeImage(cloud.#folders.image, { region, redisServer, rcConf, haste, authority });
    const { faults } = cloud;
    const credentials = issueCredentials(spec.name);
    const instanceAt = (address: string): Host | undefined => cloud.#hostAt(address);
    const store = { environment: spec.name, region, secrets: spec.secrets, credentials, faults };
    await Promise.all([
      listen(metadataService({ region, credentials, faults, instanceAt }), METADATA_ADDRESS, 80),
      listen(packageMirror(faults), INTERNET_ADDRESS, 80),
      listen(secretsService(store, certificate), INTERNET_ADDRESS, 443),
    ]);
    return cloud;
  }

  /** Creates a host and powers it on. Bad input creates nothing. */
  async createHost(spec: LocalHost): Promise<HostStatus> {
    this.#check(spec);
    const host = new Host(spec, this.#folders);
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

  /** A host by name. */
  host(name: string): Host {
    const host = this.#hosts.get(name);
    if (host) return host;
    const names = [...this.#hosts.keys()].join(', ') || 'none';
    throw new UserError(`${this.spec.name} has no host ${name}; its hosts are: ${names}`);
  }

  /** Every host as it is now, in the order of creation. */
  statuses(): readonly HostStatus[] {
    const services = servicesByNamespace();
    return [...this.#hosts.values()].map((host) => host.status(services));
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
    if (volume === undefined) return;
    if (!/^vol-[0-9a-z]+$/.test(volume))
      throw new UserError(
        `volume ${JSON.stringify(volume)} of ${name} is not an id; write vol- and letters or digits`,
      );
    const attached = [...this.#hosts.values()].find((host) => host.spec.volume === volume);
    if (attached)
      throw new UserError(`${volume} is attached to ${attached.spec.name}; terminate that host first`);
  }

  #hostAt(address: string): Host | undefined {
    return [...this.#hosts.values()].find((host) => host.spec.address === address);
  }
}

function listen(server: Server, address: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => resolve());
  });
}
