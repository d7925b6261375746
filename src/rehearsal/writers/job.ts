/** What a program that writes is given: the first line that it reads. */
import { clientCode, SHELL_ANSWER_LIMIT, sentinelsByHost } from '../../render/client-code.ts';
import { APPLICATION } from '../../render/secrets.ts';
import { type Environment, type Host, sentinelHosts } from '../../topology/environment.ts';
import { linkPort } from '../../topology/ports.ts';
import { requiresTls } from '../../topology/tls.ts';
import { hasUsers } from '../../topology/users.ts';
import type { Writer } from './kind.ts';

/** The line at which it stops. */
export const STOP = 'stop';

/** Any other line, as JSON: the password that its clients have from now on. */
export type MoveLine = Pick<WriterJob, 'password'>;

/** Where a program listens. */
export interface Listening {
  readonly host: string;
  readonly port: number;
  /** The certificate of who signs that of the host, as PEM; absent where the connection is not encrypted. */
  readonly authority?: string;
  /**
   * The port for TLS of data hosts, whichever one a Sentinel names: where TLS is optional that is the plain one, until it is
   * required. @default the one that a Sentinel names
   */
  readonly redisPort?: number;
}

/** Where the ids of one client are kept. */
export interface ClientList {
  readonly client: string;
  /** The list that they are pushed to. */
  readonly key: string;
}

/** What one client is given. */
export interface ClientJob extends Writer, ClientList {
  /** In the order in which it asks them. */
  readonly sentinels: readonly Listening[];
  /** The code that opens it, of `vedette clients`; undefined for one that is opened with its defaults. */
  readonly code: string | undefined;
  /** How long a counter waits for an answer, in milliseconds; undefined for one that waits without an end. */
  readonly limit: number | undefined;
}

/** What the program is given. */
export interface WriterJob {
  readonly group: string;
  /** The user that clients log in as. @default the default one, whose password that of the group is */
  readonly username?: string;
  readonly password: string;
  /** For code that connects with TLS; absent where there is none. */
  readonly authority?: string;
  readonly sentinels: readonly Listening[];
  /** The names of hosts by their addresses. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Who writes. */
  readonly clients: readonly ClientJob[];
  /** What is read at the end. */
  readonly lists: readonly ClientList[];
}

/**
 * What a program is to do in an environment.
 *
 * @param round a name that no other lists of the group have
 * @param authority who signs the certificates of hosts, as PEM. @default nobody, since nothing is encrypted
 * @throws UserError if the environment has no Sentinel
 */
export function jobOf(
  environment: Environment,
  password: string,
  round: string,
  writers: readonly Writer[],
  authority?: string,
): WriterJob {
  const { sentinel, hosts } = environment;
  const clients = writers.map((writer) => ({
    ...writer,
    key: `vedette:${round}:${writer.client}`,
    ...(writer.settings === 'default'
      ? withDefaults(environment, authority)
      : asRecommended(environment, writer, authority)),
  }));
  return {
    group: sentinel.group,
    ...(hasUsers(environment) ? { username: APPLICATION } : {}),
    password,
    ...(authority === undefined ? {} : { authority }),
    sentinels: encrypted(environment, sentinelHosts(environment), authority),
    hosts: Object.fromEntries(hosts.map(({ address, name }) => [address, name])),
    clients,
    lists: clients.map(({ client, key }) => ({ client, key })),
  };
}

type Opening = Pick<ClientJob, 'sentinels' | 'code' | 'limit'>;

/** In the order of the definition, as anyone would write them. */
function withDefaults(environment: Environment, authority: string | undefined): Opening {
  return {
    sentinels: listening(environment, sentinelHosts(environment), authority),
    code: undefined,
    limit: undefined,
  };
}

function asRecommended(environment: Environment, { kind }: Writer, authority: string | undefined): Opening {
  return {
    sentinels: encrypted(environment, sentinelsByHost(environment), authority),
    code: kind === 'counter' ? undefined : clientCode(environment, kind).code,
    limit: SHELL_ANSWER_LIMIT,
  };
}

function listening(
  environment: Environment,
  hosts: readonly Host[],
  authority: string | undefined,
): readonly Listening[] {
  const port = linkPort(environment, 'sentinel');
  const encryption = authority !== undefined && requiresTls(environment) ? { authority } : {};
  return hosts.map(({ address }) => ({ host: address, port, ...encryption }));
}

/** By TLS wherever there is some, as recommended code does. */
function encrypted(
  environment: Environment,
  hosts: readonly Host[],
  authority: string | undefined,
): readonly Listening[] {
  if (authority === undefined) return listening(environment, hosts, authority);
  const { port: redisPort, sentinelPort: port } = environment.tls;
  return hosts.map(({ address: host }) => ({ host, port, authority, redisPort }));
}

/**
 * The writers that share a program, for each program. Each client of node-redis has one of its own, as in an application: for
 * each connection the library makes a class with every command, and nobody else of its program gets an answer meanwhile
 * (6.3.1: 60 ms and more of a busy CPU).
 */
export function programsOf(writers: readonly Writer[]): readonly (readonly Writer[])[] {
  const isSlow = ({ kind }: Writer): boolean => kind === 'node-redis';
  const others = writers.filter((writer) => !isSlow(writer));
  const programs = [...writers.filter(isSlow).map((writer) => [writer]), others];
  return programs.filter(({ length }) => length > 0);
}
