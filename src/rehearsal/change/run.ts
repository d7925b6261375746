/** One run of the process that changes a group, from its begin to its end or to where it is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../../base/errors.ts';
import type { Milliseconds } from '../../base/units.ts';
import type { LocalCloud } from '../../local/index.ts';
import { clientSecret, secretName } from '../../render/secrets.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Stage } from '../stage.ts';
import { ChangeProcess } from './child.ts';
import type { ChangeEnd, ChangeEvent, ChangeJob } from './job.ts';

/** What is brought to a group. */
export type Bringing = Pick<ChangeJob, 'kind' | 'after'>;

/** How a run is made. */
export interface RunOptions {
  /** The folder that it works in. */
  readonly folder: string;
  /** Which run it is, from 0. */
  readonly run: number;
  /** Where it is killed; undefined where it is not. */
  readonly kill: Kill | undefined;
}

/** Where a run is killed: so long after it has begun, has done a step, or the clients have the new password. */
export interface Kill {
  readonly at: 'begin' | 'step' | 'clients';
  readonly after: Milliseconds;
}

const COMMAND = { 'roll-out': 'vedette rollout', rotation: 'vedette rotate' } as const;

/** How it says that a step is done (src/operate/run-steps.ts). */
const STEP_DONE = /^\d+ of \d+, /;

/**
 * Runs it, and marks every step that it has done.
 *
 * @returns what became of it; undefined where it was killed
 * @throws UserError if it ends without a word, or the clients do not get a new password
 */
export async function runChange(
  stage: Stage,
  bringing: Bringing,
  options: RunOptions,
): Promise<ChangeEnd | undefined> {
  let end: ChangeEnd | undefined;
  const command = `${COMMAND[bringing.kind]}${options.run === 0 ? '' : ' again'}`;
  await stage.act(command, undefined, async (cloud) => {
    const run = new Running(stage, cloud, bringing, options);
    end = await run.ended();
  });
  return end;
}

/** A run under way. */
class Running {
  readonly #stage: Stage;
  readonly #cloud: LocalCloud;
  readonly #options: RunOptions;
  readonly #process: ChangeProcess;
  #isKilled = false;
  #failure: unknown;

  constructor(stage: Stage, cloud: LocalCloud, { kind, after }: Bringing, options: RunOptions) {
    this.#stage = stage;
    this.#cloud = cloud;
    this.#options = options;
    const job = {
      kind,
      cloud: cloud.entry,
      before: withLocalLock(stage.environment),
      after: withLocalLock(after),
    };
    this.#process = new ChangeProcess(job, options.folder, (event) => this.#hear(event));
  }

  async ended(): Promise<ChangeEnd | undefined> {
    const end = await this.#process.ended;
    if (this.#failure !== undefined) throw this.#failure;
    if (end === undefined && !this.#isKilled) throw new UserError('vedette ended without a word');
    if (end === undefined) this.#mark('vedette killed');
    return end;
  }

  #hear(event: ChangeEvent): void {
    if (event.kind === 'begun') void this.#killAt('begin');
    if (event.kind === 'clients') void this.#moveClients();
    if (event.kind === 'told') this.#hearTold(event.text);
  }

  #hearTold(text: string): void {
    if (!STEP_DONE.test(text)) {
      this.#stage.say(text);
      return;
    }
    this.#mark(text);
    void this.#killAt('step');
  }

  async #killAt(moment: Kill['at']): Promise<void> {
    const { kill } = this.#options;
    if (kill?.at !== moment || this.#isKilled) return;
    this.#isKilled = true;
    await sleep(kill.after);
    this.#process.kill();
  }

  async #moveClients(): Promise<void> {
    try {
      const { environment } = this.#stage;
      const secret = await this.#cloud.secret(secretName(environment, clientSecret(environment)));
      if (secret === undefined) throw new UserError('the store has no password for the clients');
      await this.#stage.moveClients(secret.value);
      this.#process.tellMoved();
      void this.#killAt('clients');
    } catch (error) {
      this.#failure = error;
      this.#process.kill();
    }
  }

  #mark(text: string): void {
    void this.#stage.act(text, undefined, async () => undefined);
  }
}

/** The lock of a rehearsal is its own: the one of the group that runs is in the bucket of its state. */
function withLocalLock(environment: Environment): Environment {
  const { state: _state, ...aws } = environment.aws;
  return { ...environment, aws };
}
