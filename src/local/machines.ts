/** The machines of an environment that was booted on this machine: each is made anew beside the others. */
import { UserError } from '../base/errors.ts';
import { generatePassword } from '../base/new-password.ts';
import { bytes, formatSize } from '../base/units.ts';
import { provideCertificates } from '../certificates/provide.ts';
import { wantedCertificates } from '../certificates/wanted.ts';
import { packageTitle } from '../definition/packages.ts';
import type { EngineVersion } from '../redis/catalogue/index.ts';
import type { DocumentKind } from '../redis/document.ts';
import { installedEngine, installedPrograms, otherPrograms } from '../render/installed.ts';
import { groupPasswords, secretName } from '../render/secrets.ts';
import type { Environment, Host } from '../topology/environment.ts';
import { untilBooted, untilTold } from './booted.ts';
import { localCertificateStore } from './certificate-store.ts';
import { localHost } from './environment-cloud.ts';
import type { HostStatus, LocalCloud, LocalHost } from './index.ts';
import { secretArn } from './secrets.ts';

/** What has to be done to a machine, and why (src/operate/machines.ts has the words of it). */
interface Change {
  readonly host: string;
  readonly deed: 'create' | 'replace' | 'resize' | 'remove';
  readonly why: readonly string[];
  readonly engine?: EngineVersion;
  readonly programs?: readonly DocumentKind[];
}

/** Machines of a cloud that Terraform knows nothing of. */
export class LocalMachines {
  readonly #cloud: LocalCloud;
  readonly #environment: Environment;

  /** @param environment what they are to be */
  constructor(cloud: LocalCloud, environment: Environment) {
    this.#cloud = cloud;
    this.#environment = environment;
  }

  /** The machines that there are. */
  async present(): Promise<readonly { readonly host: string; readonly address: string }[]> {
    return (await this.#cloud.made()).map(({ name, address }) => ({ host: name, address }));
  }

  /** What has to be done, of what there is now. A host that boots, since a run was cut off, is waited for. */
  async plan() {
    const booting = (await this.#cloud.hosts()).filter(isBooting);
    await untilTold(
      this.#cloud,
      booting.map(({ name }) => name),
    );
    const hosts = planLocally(
      await this.#cloud.made(),
      this.#environment.hosts.map((host) => localHost(this.#environment, host)),
      await this.#cloud.hosts(),
    );
    const { passwords, certificates } = this.#secrets;
    const rest = [
      ...(await this.#missing(passwords)).map((name) => secretRow(name, 'users.mode')),
      ...(await this.#missing(certificates)).map((name) => secretRow(name, 'tls.mode')),
    ];
    return { ...hosts, rest };
  }

  /** There is nothing beside hosts but secrets: those that the store does not have yet are made. */
  async rest(): Promise<void> {
    const { region } = this.#environment.aws;
    for (const name of await this.#missing(this.#secrets.passwords))
      await this.#cloud.putSecret({ name, arn: secretArn(region, name), value: generatePassword() });
    const wanted = wantedCertificates(this.#environment);
    if (wanted !== undefined)
      await provideCertificates(wanted, localCertificateStore(this.#cloud, region), new Date());
  }

  /** The names of those that the definition needs. */
  get #secrets() {
    const environment = this.#environment;
    return {
      passwords: groupPasswords(environment).map((secret) => secretName(environment, secret)),
      certificates: wantedCertificates(environment)?.hosts.map(({ secret }) => secret) ?? [],
    };
  }

  async #missing(names: readonly string[]): Promise<readonly string[]> {
    const stored = await Promise.all(names.map((name) => this.#cloud.secret(name)));
    return names.filter((_, at) => stored[at] === undefined);
  }

  /** Makes a host and waits until it has booted. @throws UserError with the end of its console, if it does not */
  async create(name: string): Promise<void> {
    if ((await this.#made(name)) === undefined)
      await this.#cloud.createHost(localHost(this.#environment, this.#declared(name)));
    await untilBooted(this.#cloud, [name]);
  }

  /** Makes a host anew, with the volume that it had, unless it holds no data any more. @throws as `create` does */
  async replace(name: string): Promise<void> {
    const wanted = localHost(this.#environment, this.#declared(name));
    const { volume } = (await this.#made(name)) ?? {};
    await this.#end(name);
    if (volume !== undefined && wanted.volume === undefined) await this.#cloud.removeVolume(volume);
    if (wanted.volume !== undefined && wanted.volumeSize !== undefined)
      await this.#cloud.growVolume(wanted.volume, wanted.volumeSize);
    await this.create(name);
  }

  /** Ends a host with its volume. */
  async remove(name: string): Promise<void> {
    const { volume } = (await this.#made(name)) ?? {};
    await this.#end(name);
    if (volume !== undefined) await this.#cloud.removeVolume(volume);
  }

  /** Shuts it down in order, as EC2 does. One that is off is ended as it is. */
  async #end(name: string): Promise<void> {
    const present = (await this.#cloud.hosts()).find((host) => host.name === name);
    if (present === undefined) return;
    if (present.state === 'running') await this.#cloud.stop(name);
    await this.#cloud.terminate(name);
  }

  async #made(name: string): Promise<LocalHost | undefined> {
    return (await this.#cloud.made()).find((host) => host.name === name);
  }

  #declared(name: string): Host {
    const host = this.#environment.hosts.find((one) => one.name === name);
    if (host !== undefined) return host;
    throw new UserError(`${this.#environment.name} has no host ${name}`);
  }
}

/** What is looked at of a machine as it is now. */
type Condition = Pick<HostStatus, 'name' | 'state' | 'boot'>;

/**
 * What has to be done to hosts, from what they were made of and what they are to be.
 *
 * @param conditions how they are. @default all run
 */
export function planLocally(
  made: readonly LocalHost[],
  wanted: readonly LocalHost[],
  conditions: readonly Condition[] = [],
) {
  const byName = new Map(made.map((host) => [host.name, host]));
  const wrong = new Map(conditions.map((condition) => [condition.name, wrongWith(condition)]));
  const names = new Set(wanted.map(({ name }) => name));
  const hosts: readonly Change[] = [
    ...wanted.flatMap((host) => changeOf(byName.get(host.name), host, wrong.get(host.name)) ?? []),
    ...made.filter(({ name }) => !names.has(name)).map(({ name: host }) => ({ host, ...GONE })),
  ];
  return {
    hosts: hosts.toSorted((one, other) => one.host.localeCompare(other.host)),
    rest: [],
    last: [],
    refusals: wanted.flatMap((host) => shrunkVolume(byName.get(host.name), host)),
  };
}

/** What a plan says of a secret that is made, for a field (src/diff/change.ts has the words of it). */
function secretRow(name: string, origin: string) {
  return {
    area: 'infrastructure',
    key: `secret/${name}`,
    after: { canonical: name, raw: name, origin },
    impact: 'none',
    means: 'deploy',
    security: false,
    individual: false,
    places: [],
  } as const;
}

const GONE = { deed: 'remove', why: ['the definition has it no more'] } as const;

function isBooting({ state, boot }: Condition): boolean {
  return state === 'running' && boot === 'booting';
}

/** A run that was cut off leaves a machine so, and then nothing else of it need differ. */
function wrongWith({ state, boot }: Condition): string | undefined {
  if (state !== 'running') return 'it is off';
  return boot === 'failed' ? 'it did not boot' : undefined;
}

function changeOf(made: LocalHost | undefined, wanted: LocalHost, wrong?: string): Change | undefined {
  const { name: host } = wanted;
  if (made === undefined) return { host, deed: 'create', why: ['there is no machine of it'] };
  const [installed, asked] = [made, wanted].map(({ userData }) => installedEngine(userData));
  const kept = installed === asked ? undefined : installed;
  const [ran, runs] = [installedPrograms(made.userData), installedPrograms(wanted.userData)];
  const programs = otherPrograms(ran, runs);
  const others = [
    ...(wrong === undefined ? [] : [wrong]),
    ...differing(made.address, wanted.address),
    ...differing(made.zone, wanted.zone),
    ...programs,
    ...grownVolume(made, wanted),
    ...otherImage(made, wanted),
    ...(kept === undefined || asked === undefined
      ? []
      : differing(`the package ${packageTitle(kept)}`, packageTitle(asked))),
  ];
  const sizes = made.size === undefined ? [] : differing(made.size, wanted.size);
  const why = [...sizes, ...others];
  if (why.length === 0) return undefined;
  return {
    host,
    deed: others.length === 0 ? 'resize' : 'replace',
    why,
    ...(kept === undefined ? {} : { engine: kept }),
    ...(programs.length === 0 ? {} : { programs: ran }),
  };
}

function differing(before: string | undefined, after: string | undefined): readonly string[] {
  return before === after ? [] : [`${before} becomes ${after}`];
}

/** What an older version has made has none that is known, and is left as it is. */
function otherImage({ image: before }: LocalHost, { image: after }: LocalHost): readonly string[] {
  return before === undefined || before === after ? [] : [`the image ${before} becomes ${after}`];
}

function grownVolume(
  { volumeSize: before = 0 }: LocalHost,
  { volumeSize: after = 0 }: LocalHost,
): readonly string[] {
  if (before === 0 || after <= before) return [];
  return [`its data volume grows from ${formatSize(bytes(before))} to ${formatSize(bytes(after))}`];
}

function shrunkVolume(
  made: LocalHost | undefined,
  { name, volumeSize: after }: LocalHost,
): readonly string[] {
  const before = made?.volumeSize;
  if (before === undefined || after === undefined || after >= before) return [];
  return [
    `the data volume of ${name} has ${formatSize(bytes(before))}, and no disk becomes smaller: give it that size`,
  ];
}
