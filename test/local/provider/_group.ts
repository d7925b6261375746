import { setTimeout as sleep } from 'node:timers/promises';
import { milliseconds } from '../../../src/base/units.ts';
import { answersOf, type Command } from '../../../src/group/client.ts';
import { Group as Programs } from '../../../src/group/group.ts';
import { groupHealth } from '../../../src/group/health.ts';
import { fieldsOf, listOf, type Reply, textOf } from '../../../src/group/reply.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../../src/topology/environment.ts';
import { named } from '../../_boot.ts';
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
    using programs = await this.#programs();
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      await lookOften(programs);
      const health = await groupHealth(programs);
      if (health.problems.length === 0 && health.primary !== undefined) return health.primary;
      if (Date.now() > deadline)
        throw new Error(`not healthy: ${health.problems.join('; ')}\n${await this.#consoles()}`);
      await sleep(300);
    }
  }

  /** The programs, each with one connection for as long as it is used. */
  async #programs(): Promise<Programs> {
    return new Programs(await this.#stack.cloud(), this.#environment);
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
    using programs = await this.#programs();
    const [master = null, id = null] = await programs.sentinel(host).askAll([
      ['SENTINEL', 'MASTER', this.#environment.sentinel.group],
      ['SENTINEL', 'MYID'],
    ]);
    return { others: Number(fieldsOf(master).get('num-other-sentinels')), id: textOf(id) };
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
    using programs = await this.#programs();
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
    using programs = await this.#programs();
    const since = new Map<string, string[]>();
    while (!watch.over) {
      for (const { name } of dataHosts(this.#environment)) {
        const [role = null] = await answersOf(programs.redis(name), [['ROLE']]);
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

/** Sentinels look for new replicas every ten seconds, which no test needs to wait for. */
async function lookOften(programs: Programs): Promise<void> {
  const often = [['SENTINEL', 'DEBUG', 'INFO-PERIOD', '500']];
  await Promise.all(
    sentinelHosts(programs.environment).map(({ name }) => answersOf(programs.sentinel(name), often)),
  );
}
