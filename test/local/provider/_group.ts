import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '../../../src/base/units.ts';
import type { Command } from '../../../src/group/client.ts';
import { Group as Programs } from '../../../src/group/group.ts';
import { type GroupHealth, groupHealth } from '../../../src/group/health.ts';
import { listOf, type Reply, textOf } from '../../../src/group/reply.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../../src/topology/environment.ts';
import { hostNamed, named } from '../../_boot.ts';
import type { TestStack } from './_stack.ts';

const PATIENCE = 90_000;

/** The Redis group of a stack that is up. */
export class Group {
  readonly #stack: TestStack;

  constructor(stack: TestStack) {
    this.#stack = stack;
  }

  get #environment(): Environment {
    return this.#stack.environment;
  }

  /** Waits until a failover would work and returns the name of the primary. */
  async healthy(): Promise<string> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      await this.#lookOften();
      const health = await this.#health();
      if (health.problems.length === 0 && health.primary !== undefined) return health.primary;
      if (Date.now() > deadline)
        throw new Error(`not healthy: ${health.problems.join('; ')}\n${await this.#consoles()}`);
      await sleep(300);
    }
  }

  async #health(): Promise<GroupHealth> {
    using programs = new Programs(await this.#stack.cloud(), this.#environment);
    return await groupHealth(programs);
  }

  /** Sentinels look for new replicas every ten seconds, which no test needs to wait for. */
  async #lookOften(): Promise<void> {
    const { port } = this.#environment.sentinel;
    await Promise.all(
      sentinelHosts(this.#environment).map(({ name, address }) =>
        this.sh(name, `redis-cli -h ${address} -p ${port} sentinel debug info-period 500`).catch(() => ''),
      ),
    );
  }

  /** Writes a key through the primary; a replica has it before this is fulfilled. */
  async write(key: string): Promise<void> {
    const primary = await this.healthy();
    const [set, replicas] = await this.#ask(primary, ['SET', key, 'kept'], ['WAIT', '1', '5000']);
    if (set !== 'OK' || !Number(replicas)) throw new Error(`${key} was not written: ${set}, ${replicas}`);
  }

  /** The keys that every data host has. */
  async keys(): Promise<readonly string[]> {
    const each = await Promise.all(
      dataHosts(this.#environment).map(({ name }) => this.#ask(name, ['KEYS', '*'])),
    );
    const [first = [], ...others] = each.map(([keys = null]) => listOf(keys).map(textOf));
    return first.filter((key) => others.every((keys) => keys.includes(key))).sort();
  }

  /** What a Sentinel says of the others: their number, and how it calls itself. */
  async sentinel(host: string): Promise<{ readonly others: number; readonly id: string }> {
    const { port, group } = this.#environment.sentinel;
    const ask = (question: string) =>
      this.sh(
        host,
        `redis-cli -h ${hostNamed(this.#environment, host).address} -p ${port} sentinel ${question}`,
      );
    const [master, id] = await Promise.all([ask(`master ${group}`), ask('myid')]);
    return { others: Number(/num-other-sentinels\n(\d+)/.exec(master)?.[1]), id: id.trim() };
  }

  /** The host that a Sentinel names as the primary. */
  async named(host: string): Promise<string | undefined> {
    return named(await this.#stack.cloud(), this.#environment, host);
  }

  /** Waits until something holds. */
  async until(holds: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error('waited in vain');
      await sleep(100);
    }
  }

  /** Asks the Redis of a data host some things at once. */
  async #ask(host: string, ...commands: readonly Command[]): Promise<readonly Reply[]> {
    using programs = new Programs(await this.#stack.cloud(), this.#environment);
    return await programs.redis(host).askAll(commands, milliseconds(10_000));
  }

  async sh(host: string, script: string): Promise<string> {
    return (await (await this.#stack.cloud()).exec(host, ['sh', '-c', script])).stdout;
  }

  /** Does some work while the roles are watched; throws if two hosts were primaries at the same time. */
  async withOnePrimary(work: () => Promise<unknown>): Promise<void> {
    const watch = { over: false };
    const watching = this.#watch(watch);
    await work().finally(() => {
      watch.over = true;
    });
    await watching;
  }

  /** Hosts are asked in turn, and one that says twice that it is the primary was that in between, when others said it too. */
  async #watch(watch: { readonly over: boolean }): Promise<void> {
    const since = new Map<string, string[]>();
    while (!watch.over) {
      for (const { name } of dataHosts(this.#environment)) {
        const [role = null] = await this.#ask(name, ['ROLE']).catch(() => []);
        const meanwhile = since.get(name);
        since.delete(name);
        if (listOf(role)[0] !== 'master') continue;
        if (meanwhile !== undefined && meanwhile.length > 0)
          throw new Error(`two primaries: ${[name, ...meanwhile].join(' and ')}`);
        for (const others of since.values()) others.push(name);
        since.set(name, []);
      }
      await sleep(50);
    }
  }

  async #consoles(): Promise<string> {
    const cloud = await this.#stack.cloud();
    const texts = await Promise.all(
      this.#environment.hosts.map(
        async ({ name }) => `== ${name}\n${await cloud.console(name).catch(String)}`,
      ),
    );
    return texts.join('\n');
  }
}
