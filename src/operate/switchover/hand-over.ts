/** What is left to do once a replica is promoted: nothing of it is taken back, and what fails keeps nothing else from being done. */
import { UserError } from '../../base/errors.ts';
import { milliseconds } from '../../base/units.ts';
import { until } from '../../base/until.ts';
import { demand } from '../../group/demand.ts';
import { type HostWithData, sentinelHosts } from '../../topology/environment.ts';
import { linkPort } from '../../topology/ports.ts';
import { resumeWrites } from '../pause.ts';
import type { Unfence } from './fence.ts';
import { type Steering, setPriority } from './steer.ts';
import { isFailingOver, namedBy, roleOf, type Switching } from './switching.ts';

/** The old primary gets what it lacks, or everything: a minute, and the waiting harms nobody. */
const FOLLOWED_WITHIN = milliseconds(60_000);

/** Does what is left, and remembers what of it failed. */
export class HandOver {
  /** What is not done, each a sentence without a full stop. */
  readonly left: string[] = [];
  readonly switching: Switching;
  /** Who is primary now. */
  readonly leader: HostWithData;

  constructor(switching: Switching, leader: HostWithData) {
    this.switching = switching;
    this.leader = leader;
  }

  /** The old primary follows the new one at once, so that it takes no write even where the pause runs out. */
  async follow(): Promise<void> {
    const { group, old } = this.switching;
    const { address } = this.leader;
    const port = String(linkPort(group.environment, 'redis'));
    await this.#try(`${old.name} was told to follow`, old.name, `REPLICAOF ${address} ${port}`, () =>
      demand(group.redis(old.name), 'REPLICAOF', address, port),
    );
  }

  /** Clients that ask a Sentinel find the new primary from now on. */
  async named(): Promise<void> {
    const { group } = this.switching;
    const { name, address } = this.leader;
    const hosts = sentinelHosts(group.environment);
    await this.#try(`all Sentinels name ${name}`, undefined, `waits until all Sentinels name ${name}`, () =>
      until(
        `all Sentinels name ${name}`,
        async () => {
          const named = await Promise.all(hosts.map((host) => namedBy(group, host.name)));
          return named.every((one) => one === address || one === undefined);
        },
        group.environment.sentinel.failoverTimeout,
      ),
    );
  }

  /** The clients of the old primary ask Sentinel anew, and only then are their writes answered. */
  async sendClientsAway(): Promise<void> {
    const { group, old } = this.switching;
    const client = group.redis(old.name);
    await this.#try(`clients leave ${old.name}`, old.name, 'CLIENT KILL TYPE normal', () =>
      demand(client, 'CLIENT', 'KILL', 'TYPE', 'normal'),
    );
    await this.#try(`${old.name} answers writes`, old.name, 'CLIENT UNPAUSE', () =>
      resumeWrites(group, old.name),
    );
  }

  /** Sentinel has had the new primary write its file, with the priority that it was given for this. */
  async unsteer(steering: readonly Steering[]): Promise<void> {
    const { group } = this.switching;
    for (const { host, before } of steering) {
      const [client, command] = [group.redis(host.name), setPriority(before)];
      await this.#try(`${host.name} has priority ${before}`, host.name, command.join(' '), async () => {
        await demand(client, ...command);
        await demand(client, 'CONFIG', 'REWRITE');
      });
    }
  }

  /**
   * Every Sentinel names the new primary, one that was silent for a moment too, and the leading one has moved the other
   * replicas: the group is fit for what comes next. One that is left to itself sees only a second later that they follow (redis
   * sentinel.c, sentinelSendPeriodicCommands), so they are asked themselves.
   */
  async end(): Promise<void> {
    const { group, leading, telling, isLeft } = this.switching;
    const { name, address } = this.leader;
    const what = `every Sentinel names ${name}, and ${isLeft ? 'the other replicas follow it' : `the failover of ${leading.name} is over`}`;
    const isMoved = isLeft
      ? () => this.#areFollowing()
      : async () => !(await isFailingOver(group, leading.name));
    const isOver = async (): Promise<boolean> => {
      const named = await Promise.all(telling.map((host) => namedBy(group, host)));
      return named.every((one) => one === address) && (await isMoved());
    };
    await this.#try(what, undefined, `waits until ${what}`, () =>
      until(what, this.#unlessInterrupted(isOver), group.environment.sentinel.failoverTimeout),
    );
  }

  /** The old primary follows with the guard that it had, and a restart keeps that. Who interrupts does not wait for it. */
  async settle(unfence: Unfence): Promise<void> {
    const { group, old } = this.switching;
    const what = `${old.name} follows ${this.leader.name}`;
    await this.#try(what, undefined, `waits until ${what}`, async () => {
      await until(
        what,
        this.#unlessInterrupted(() => this.#isFollowing(old)),
        FOLLOWED_WITHIN,
      );
      await unfence();
      await demand(group.redis(old.name), 'CONFIG', 'REWRITE');
    });
  }

  /** True when those follow that did before. */
  async #areFollowing(): Promise<boolean> {
    const others = this.switching.inSync.filter(({ name }) => name !== this.leader.name);
    const following = await Promise.all(others.map((host) => this.#isFollowing(host)));
    return following.every(Boolean);
  }

  async #isFollowing(host: HostWithData): Promise<boolean> {
    const [role, address, , link] = await roleOf(this.switching.group, host);
    return role === 'slave' && address === this.leader.address && link === 'connected';
  }

  #unlessInterrupted(holds: () => Promise<boolean>): () => Promise<boolean> {
    return () => {
      if (this.switching.signal?.aborted) throw new UserError('nobody waited for it');
      return holds();
    };
  }

  async #try(
    what: string,
    host: string | undefined,
    how: string,
    work: () => Promise<unknown>,
  ): Promise<void> {
    this.switching.tell(how, host);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.left.push(`it is not so yet that ${what}: ${error.message}`);
    }
  }
}
