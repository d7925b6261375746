import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { monotonicNow } from '../base/clock.ts';
import { UserError } from '../base/errors.ts';
import type { Milliseconds } from '../base/units.ts';
import { ENGINE_NAMES } from '../redis/catalogue/index.ts';
import { placesOf } from '../render/freebsd.ts';
import { installedEngine } from '../render/installed.ts';
import { deafen, type Narrowing, narrow, undeafen, widen } from './links.ts';
import { readLog } from './log-file.ts';
import { movedPackages } from './mirror.ts';
import { namespaceOf, processesIn, processesOf, servicesByNamespace } from './processes.ts';
import type {
  BootState,
  HostChange,
  HostLogs,
  HostState,
  HostStatus,
  LocalHost,
  LogPlaces,
  Service,
} from './protocol.ts';
import { connectHost, disconnectHost, unplugHost } from './router.ts';
import { run } from './run.ts';
import { makeVolume } from './volume.ts';

/** init ends with this when the host wants to be booted again. */
const REBOOT_STATUS = 64;

const LOGS: Readonly<Record<Service, readonly string[]>> = {
  redis: ENGINE_NAMES.map((engine) => placesOf(engine).serverLog),
  sentinel: ENGINE_NAMES.map((engine) => placesOf(engine).sentinelLog),
};

/** Folders of the cloud that hosts live in. */
export interface HostFolders {
  readonly image: string;
  readonly hosts: string;
  readonly volumes: string;
}

/** A host that is powered on. */
interface Power {
  /** Names its network namespace and its cable. */
  readonly cable: string;
  /** The pid of its init. */
  readonly pid: number;
  /** Fulfilled once every process of the host is gone. */
  readonly off: Promise<void>;
}

let cables = 0;

/** One host: its root below a folder, and, while it is powered on, a process tree in namespaces of its own. */
export class RunningHost {
  readonly instanceId: string;
  readonly #folders: HostFolders;
  readonly #folder: string;
  #power: Power | undefined;
  #spec: LocalHost;
  /** The addresses that it hears nothing from. */
  readonly #deafTo = new Set<string>();
  #narrowing: Narrowing | undefined;
  /** The last of the changes of power or volume, which are made one after the other. */
  #turn: Promise<unknown> = Promise.resolve();
  /** Where the console of the present boot begins. */
  #bootsAt = 0;
  #state: HostState = 'stopped';

  constructor(spec: LocalHost, folders: HostFolders) {
    this.#spec = spec;
    this.instanceId = spec.instanceId ?? `i-${randomBytes(9).toString('hex').slice(1)}`;
    this.#folders = folders;
    this.#folder = join(folders.hosts, spec.name);
  }

  /** What the host is at present. */
  get spec(): LocalHost {
    return this.#spec;
  }

  /** Where its programs can be asked. @throws UserError while it is off */
  get reachableAddress(): string {
    this.#running();
    return this.spec.address;
  }

  /** Makes the root and powers the host on: it boots for the first time. */
  async create(): Promise<void> {
    for (const path of ['root', 'upper', 'work']) mkdirSync(join(this.#folder, path), { recursive: true });
    writeFileSync(join(this.#folder, 'console'), '');
    mkdirSync(this.#privateFolder, { recursive: true });
    this.change({});
    if (this.spec.volume !== undefined)
      await makeVolume(join(this.#folders.volumes, this.spec.volume), this.spec.volumeSize);
    await this.start();
  }

  /** Changes what the host is told from now on. User-data that is changed does not run again. */
  change(change: HostChange): void {
    this.#spec = { ...this.#spec, ...change };
    const { userData } = this.spec;
    writeFileSync(join(this.#privateFolder, 'user-data'), userData);
    writeFileSync(join(this.#privateFolder, 'moved'), movedPackages(installedEngine(userData)));
  }

  /** Powers the host on; its user-data runs again only if its first boot was cut short. */
  start(): Promise<void> {
    return this.#inTurn(() => this.#start());
  }

  async #start(): Promise<void> {
    if (this.#power) throw new UserError(`${this.spec.name} is running already; stop it first`);
    this.#bootsAt = this.console().length;
    this.#power = await this.#powerOn();
    this.#state = 'running';
  }

  /** Shuts the host down: services are stopped in order, then the power goes off. */
  stop(): Promise<void> {
    return this.#inTurn(async () => {
      const power = this.#running();
      process.kill(power.pid, 'SIGTERM');
      await power.off;
      this.#state = 'stopped';
    });
  }

  /** Attaches a volume, whose disk appears at once if the host is running. */
  attach(volume: string, size?: number): Promise<void> {
    return this.#inTurn(async () => {
      await makeVolume(join(this.#folders.volumes, volume), size);
      this.#spec = { ...this.#spec, volume };
      await this.#inside('attach-volume', volume);
    });
  }

  /** Takes the volume away. A file system that is mounted on a running host refuses that. */
  detach(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#inside('detach-volume');
      const { volume: _, ...rest } = this.#spec;
      this.#spec = rest;
    });
  }

  /** Does some work while nothing on the host moves: it sees the volume as it is at one moment, as EBS does. */
  frozen<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      const namespace = this.#power && namespaceOf(this.#power.pid);
      const pids = namespace === undefined ? [] : processesIn(namespace);
      try {
        for (const pid of pids) signal(pid, 'SIGSTOP');
        return await work();
      } finally {
        for (const pid of pids) signal(pid, 'SIGCONT');
      }
    });
  }

  /**
   * Runs one of the private programs on the host, if that is running. What it leaves in the background is a process of the
   * host, whose init reaps it: Node reaps only what it started itself.
   */
  async #inside(program: string, ...args: readonly string[]): Promise<void> {
    if (!this.#power) return;
    const enter = ['--target', String(this.#power.pid), '--mount', '--pid', '--root', '--wd'] as const;
    await run(['nsenter', ...enter, `/usr/libexec/vedette/${program}`, ...args]);
  }

  /** Cuts the power: nothing is saved, and nobody is told, not even by a TCP reset. Returns when nobody heard of it any more. */
  async kill(): Promise<Milliseconds> {
    const power = this.#running();
    await unplugHost(power.cable);
    const at = monotonicNow();
    process.kill(power.pid, 'SIGKILL');
    await power.off;
    this.#state = 'killed';
    return at;
  }

  /** Sends a signal to the process of a service. Returns when. */
  signal(service: Service, name: NodeJS.Signals): Milliseconds {
    const namespace = namespaceOf(this.#running().pid);
    const pids = namespace === undefined ? [] : processesOf(service, namespace);
    if (pids.length === 0)
      throw new UserError(`${service} does not run on ${this.spec.name}; start it there first`);
    const at = monotonicNow();
    for (const pid of pids) signal(pid, name);
    return at;
  }

  /** Lets the host hear nothing more from some addresses, also after its power was off. */
  async deafen(addresses: readonly string[]): Promise<void> {
    const added = addresses.filter((address) => !this.#deafTo.has(address));
    if (this.#power && added.length > 0) await deafen(this.#power.cable, added, this.#deafTo.size === 0);
    for (const address of added) this.#deafTo.add(address);
  }

  /** Narrows the link of the host, also after its power was off. */
  async narrow(narrowing: Narrowing): Promise<void> {
    if (this.#power) await narrow(this.#power.cable, narrowing);
    this.#narrowing = narrowing;
  }

  /** Lets the host hear from all again, and at full width. */
  async mendLinks(): Promise<void> {
    if (this.#power && this.#deafTo.size > 0) await undeafen(this.#power.cable, [...this.#deafTo]);
    this.#deafTo.clear();
    if (this.#power && this.#narrowing) await widen(this.#power.cable);
    this.#narrowing = undefined;
  }

  /** Ends the host and removes its root; its volume stays. */
  terminate(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#power) await this.kill();
      rmSync(this.#folder, { recursive: true });
    });
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const done = this.#turn.then(change);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  /** The pid of its init, of a host that is running. */
  get pid(): number {
    return this.#running().pid;
  }

  /** Everything that was printed on the console since the host was created. */
  console(): string {
    return this.#read('console');
  }

  /** The logs of its services, whether it is running or not. */
  logs(from: LogPlaces = {}): HostLogs {
    const of = (service: Service): HostLogs => {
      const paths = LOGS[service].map((log) => join(this.#folder, 'upper', log));
      const path = paths.find((one) => existsSync(one));
      return path === undefined ? {} : { [service]: readLog(path, from[service]) };
    };
    return { ...of('redis'), ...of('sentinel') };
  }

  /** The text of one of its files, as the host sees it now; undefined if there is none. @throws UserError while it is off */
  read(path: string): string | undefined {
    const file = `/proc/${this.#running().pid}/root/${path}`;
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  }

  status(services = servicesByNamespace()): HostStatus {
    const { name, address } = this.spec;
    const pid = this.#power?.pid;
    const console = this.console();
    return {
      name,
      address,
      instanceId: this.instanceId,
      state: this.#state,
      boot: bootStateOf(console.slice(this.#bootsAt).split('\n')),
      lastLine: verdictOf(console.trimEnd().split('\n')),
      services: (pid === undefined ? undefined : services.get(namespaceOf(pid) ?? '')) ?? [],
      pid,
    };
  }

  async #powerOn(): Promise<Power> {
    cables += 1;
    const cable = `host${cables}`;
    const { address, subnet } = this.spec;
    const lease = await connectHost(cable, address, subnet);
    if (this.#deafTo.size > 0) await deafen(cable, [...this.#deafTo], true);
    if (this.#narrowing) await narrow(cable, this.#narrowing);
    const child = this.#spawn(cable, lease.cidr, lease.gateway);
    const off = new Promise<void>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (status) => {
        this.#power = undefined;
        disconnectHost(cable)
          .then(() => this.#wentOff(status))
          .then(resolve, reject);
      });
    });
    off.catch(() => undefined);
    const [, pid] = /^up (\d+)$/.exec(await firstLine(child.stdio[3])) ?? [];
    if (pid === undefined) {
      await off;
      throw new Error(`${this.spec.name} did not power on: ${this.#read('errors')}${this.console()}`);
    }
    return { cable, pid: Number(pid), off };
  }

  /** stdin is a console at which nobody sits: a question waits for ever. */
  #spawn(cable: string, cidr: string, gateway: string): ChildProcess {
    const [console, errors] = [this.#append('console'), this.#append('errors')];
    const env = {
      PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
      VEDETTE_ADDRESS: cidr,
      VEDETTE_FOLDER: this.#folder,
      VEDETTE_GATEWAY: gateway,
      VEDETTE_IMAGE: this.#folders.image,
      VEDETTE_VOLUME: this.spec.volume ?? '',
      VEDETTE_STORE: this.#folders.volumes,
    };
    const namespaces = [
      '--mount',
      '--propagation=slave',
      '--pid',
      '--uts',
      '--ipc',
      '--fork',
      '--kill-child',
    ];
    const powerOn = fileURLToPath(new URL('./power-on.sh', import.meta.url));
    const child = spawn(
      'nsenter',
      [`--net=/run/netns/${cable}`, 'unshare', ...namespaces, '/bin/sh', powerOn],
      {
        env,
        stdio: ['pipe', console, errors, 'pipe'],
      },
    );
    closeSync(console);
    closeSync(errors);
    return child;
  }

  async #wentOff(status: number | null): Promise<void> {
    if (status === REBOOT_STATUS) await this.#start();
    else this.#state = status === 0 ? 'stopped' : 'killed';
  }

  #running(): Power {
    if (!this.#power) throw new UserError(`${this.spec.name} is ${this.#state}; start it first`);
    return this.#power;
  }

  get #privateFolder(): string {
    return join(this.#folder, 'upper/usr/libexec/vedette');
  }

  #append(name: 'console' | 'errors'): number {
    return openSync(join(this.#folder, name), 'a');
  }

  #read(name: 'console' | 'errors'): string {
    return readFileSync(join(this.#folder, name), 'utf8');
  }
}

/** A process may have ended since it was found. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {}
}

async function firstLine(stream: unknown): Promise<string> {
  if (!(stream instanceof Readable)) return '';
  for await (const line of createInterface(stream)) return line;
  return '';
}

/** FreeBSD goes on after vedette has said how the boot ended. */
function verdictOf(lines: readonly string[]): string {
  return lines.findLast((line) => line.startsWith('vedette: ')) ?? lines.at(-1) ?? '';
}

function bootStateOf(lines: readonly string[]): BootState {
  const verdict = lines.findLast((line) => /^vedette: (ready|FAILED)/.test(line));
  if (verdict === undefined) return 'booting';
  return verdict.startsWith('vedette: ready') ? 'ready' : 'failed';
}
