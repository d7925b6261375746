/** The programs of a group that runs, and the connections to them. */
import type { Environment } from '../topology/environment.ts';
import { type Listener, linkPort, openPorts } from '../topology/ports.ts';
import { requiresTls } from '../topology/tls.ts';
import { addressOf } from './address.ts';
import { Client, type Opener } from './client.ts';
import type { Connection } from './connection.ts';
import { logIn } from './log-in.ts';
import { type Passwords, passwordsOfHosts } from './password.ts';
import type { Endpoint, Reach } from './reach.ts';
import type { ShownCertificate } from './shown-certificate.ts';
import { type Trust, trustOfHosts } from './trust.ts';

/**
 * What of a group can be asked. Each program has one connection, which is opened by the first question and kept for the
 * next ones: a process that asked ends only after the group is closed, as `using` does.
 */
export class Group implements Disposable {
  readonly environment: Environment;
  /** The way to its hosts. */
  readonly reach: Reach;
  /** Whose word is taken on who its hosts are. */
  readonly trust: Trust;
  readonly #passwords: Passwords;
  readonly #clients = new Map<string, Client>();

  /**
   * @param passwords those of Redis. @default what stands in the redis.conf of each host
   * @param trust for connections that are encrypted. @default what stands on the hosts
   */
  constructor(
    reach: Reach,
    environment: Environment,
    passwords: Passwords = passwordsOfHosts(reach),
    trust: Trust = trustOfHosts(reach, environment),
  ) {
    this.reach = reach;
    this.environment = environment;
    this.trust = trust;
    this.#passwords = passwords;
  }

  /** The Redis of a data host, which is told its password. */
  redis(host: string): Client {
    return this.#client(`Redis on ${host}`, async (connect) => {
      const [endpoint, passwords] = await Promise.all([this.endpoint(host, 'redis'), this.#passwords(host)]);
      return logIn(connect, endpoint, passwords);
    });
  }

  /** Where the programs of the group reach one of a host, and how. */
  async endpoint(host: string, program: Listener): Promise<Endpoint> {
    const endpoint = await this.reach.endpoint(host, linkPort(this.environment, program));
    return requiresTls(this.environment) ? this.#encrypted(host, endpoint) : endpoint;
  }

  /** The certificate that a program of a host shows; undefined where it has none, or does not show it. */
  async certificate(host: string, program: Listener): Promise<ShownCertificate | undefined> {
    const endpoint = await this.encryptedEndpoint(host, program);
    if (endpoint === undefined) return undefined;
    const { shownCertificate } = await import('./shown-certificate.ts');
    return shownCertificate(endpoint);
  }

  /** Where a program takes encrypted connections, also beside a plain port; undefined where it takes none. */
  async encryptedEndpoint(host: string, program: Listener): Promise<Endpoint | undefined> {
    const port = openPorts(this.environment, program).find(({ isTls }) => isTls);
    return port && this.#encrypted(host, await this.reach.endpoint(host, port.number));
  }

  /** The passwords that the Redis of a host may have, the one that it should have first. @throws UserError if unread */
  passwords(host: string): Promise<readonly string[]> {
    return this.#passwords(host);
  }

  /** The Sentinel of a host. Sentinels ask for no password. */
  sentinel(host: string): Client {
    return this.#client(`Sentinel ${host}`, async (connect) =>
      connect(await this.endpoint(host, 'sentinel'), undefined),
    );
  }

  /** A connection of its own to the Sentinel of a host, to hear what it publishes. */
  async connectToSentinel(host: string): Promise<Connection> {
    const { connector } = await import('./connection.ts');
    const connect = await connector();
    return connect(await this.endpoint(host, 'sentinel'), undefined);
  }

  /** Closes every connection. */
  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #encrypted(host: string, endpoint: Endpoint): Promise<Endpoint> {
    const address = addressOf(this.environment, host);
    return { ...endpoint, encryption: { authority: await this.trust(), address } };
  }

  #client(program: string, open: Opener): Client {
    const client = this.#clients.get(program) ?? new Client(program, open);
    this.#clients.set(program, client);
    return client;
  }
}
