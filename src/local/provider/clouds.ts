import type { FoundSecret } from '../account/secrets-manager.ts';
import { connect, type LocalCloud } from '../connection.ts';
import type { EngineFiles } from '../engine-files.ts';
import { cloudsOfFolder } from '../find-cloud.ts';
import type { CloudObject } from '../inventory.ts';
import type { LocalSecret } from '../protocol.ts';
import { connectCloud, startCloud } from '../start.ts';
import { undoUnfinished } from './operations.ts';
import type { Account } from './resource-type.ts';
import { REMAINS } from './types/secret.ts';

/** How clouds are started. */
export interface CloudOptions {
  /** What hosts run as Redis and Sentinel. @default the Redis of the machine */
  readonly engine?: EngineFiles | undefined;
  /** What they run of a package instead, by its name. @default none */
  readonly engines?: Readonly<Record<string, EngineFiles>> | undefined;
  /**
   * True if the clouds are this process's own: they end with it, and none that is up already is used.
   * @default false: they stay up
   */
  readonly tether?: boolean;
  /** Told what happens. */
  readonly tell: (text: string) => void;
}

/** The local cloud of each environment that Terraform works on. It comes with its first object and goes after its last. */
export class Clouds {
  readonly #options: CloudOptions;
  readonly #found = new Map<string, Promise<LocalCloud | undefined>>();
  readonly #started = new Map<string, Promise<LocalCloud>>();

  constructor(options: CloudOptions) {
    this.#options = options;
  }

  /** The cloud of an environment; undefined if it is not up. */
  async up(account: Account): Promise<LocalCloud | undefined> {
    const { environment } = account;
    const started = this.#started.get(environment);
    if (started !== undefined || this.#options.tether) return started;
    return once(this.#found, environment, () => find(account));
  }

  /** The cloud that was started for an environment; undefined if none was. */
  async started(environment: string): Promise<LocalCloud | undefined> {
    return this.#started.get(environment);
  }

  /** The cloud of an environment; it is started if it is not up. */
  async open(account: Account): Promise<LocalCloud> {
    return (await this.up(account)) ?? once(this.#started, account.environment, () => this.#start(account));
  }

  /** Ends the clouds that hold nothing any more; returns the names of those that were started and stay up. */
  async tidy(): Promise<readonly string[]> {
    const opened = await Promise.allSettled([...this.#found.values(), ...this.#started.values()]);
    const up = opened.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
    const kept = await Promise.all(up.map(async (cloud) => ((await endIfEmpty(cloud)) ? [] : [cloud.name])));
    return kept.flat().filter((name) => this.#started.has(name));
  }

  #start({ environment, region }: Account): Promise<LocalCloud> {
    const { engine, engines, tether = false, tell } = this.#options;
    tell(`${environment}: starting the local cloud`);
    return startCloud({ name: environment, region, secrets: {}, engine, engines }, { tether });
  }
}

/** Everything in the clouds that were started from this folder. One that ends meanwhile has nothing. */
export async function objectsOfFolder(): Promise<readonly CloudObject[]> {
  const clouds = cloudsOfFolder().map(connect);
  const objects = await Promise.all(clouds.map((cloud) => cloud.objects().catch(() => [])));
  return objects.flat();
}

/** A secret in the clouds that were started from this folder; undefined if none has it. */
export async function secretOfFolder(name: string): Promise<FoundSecret | undefined> {
  const clouds = cloudsOfFolder().map(connect);
  const found = await Promise.all(
    clouds.map(async (cloud) => ({ cloud, secret: await secretIn(cloud, name).catch(() => undefined) })),
  );
  return found.flatMap(({ cloud, secret }) =>
    secret === undefined ? [] : [{ ...secret, put: (value: LocalSecret) => cloud.putSecret(value) }],
  )[0];
}

/** What has a value, or what Terraform has created without one. */
async function secretIn(cloud: LocalCloud, name: string): Promise<Omit<FoundSecret, 'put'> | undefined> {
  const stored = await cloud.secret(name);
  if (stored !== undefined) return stored;
  const created = (await cloud.objects()).find(
    ({ type, attributes }) => type === 'aws_secretsmanager_secret' && attributes.name === name,
  );
  return created && { arn: created.id };
}

async function find(account: Account): Promise<LocalCloud | undefined> {
  const cloud = await connectCloud(account.environment);
  if (cloud !== undefined) await undoUnfinished(account, cloud);
  return cloud;
}

async function endIfEmpty(cloud: LocalCloud): Promise<boolean> {
  const [hosts, objects] = await Promise.all([cloud.hosts(), cloud.objects()]).catch(() => [[], []]);
  if (hosts.length > 0 || objects.some(({ type }) => !REMAINS.includes(type))) return false;
  await cloud.down();
  return true;
}

function once<Key, Value>(
  made: Map<Key, Promise<Value>>,
  key: Key,
  make: () => Promise<Value>,
): Promise<Value> {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
