/** The group that drills are run on, one after the other. */
import { UserError } from '../base/errors.ts';
import { Group } from '../group/group.ts';
import { groupHealth } from '../group/health.ts';
import { type Engines, filesOf } from '../local/engine.ts';
import type { EngineFiles } from '../local/engine-files.ts';
import { openCloud } from '../local/environment-cloud.ts';
import type { LocalCloud } from '../local/index.ts';
import type { Environment } from '../topology/environment.ts';
import { bootHosts } from './boot.ts';
import type { Drill } from './drill.ts';
import type { Round } from './record.ts';
import { runRound } from './round.ts';
import type { Step } from './stage.ts';
import type { WriterGroup } from './writers/kind.ts';
import { prepareWriters, type ReadyWriters } from './writers/start.ts';

/** How a group is booted, and who writes to it. */
export interface TestbedOptions {
  /** What hosts run as Redis and Sentinel. */
  readonly engine: EngineFiles;
  /** What hosts run in its place that install a package with an engine of its own. */
  readonly engines: Engines;
  readonly writers: readonly WriterGroup[];
  /** Told what one should know of the group. */
  readonly tell: (text: string) => void;
}

/** A healthy group whenever one is asked for: one that a drill left broken, or as another environment, is made anew. */
export class Testbed {
  readonly #environment: Environment;
  readonly #options: TestbedOptions;
  #opening: Promise<LocalCloud> | undefined;
  /** Who writes in the next round: their programs start while the group forms, or while it is mended after a drill. */
  #writers: Promise<ReadyWriters> | undefined;
  #isReady = false;
  #isEnded = false;

  constructor(environment: Environment, options: TestbedOptions) {
    this.#environment = environment;
    this.#options = options;
  }

  /** Boots the group unless it is up, and waits until it is healthy. @param step told how far it is */
  async ready(step: Step): Promise<LocalCloud> {
    const { engine, engines, tell } = this.#options;
    if (this.#isEnded) throw new UserError(`the rehearsal of ${this.#environment.name} is over`);
    this.#opening ??= openCloud(this.#environment, {
      tether: true,
      engine,
      engines: filesOf(engines),
    });
    const cloud = await this.#opening;
    if (this.#isReady) return cloud;
    const booted = (): void => void this.#prepareWriters(cloud);
    await bootHosts(cloud, this.#environment, { tell, step, booted });
    this.#isReady = true;
    return cloud;
  }

  /**
   * Runs a drill once.
   *
   * @param step told what is done
   * @param hasNext whether another drill is to be run on this group, asked when this one is over
   */
  async run(drill: Drill, step: Step, hasNext: () => boolean): Promise<Round> {
    const cloud = await this.ready(step);
    const primary = await this.primary(cloud);
    const writers = await this.#prepareWriters(cloud);
    this.#writers = undefined;
    const brought = drill.brings?.(this.#environment, this.#options.engines);
    if (brought !== undefined && 'unfit' in brought) throw new RangeError(`${drill.name}: ${brought.unfit}`);
    const isLeft = brought !== undefined && brought !== this.#environment;
    const isOver = (): void => {
      if (hasNext() && !isLeft) void this.#prepareWriters(cloud);
    };
    const { engines } = this.#options;
    const ground = { cloud, environment: this.#environment, engines, brought, writers, step, isOver };
    const round = await runRound(ground, drill, primary);
    if (isLeft || round.wreck !== undefined) await this.#leave();
    return round;
  }

  /** Each round has programs of its own: what a library does after a failover does not reach the next drill. */
  #prepareWriters(cloud: LocalCloud): Promise<ReadyWriters> {
    const writers = this.#writers ?? prepareWriters(cloud, this.#environment, this.#options.writers);
    // Who needs them is told.
    writers.catch(() => undefined);
    this.#writers = writers;
    return writers;
  }

  /** Ends the group with everything of it, at any moment, for good. */
  end(): Promise<void> {
    this.#isEnded = true;
    return this.#leave();
  }

  async #leave(): Promise<void> {
    const [opening, writers] = [this.#opening, this.#writers];
    this.#opening = undefined;
    this.#writers = undefined;
    this.#isReady = false;
    await (await writers?.catch(() => undefined))?.kill();
    await (await opening?.catch(() => undefined))?.down();
  }

  /** The host that leads the group, which is healthy. */
  async primary(cloud: LocalCloud): Promise<string> {
    using group = new Group(cloud, this.#environment);
    const { primary, problems } = await groupHealth(group);
    if (primary === undefined)
      throw new Error(`${this.#environment.name} was healthy: ${problems.join('; ')}`);
    return primary;
  }
}
