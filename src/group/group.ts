/** The programs of a group that runs, and the connections to them. */
import type { Environment } from '../topology/environment.ts';
import { Client, type Opener } from './client.ts';
import type { Connection } from './connection.ts';
import { logIn } from './log-in.ts';
import { type Passwords, passwordsOfHosts } from './password.ts';
import type { Endpoint, Reach } from './reach.ts';

/**
 * What of a group can be asked. Each program has one connection, which is opened by the first question and kept for the
 * next ones: a process that asked ends only after the group is closed, as `using` does.
 */
export class Group implements Disposable {
  readonly environment: Environment;
  /** The way to its hosts. */
  readonly reach: Reach;
  readonly #passwords: Passwords;
  readonly #clients = new Map<string, Client>();

  /** @param passwords those of Redis. @default what stands in the redis.conf of each host */
  constructor(reach: Reach, environment: Environment, passwords: Passwords = passwordsOfHosts(reach)) {
    this.reach = reach;
    this.environment = environment;
    this.#passwords = passwords;
  }

  /** The Redis of a data host, which is told its password. */
  redis(host: string): Client {
    const { port } = this.environment.redis;
    return this.#client(`Redis on ${host}`, async (connect) => {
      const [endpoint, passwords] = await Promise.all([
        this.reach.endpoint(host, port),
        this.#passwords(host),
      ]);
      return logIn(connect, endpoint, passwords);
    });
  }

  /** The passwords that the Redis of a host may have, the one that it should have first. @throws UserError if unread */
  passwords(host: string): Promise<readonly string[]> {
    return this.#passwords(host);
  }

  /** The Sentinel of a host. Sentinels ask for no password. */
  sentinel(host: string): Client {
    return this.#client(`Sentinel ${host}`, async (connect) =>
      connect(await this.#sentinelOf(host), undefined),
    );
  }

  /** A connection of its own to the Sentinel of a host, to hear what it publishes. */
  async connectToSentinel(host: string): Promise<Connection> {
    const { connector } = await import('./connection.ts');
    const connect = await connector();
    return connect(await this.#sentinelOf(host), undefined);
  }

  /** Closes every connection. */
  [Symbol.dispose](): void {
    for (const client of this.#clients.values()) client.close();
  }

  #sentinelOf(host: string): Promise<Endpoint> {
    return this.reach.endpoint(host, this.environment.sentinel.port);
  }

  #client(program: string, open: Opener): Client {
    const client = this.#clients.get(program) ?? new Client(program, open);
    this.#clients.set(program, client);
    return client;
  }
}
