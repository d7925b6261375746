import type { ChildProcess } from 'node:child_process';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/errors.ts';
import { isRunning } from '../base/process.ts';
import { formatDuration, type Milliseconds, milliseconds } from '../base/units.ts';
import {
  collect,
  type ExecOptions,
  type ExecResult,
  limited,
  spawnIn,
  type Target,
  type Variables,
} from './enter.ts';
import type { CloudObject, Listing, ObjectKey } from './inventory.ts';
import type { Narrowing } from './links.ts';
import {
  type BootedDefinition,
  CONTROL_SOCKET,
  type ControlError,
  type Faults,
  type HostChange,
  type HostLogs,
  type HostStatus,
  type LocalHost,
  type LocalSecret,
  type LogPlaces,
  type Service,
} from './protocol.ts';
import { type CloudEntry, forgetCloud } from './registry.ts';
import type { StoredSecret } from './secrets.ts';

/** A cloud that is up, seen from outside. `place` is the name of a host, or `router`. */
export interface LocalCloud {
  readonly name: string;
  /** By what another process of this machine connects to it, also to one that nobody finds. */
  readonly entry: CloudEntry;
  /** What its hosts were booted from; undefined if Terraform deployed them. */
  booted(): Promise<BootedDefinition | undefined>;
  /** Remembers what a roll-out has brought to all of its hosts. */
  bring(definition: BootedDefinition): Promise<void>;
  /** Creates a host and powers it on; fulfilled when it has begun to boot. */
  createHost(host: LocalHost): Promise<HostStatus>;
  hosts(): Promise<readonly HostStatus[]>;
  /** What each host was made of, with what was changed of it since. */
  made(): Promise<readonly LocalHost[]>;
  /** Everything that a host printed since it was created. */
  console(host: string): Promise<string>;
  /** What Redis and Sentinel of a host wrote, also of one that is off, from its beginning or from given places on. */
  logs(host: string, from?: LogPlaces): Promise<HostLogs>;
  /** The text of a file of a host, as it is now; undefined if there is none. Starts no process. */
  read(host: string, path: string): Promise<string | undefined>;
  /** Where a connection to a port of a host goes from here: a unix socket. Starts no process. */
  endpoint(host: string, port: number): Promise<{ readonly path: string }>;
  /** Cuts the power of a host: nothing is saved, no connection is closed. Returns when, by the monotonic clock. */
  kill(host: string): Promise<Milliseconds>;
  /** Sends a signal to the process of a service. Returns when, by the monotonic clock. */
  signal(host: string, service: Service, signal: NodeJS.Signals): Promise<Milliseconds>;
  /** Lets nothing pass any more between each of some hosts and each of others. Returns when, by the monotonic clock. */
  cutLinks(these: readonly string[], those: readonly string[]): Promise<Milliseconds>;
  /** Narrows the link of a host: packets come late, and are dropped where too many wait. */
  narrowLink(host: string, narrowing: Narrowing): Promise<void>;
  /** Mends every link that was cut or narrowed. */
  mendLinks(): Promise<void>;
  /** Shuts a host down in order. */
  stop(host: string): Promise<void>;
  /** Powers a host on again, with the root and the volume that it had. */
  start(host: string): Promise<void>;
  /** Ends a host and removes its root; its volume stays for the next host that names it. */
  terminate(host: string): Promise<void>;
  /** Changes what a host is told: it reads it from the metadata service, and its user-data does not run again. */
  change(host: string, change: HostChange): Promise<void>;
  /** Attaches a volume to a host that has none; its disk appears at once. `size` in bytes counts where it is made. */
  attachVolume(host: string, volume: string, size?: number): Promise<void>;
  /** Detaches the volume of a host. Fails while its file system is mounted. */
  detachVolume(host: string): Promise<void>;
  /** Takes a snapshot of a host's volume as it is now, and returns its id. It stays until the cloud ends. */
  takeSnapshot(host: string): Promise<string>;
  /** Makes a volume that holds what a snapshot does. `size` in bytes, that of the snapshot unless given. */
  restoreVolume(volume: string, snapshot: string, size?: number): Promise<void>;
  /** Makes a volume larger, as EBS does: its disk grows at once, what is on it stays. Size in bytes. */
  growVolume(volume: string, size: number): Promise<void>;
  /** Removes a volume that is attached to no host, with all that it holds. */
  removeVolume(volume: string): Promise<void>;
  /** Leaves no room on a host's volume: what is there stays. Returns when there was none, by the monotonic clock. */
  fillVolume(host: string): Promise<Milliseconds>;
  /** Gives every volume room again. */
  relieveVolumes(): Promise<void>;
  /** A secret by its name; undefined if there is none. */
  secret(name: string): Promise<StoredSecret | undefined>;
  putSecret(secret: LocalSecret): Promise<void>;
  removeSecret(name: string): Promise<void>;
  /** What there is in the account beside hosts. */
  objects(): Promise<readonly CloudObject[]>;
  putObject(object: CloudObject): Promise<void>;
  removeObject(key: ObjectKey): Promise<void>;
  /** Runs a command to its end. argv is never seen by a shell. */
  exec(place: string, argv: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  /** Starts a command at this process's own terminal, or with pipes. It dies with this process. */
  spawn(
    place: string,
    argv: readonly string[],
    stdio: 'inherit' | 'pipe',
    env?: Variables,
  ): Promise<ChildProcess>;
  /** Lets services of the cloud fail for their next requests. */
  faults(faults: Faults): Promise<void>;
  /** Waits until user-data of these hosts is ready or failed; returns what became of each, in the given order. */
  waitForBoot(hosts: readonly string[], timeout: Milliseconds): Promise<readonly HostStatus[]>;
  /** Ends the cloud and everything in it; fulfilled when it is gone. Doing so again is no error. */
  down(): Promise<void>;
}

/** Speaks to a cloud through its control socket, which stands in its own mount namespace. */
export function connect(entry: CloudEntry): LocalCloud {
  const { name, pid } = entry;

  async function call<Result>(path: string, body?: unknown): Promise<Result> {
    const answer = await exchange(pid, path, body).catch((error: NodeJS.ErrnoException) => {
      throw unreachable(entry, error);
    });
    if (answer.status === 200) return JSON.parse(answer.body);
    const failure: ControlError = JSON.parse(answer.body);
    throw failure.user ? new UserError(failure.error) : new Error(failure.error);
  }

  const hosts = (): Promise<readonly HostStatus[]> => call('/hosts');
  const act = <Result = void>(host: string, action: string, body?: unknown): Promise<Result> =>
    call(`/hosts/${encodeURIComponent(host)}/${action}`, body);

  // A refresh of Terraform asks for every resource, with user-data of every host among them, and nothing changes meanwhile.
  let latest: Listing | undefined;
  const objects = async (): Promise<readonly CloudObject[]> => {
    const known = latest;
    const told = await call<Listing>('/objects', known?.revision ?? null);
    const listing = told.objects === undefined ? known : told;
    latest = listing;
    return listing?.objects ?? [];
  };

  const targetOf = async (place: string): Promise<Target> =>
    place === 'router' ? place : { hostPid: await act<number>(place, 'pid') };

  const enter: LocalCloud['spawn'] = async (place, argv, stdio, env = {}) =>
    spawnIn(pid, await targetOf(place), argv, stdio, env);

  return {
    name,
    entry,
    hosts,
    made: () => call('/hosts/made'),
    createHost: (host) => call('/hosts/create', host),
    console: (host) => call(`/hosts/${encodeURIComponent(host)}/console`),
    booted: async () => (await call<BootedDefinition | null>('/booted')) ?? undefined,
    bring: (definition) => call('/brought', definition),
    logs: (host, from = {}) => act(host, 'logs', from),
    read: async (host, path) => (await act<string | null>(host, 'read', path)) ?? undefined,
    endpoint: async (host, port) => ({ path: `/proc/${pid}/root${await act<string>(host, 'door', port)}` }),
    kill: (host) => act(host, 'kill'),
    signal: (host, service, signal) => act(host, 'signal', { service, signal }),
    cutLinks: (these, those) => call('/links/cut', { these, those }),
    narrowLink: (host, narrowing) => act(host, 'narrow', narrowing),
    mendLinks: () => call('/links/mend'),
    stop: (host) => act(host, 'stop'),
    start: (host) => act(host, 'start'),
    terminate: (host) => act(host, 'terminate'),
    change: (host, change) => act(host, 'change', change),
    attachVolume: (host, volume, size) => act(host, 'attach', { volume, size }),
    detachVolume: (host) => act(host, 'detach'),
    takeSnapshot: (host) => act(host, 'snapshot'),
    restoreVolume: (volume, snapshot, size) => call('/volumes/restore', { volume, snapshot, size }),
    growVolume: (volume, size) => call('/volumes/grow', { volume, size }),
    removeVolume: (volume) => call('/volumes/remove', volume),
    fillVolume: (host) => act(host, 'fill'),
    relieveVolumes: () => call('/volumes/relieve'),
    secret: async (name) => (await call<StoredSecret | null>('/secrets/get', name)) ?? undefined,
    putSecret: (secret) => call('/secrets/put', secret),
    removeSecret: (secret) => call('/secrets/remove', secret),
    objects,
    putObject: (object) => call('/objects/put', object),
    removeObject: (key) => call('/objects/remove', key),
    faults: (faults) => call('/faults', faults),
    spawn: enter,
    exec: async (place, argv, options = {}) =>
      collect(await enter(place, limited(argv, options.timeout), 'pipe', options.env), options.input),
    waitForBoot: (names, timeout) => waitForBoot(hosts, names, timeout),
    down: async () => {
      await exchange(pid, '/down').catch((error: NodeJS.ErrnoException) => {
        if (isDenied(error)) throw unreachable(entry, error);
      });
      while (isRunning(entry)) await sleep(10);
      forgetCloud(entry);
    },
  };
}

/** The cloud's socket lies in its own file system, which others than root cannot enter. */
function unreachable({ name, user, folder }: CloudEntry, error: NodeJS.ErrnoException): UserError {
  return new UserError(
    isDenied(error)
      ? `the local cloud ${name} is up, started by ${user} in ${folder}, and only root can reach it; run the command with sudo`
      : `the local cloud ${name} is gone; start it again`,
  );
}

function isDenied({ code }: NodeJS.ErrnoException): boolean {
  return code === 'EACCES' || code === 'EPERM';
}

/** A boot takes seconds, and each look goes through every process of the cloud. */
const BOOT_POLL = milliseconds(100);

async function waitForBoot(hosts: LocalCloud['hosts'], names: readonly string[], timeout: Milliseconds) {
  const deadline = Date.now() + timeout;
  for (;;) {
    const all = await hosts();
    const wanted = names.flatMap((name) => all.filter((host) => host.name === name));
    const booting = wanted.filter((host) => host.boot === 'booting');
    if (booting.length === 0) return wanted;
    if (Date.now() > deadline) {
      const lines = booting.map((host) => `${host.name} (${host.lastLine})`);
      throw new UserError(
        `not booted after ${formatDuration(timeout)}: ${lines.join(', ')}; look at their consoles`,
      );
    }
    await sleep(BOOT_POLL);
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function exchange(pid: number, path: string, body?: unknown): Promise<Answer> {
  const socketPath = `/proc/${pid}/root${CONTROL_SOCKET}`;
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path, method: 'POST', agent: false }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject);
    });
    outgoing.once('error', reject);
    outgoing.end(JSON.stringify(body));
  });
}
