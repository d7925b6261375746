/** A group of real servers and Sentinels on addresses of the loopback: as a host would run them, without hosts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { readHostCertificate } from '../../src/certificates/host-certificate.ts';
import { provideCertificates } from '../../src/certificates/provide.ts';
import { type CertificateStore, memoryStore } from '../../src/certificates/store.ts';
import { wantedCertificates } from '../../src/certificates/wanted.ts';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { Group } from '../../src/group/group.ts';
import { type GroupHealth, groupHealth } from '../../src/group/health.ts';
import type { Reach } from '../../src/group/reach.ts';
import type { EngineVersion } from '../../src/redis/catalogue/index.ts';
import { type Document, type DocumentKind, directive } from '../../src/redis/document.ts';
import { printDocument } from '../../src/redis/parse.ts';
import { hashOf } from '../../src/redis/password.ts';
import { hostDocuments } from '../../src/render/documents.ts';
import { LOGIN_FILE, placesIn } from '../../src/render/freebsd.ts';
import { REDIS_PASSWORD } from '../../src/render/secrets.ts';
import type { Environment, Host } from '../../src/topology/environment.ts';
import { addressAt, parseBlock } from '../../src/topology/ipv4.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';

/** Each host holds data and is a Sentinel; what fails is noticed after a second. */
export const THREE: EnvironmentDefinition = {
  name: 'three',
  redis: { directives: { 'repl-diskless-sync-delay': 0 } },
  sentinel: { quorum: 2, downAfter: '1s', failoverTimeout: '6s' },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica', 'sentinel'] },
  },
};

/** The password of every group here. */
export const PASSWORD = 'of-the-group-4711';

/** The password of a user of every group here. */
export function passwordOf(user: string): string {
  return `of-${user}-4711`;
}

/** How a group is started. */
export interface GroupOptions {
  /** The server, which is the Sentinel too. @default the installed one */
  readonly engine?: string;
  /** The version that the files are written for, where that matters. @default the definition's */
  readonly version?: EngineVersion;
  /** The server of single hosts. @default `engine` everywhere */
  readonly engines?: Readonly<Record<string, string>>;
  /** Where the authority and the certificates of hosts are kept, which are made there. @default nowhere */
  readonly certificates?: CertificateStore;
}

/** A group that runs until the test ends. */
export interface ProcessGroup {
  readonly environment: Environment;
  /** Reaches ports and files; programs of hosts cannot be run. */
  readonly reach: Reach;
  readonly group: Group;
  /** The configuration file of a program of a host, where it can be changed while the program is down. */
  file(host: string, program: DocumentKind): string;
  /** Starts a program with the file that it has, and waits until it answers. */
  start(host: string, program: DocumentKind): Promise<void>;
  /** Sends a program a signal; with SIGKILL and SIGTERM it waits until it is gone. */
  signal(host: string, program: DocumentKind, signal: NodeJS.Signals): Promise<void>;
  /** Waits until the group is as `holds` says. @default healthy */
  until(holds?: (health: GroupHealth) => boolean): Promise<GroupHealth>;
}

/** Starts the group of a definition with addresses of the loopback in the place of its own, and waits until it is healthy. */
export async function runGroup(
  t: ExecutionContext,
  definition: EnvironmentDefinition = THREE,
  options: GroupOptions = {},
): Promise<ProcessGroup> {
  const environment = onLoopback(definition, options.version);
  await mkdir('tmp', { recursive: true });
  const folder = resolve(await mkdtemp(join('tmp', 'group-')));
  const running = new Map<string, ChildProcess>();
  const file = (host: string, program: DocumentKind): string => join(folder, host, `${program}.conf`);
  const reach = reachInto(environment, folder);
  const group = new Group(reach, environment);
  t.teardown(async () => {
    group[Symbol.dispose]();
    await Promise.all([...running.values()].map((program) => endOf(program, 'SIGKILL')));
    await rm(folder, { recursive: true, force: true });
  });
  const start = async (host: string, program: DocumentKind): Promise<void> => {
    const engine = options.engines?.[host] ?? options.engine ?? 'redis-server';
    const mode = program === 'sentinel' ? ['--sentinel'] : [];
    const cwd = join(folder, host);
    const child = spawn(engine, [file(host, program), ...mode], { cwd, stdio: 'ignore' });
    running.set(`${host} ${program}`, child);
    await untilItAnswers(group, host, program, child);
  };
  const every = (program: DocumentKind): readonly Host[] =>
    environment.hosts.filter((host) => hostDocuments(environment, host)[program] !== undefined);
  const begin = async (program: DocumentKind): Promise<void> => {
    await Promise.all(every(program).map(({ name }) => start(name, program)));
  };
  const until: ProcessGroup['until'] = (holds = ({ problems }) => problems.length === 0) =>
    untilHealth(group, holds);

  for (const host of environment.hosts) await writeFiles(environment, host, join(folder, host.name));
  await layCertificates(environment, folder, options.certificates ?? memoryStore(new Map()));
  await begin('redis');
  // A Sentinel asks a primary for its replicas when it meets it, and then only every ten seconds.
  await until(({ data }) => data.every(({ inSync }) => inSync));
  await begin('sentinel');
  await until();
  return {
    environment,
    reach,
    group,
    file,
    start,
    signal: async (host, program, signal) => {
      const child = running.get(`${host} ${program}`);
      if (child === undefined) throw new Error(`no ${program} was started on ${host}`);
      if (signal === 'SIGKILL' || signal === 'SIGTERM') await endOf(child, signal);
      else child.kill(signal);
    },
    until,
  };
}

let groups = 0;

/** Every group of every test process has a network of its own: the kernel has all of 127.0.0.0/8 on the loopback. */
function onLoopback(definition: EnvironmentDefinition, version?: EngineVersion): Environment {
  groups += 1;
  const number = (process.pid * 8 + groups) % 65_000;
  const network = `127.${1 + Math.floor(number / 256)}.${number % 256}`;
  const block = parseBlock(`${network}.0/24`);
  if (block === undefined) throw new Error(`${network} is no network`);
  const environment = resolveEnvironment(definition, `stacks/${definition.name}.ts`);
  // A definition itself is refused there.
  const hosts = environment.hosts.map((host, at) => ({ ...host, address: addressAt(block, 10 + at) }));
  const redis = version === undefined ? environment.redis : { ...environment.redis, version };
  return { ...environment, redis, hosts };
}

/** What the store has for each host, where rc.d/vedette_certificate lays it. */
async function layCertificates(
  environment: Environment,
  folder: string,
  store: CertificateStore,
): Promise<void> {
  const wanted = wantedCertificates(environment);
  if (wanted === undefined) return;
  await provideCertificates(wanted, store, new Date());
  for (const { name, secret } of wanted.hosts)
    await layCertificate(environment, join(folder, name), (await store.read(secret)) ?? '');
}

/** Lays what the store has for a host into its folder. */
export async function layCertificate(environment: Environment, folder: string, text: string): Promise<void> {
  const files = placesIn(environment).tls;
  const found = readHostCertificate(text);
  if (found === undefined) throw new Error('the store has no certificate of this host');
  await writeFile(join(folder, basename(files.key)), `${found.key}${found.certificate}`);
  await writeFile(join(folder, basename(files.authority)), found.trusted.join(''));
}

async function writeFiles(environment: Environment, host: Host, folder: string): Promise<void> {
  await mkdir(join(folder, 'data'), { recursive: true });
  await writeFile(join(folder, basename(LOGIN_FILE)), `${passwordOf('vedette')}\n`);
  const { redis, sentinel } = hostDocuments(environment, host);
  if (redis !== undefined)
    await writeFile(join(folder, 'redis.conf'), textOf('redis', redis, host, environment, folder));
  if (sentinel !== undefined)
    await writeFile(join(folder, 'sentinel.conf'), textOf('sentinel', sentinel, host, environment, folder));
}

/** What the host would have, but for where it lies, and that nothing goes into the background. */
function textOf(
  kind: DocumentKind,
  document: Document,
  host: Host,
  environment: Environment,
  folder: string,
): string {
  const dir = kind === 'redis' ? join(folder, 'data') : folder;
  const own: Document = [
    directive('bind', [host.address], 'test'),
    directive('dir', [dir], 'test'),
    directive('logfile', [join(folder, 'log')], 'test'),
    // Of all addresses of the loopback, Linux connects from the first one.
    kind === 'redis'
      ? directive('replica-announce-ip', [host.address], 'test')
      : directive('sentinel', ['announce-ip', host.address], 'test'),
  ];
  const left = new Set(['bind', 'daemonize', 'dir', 'logfile', 'pidfile']);
  const lines = [...document.filter(({ name }) => !left.has(name)), ...own];
  return printDocument(lines)
    .replaceAll(`{secret ${REDIS_PASSWORD.secret}}`, PASSWORD)
    .replaceAll(
      /^(user .*)\{secret user\/(\S+)\}$/gm,
      (_, line, user) => `${line}#${hashOf(passwordOf(user))}`,
    )
    .replaceAll(/\{secret user\/(\S+)\}/g, (_, user) => passwordOf(user))
    .replaceAll(placesIn(environment).tls.directory, folder);
}

function reachInto({ hosts }: Environment, folder: string): Reach {
  return {
    exec: async (host) => {
      throw new Error(`no program of ${host} can be run here`);
    },
    read: async (host, path) => {
      try {
        return await readFile(join(folder, host, basename(path)), 'utf8');
      } catch {
        return undefined;
      }
    },
    endpoint: async (name, port) => {
      const host = hosts.find((each) => each.name === name);
      if (host === undefined) throw new Error(`there is no host ${name}`);
      return { host: host.address, port };
    },
  };
}

async function untilItAnswers(
  group: Group,
  host: string,
  program: DocumentKind,
  child: ChildProcess,
): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} on ${host} ended with ${child.exitCode}`);
    try {
      await group[program](host).ask(['PING']);
      return;
    } catch {
      await sleep(20);
    }
  }
}

async function untilHealth(group: Group, holds: (health: GroupHealth) => boolean): Promise<GroupHealth> {
  const patience = Date.now() + 60_000;
  for (;;) {
    const health = await groupHealth(group);
    if (holds(health)) return health;
    if (Date.now() > patience) throw new Error(`the group does not get there: ${health.problems.join('; ')}`);
    await sleep(50);
  }
}

async function endOf(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill(signal);
  // One that is stopped takes no other signal before it goes on.
  child.kill('SIGCONT');
  await gone;
}
