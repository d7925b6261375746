/** The group that drills are run on, one after the other. */
import { UserError } from '../base/errors.ts';
import { Group } from '../group/group.ts';
import { groupHealth } from '../group/health.ts';
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

/** How a group is booted, and who writes to it. */
export interface TestbedOptions {
  /** What hosts run as Redis and Sentinel. */
  readonly engine: EngineFiles;
  readonly writers: readonly WriterGroup[];
  /** Told what one should know of the group. */
  readonly tell: (text: string) => void;
}

/** A healthy group whenever one is asked for: one that a drill left broken is made anew. */
export class Testbed {
  readonly #environment: Environment;
  readonly #options: TestbedOptions;
  #opening: Promise<LocalCloud> | undefined;
  #isReady = false;
  #isEnded = false;

  constructor(environment: Environment, options: TestbedOptions) {
    this.#environment = environment;
    this.#options = options;
  }

  /** Boots the group unless it is up, and waits until it is healthy. @param step told how far it is */
  async ready(step: Step): Promise<LocalCloud> {
    const { engine, tell } = this.#options;
    if (this.#isEnded) throw new UserError(`the rehearsal of ${this.#environment.name} is over`);
    this.#opening ??= openCloud(this.#environment, { tether: true, engine });
    const cloud = await this.#opening;
    if (!this.#isReady) await bootHosts(cloud, this.#environment, tell, step);
    this.#isReady = true;
    return cloud;
  }

  /** Runs a drill once. @param step told what is done */
  async run(drill: Drill, step: Step): Promise<Round> {
    const cloud = await this.ready(step);
    const { writers } = this.#options;
    const primary = await this.primary(cloud);
    const round = await runRound({ cloud, environment: this.#environment, writers, step }, drill, primary);
    if (round.wreck !== undefined) await this.#leave();
    return round;
  }

  /** Ends the group with everything of it, at any moment, for good. */
  end(): Promise<void> {
    this.#isEnded = true;
    return this.#leave();
  }

  async #leave(): Promise<void> {
    const opening = this.#opening;
    this.#opening = undefined;
    this.#isReady = false;
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
