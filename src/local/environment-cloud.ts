/** What an environment is on this machine: a cloud with its password, and a host for each of its hosts. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { provideCertificates } from '../certificates/provide.ts';
import { memoryStore } from '../certificates/store.ts';
import { wantedCertificates } from '../certificates/wanted.ts';
import { renderHost } from '../render/host-files.ts';
import { groupPasswords, secretName } from '../render/secrets.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { localPrivateCa } from './account/private-ca.ts';
import type { EngineFiles } from './engine-files.ts';
import { generatePassword, type LocalCloud, type LocalHost, startCloud } from './index.ts';
import { secretArn } from './secrets.ts';

/** How a cloud is started for an environment. */
export interface OpenOptions {
  /** True if the cloud ends with this process; otherwise it stays up until `down`. */
  readonly tether: boolean;
  /** What hosts run as Redis and Sentinel. @default the Redis of the machine */
  readonly engine?: EngineFiles | undefined;
  /** What hosts run in its place that install a package, by the package's name. @default none */
  readonly engines?: Readonly<Record<string, EngineFiles>> | undefined;
}

/** Starts a cloud without hosts, with new passwords in its secret store. */
export async function openCloud(
  environment: Environment,
  { tether, engine, engines }: OpenOptions,
): Promise<LocalCloud> {
  return startCloud(
    {
      name: environment.name,
      region: environment.aws.region,
      engine,
      engines,
      booted: { file: resolve(environment.file), definition: environment.definition },
      ...(/^\d+\.\d+$/.test(environment.aws.image) ? { release: environment.aws.image } : {}),
      secrets: { ...passwords(environment), ...(await certificates(environment)) },
    },
    { tether },
  );
}

/** A new one for everything that has a password, by their names in the store. */
function passwords(environment: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(
    groupPasswords(environment).map((password) => [secretName(environment, password), generatePassword()]),
  );
}

/** Certificates of an authority that is made for this cloud, or of the one that stands in for AWS Private CA. */
async function certificates(environment: Environment): Promise<Readonly<Record<string, string>>> {
  const wanted = wantedCertificates(environment);
  const texts = new Map<string, string>();
  if (wanted !== undefined)
    await provideCertificates(wanted, memoryStore(texts, localPrivateCa()), new Date());
  return Object.fromEntries(texts);
}

/** Lays a password into the secret store in place of the one there; hosts that run keep what they have. */
export function putPassword(cloud: LocalCloud, environment: Environment, password: string): Promise<void> {
  const name = secretName(environment);
  return cloud.putSecret({ name, arn: secretArn(environment.aws.region, name), value: password });
}

/** What a host of an environment is on this machine. */
export function localHost(environment: Environment, host: Host): LocalHost {
  return {
    name: host.name,
    address: host.address,
    subnet: host.zone.subnet,
    zone: `${environment.aws.region}${host.zone.name}`,
    size: host.size,
    image: environment.aws.image,
    userData: renderHost(environment, host).userData,
    ...(host.data === undefined
      ? {}
      : { volume: volumeId(environment, host), volumeSize: host.data.volume.size }),
  };
}

/** The same host has the same volume, also when it is created anew. */
function volumeId(environment: Environment, host: Host): string {
  const digest = createHash('sha1').update(`volume/${environment.name}/${host.name}`).digest('hex');
  return `vol-${digest.slice(0, 17)}`;
}
