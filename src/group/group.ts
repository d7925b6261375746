/** The programs of a group that runs, and the connections to them. */
import { OWN_USER } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import { type Listener, linkPort, openPorts } from '../topology/ports.ts';
import { requiresTls } from '../topology/tls.ts';
import { hasUsers, requiresUsers } from '../topology/users.ts';
import { addressOf } from './address.ts';
import { Client, type Opener } from './client.ts';
import type { Connection } from './connection.ts';
import { type Login, logIn } from './log-in.ts';
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
   * @param passwords those of its users. @default what stands in the files of each host
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

  /** The Redis of a data host, which is told a login. */
  redis(host: string): Client {
    return this.#client(`Redis on ${host}`, async (connect) => {
      const [endpoint, logins] = await Promise.all([this.endpoint(host, 'redis'), this.logins(host)]);
      return logIn(connect, endpoint, logins);
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

  /**
   * The passwords that the programs of a host may have for a user, the one that they should have first.
   *
   * @param user its name. @default who names none
   * @throws UserError if unread
   */
  passwords(host: string, user?: string): Promise<readonly string[]> {
    return this.#passwords(host, user);
  }

  /**
   * As whom the Redis of a host is asked: as the user `vedette` where there are users, and as the default one where that is on.
   *
   * @throws UserError if the passwords cannot be read
   */
  async logins(host: string): Promise<readonly Login[]> {
    const named = await this.#named(host);
    if (requiresUsers(this.environment)) return named;
    return [...named, ...(await this.#passwords(host)).map((password) => ({ password }))];
  }

  /** The Sentinel of a host, which is told a login where there are users. */
  sentinel(host: string): Client {
    return this.#client(`Sentinel ${host}`, async (connect) =>
      logIn(connect, await this.endpoint(host, 'sentinel'), await this.#sentinelLogins(host)),
    );
  }

  /** The same Sentinel for who does not know whether it is one of the group: nobody there is told a password. */
  stranger(host: string): Client {
    if (!hasUsers(this.environment)) return this.sentinel(host);
    const program = `Sentinel ${host}`;
    const open: Opener = async (connect) => connect(await this.endpoint(host, 'sentinel'), undefined);
    return this.#client(program, open, `${program}, unnamed`);
  }

  /** A connection of its own to the Sentinel of a host, to hear what it publishes. */
  async connectToSentinel(host: string): Promise<Connection> {
    const { connector } = await import('./connection.ts');
    const connect = await connector();
    return logIn(connect, await this.endpoint(host, 'sentinel'), await this.#sentinelLogins(host));
  }

  /** Closes every connection. */
  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.close();
  }

  async #encrypted(host: string, endpoint: Endpoint): Promise<Endpoint> {
    const address = addressOf(this.environment, host);
    return { ...endpoint, encryption: { authority: await this.trust(), address } };
  }

  /** As `vedette`; none where there are no users, or its password is not known here. */
  async #named(host: string): Promise<readonly Login[]> {
    if (!hasUsers(this.environment)) return [];
    const passwords = await this.#passwords(host, OWN_USER);
    return passwords.map((password) => ({ username: OWN_USER, password }));
  }

  /** Sentinels ask for no login until users are required. */
  async #sentinelLogins(host: string): Promise<readonly (Login | undefined)[]> {
    const named = await this.#named(host);
    return requiresUsers(this.environment) ? named : [...named, undefined];
  }

  #client(program: string, open: Opener, key = program): Client {
    const client = this.#clients.get(key) ?? new Client(program, open);
    this.#clients.set(key, client);
    return client;
  }
}
