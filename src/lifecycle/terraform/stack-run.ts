/** Terraform in the folder of a stack: the order in which it is called, and what is made of what it says. */
import { copyFileSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stateFile } from '../../aws/state-place.ts';
import { messageOf, UserError } from '../../base/errors.ts';
import { InterruptedError } from '../../base/interrupt.ts';
import type { Environment } from '../../topology/environment.ts';
import { thisActor } from '../actor.ts';
import { type Noting, noteHolder } from '../locks/holder.ts';
import { stateLock } from '../locks/lock.ts';
import { failureOf, isBad, isKeptOut, isRefused, keptOut } from './failure.ts';
import { readMessage } from './messages.ts';
import { readPlan, type TerraformPlan } from './plan-json.ts';
import { advance, describeDone, describeOpen, errorsOf, NOTHING_YET, type Progress } from './progress.ts';
import { keepProviderLock, takeProviderLock } from './provider-lock.ts';
import { readState, type TerraformState } from './state-json.ts';
import { type Ended, runTerraform, type Workplace } from './terraform-process.ts';
import type { Applied, PlanOptions, RunOptions, TerraformRun } from './terraform-run.ts';
import { contradictions, describeAftermath } from './unfinished.ts';

/** The file that a plan is kept in, beside its stack. */
const PLAN = 'plan';

/** What was planned, and on which state. */
interface Planned {
  readonly plan: TerraformPlan;
  readonly before: TerraformState | undefined;
}

/** A stack that was written, with Terraform in its folder. */
export class StackRun implements TerraformRun {
  readonly #environment: Environment;
  readonly #place: Workplace;
  readonly #options: RunOptions;
  #planned: Planned | undefined;

  constructor(environment: Environment, place: Workplace, options: RunOptions) {
    this.#environment = environment;
    this.#place = place;
    this.#options = options;
  }

  /** Finds the state, and the providers. A file is named by its whole path, since this folder is not where cdktf writes. */
  async init(): Promise<void> {
    const { name, aws } = this.#environment;
    const place = aws.state === undefined ? [`-backend-config=path=${resolve(stateFile(name))}`] : [];
    takeProviderLock(this.#place.stack);
    this.#status(`${name}: Terraform starts`);
    const ended = await this.#run(['init', '-input=false', '-no-color', ...place]);
    if (isBad(ended)) throw this.#failed('start', ended);
    keepProviderLock(this.#place.stack);
  }

  async plan(options: PlanOptions = {}): Promise<TerraformPlan> {
    this.#planned = undefined;
    const { ended, progress } = await this.#follow(
      ['plan', '-json', '-input=false', `-out=${PLAN}`, ...planArguments(options)],
      'plans',
      options.variables,
    );
    const errors = errorsOf(progress);
    const refused = isRefused(ended, errors) && existsSync(join(this.#place.stack, PLAN));
    if (isBad(ended) && !refused)
      throw (await keptOut(this.#environment, this.#again, errors)) ?? this.#failed('plan', ended, errors);
    for (const error of errors) this.#options.tell(`error: ${error}`);
    const [shown, before] = await Promise.all([this.#run(['show', '-json', PLAN]), this.state()]);
    if (isBad(shown)) throw this.#failed('show its plan of', shown);
    const plan = readPlan(shown.stdout);
    if (!refused) this.#planned = { plan, before };
    return plan;
  }

  async apply(): Promise<Applied> {
    const planned = this.#planned;
    if (planned === undefined) throw new RangeError('nothing was planned that could be applied');
    this.#planned = undefined;
    const { ended, progress } = await this.#follow(['apply', '-json', '-input=false', PLAN], 'applies');
    const { summary } = progress;
    if (ended.status !== 0 || summary?.operation !== 'apply') throw await this.#broken(ended, progress);
    const state = await this.state();
    const wrong =
      state === undefined ? ['there is no state'] : contradictions(planned.plan, planned.before, state);
    if (state === undefined || wrong.length > 0)
      throw new UserError(
        `Terraform says that it applied all of ${this.#environment.name}, and the state says otherwise: ${wrong.join('; ')}; look who else changes this state, and run ${this.#again} again`,
      );
    if (ended.heard !== undefined)
      throw new InterruptedError(
        ended.heard,
        `everything that was planned for ${this.#environment.name} is applied`,
      );
    const { added, changed, destroyed } = summary;
    return { added, changed, destroyed, state };
  }

  async state(): Promise<TerraformState | undefined> {
    const ended = await runTerraform(['state', 'pull'], this.#place, { isShielded: true });
    if (isBad(ended)) throw this.#failed('read the state of', ended);
    return readState(ended.stdout);
  }

  [Symbol.dispose](): void {
    this.#status('');
    this.#place.folder[Symbol.dispose]();
  }

  get #again(): string {
    return this.#options.again ?? `vedette deploy ${this.#environment.name}`;
  }

  #status(text: string): void {
    this.#options.status?.(text);
  }

  #run(argv: readonly string[]): Promise<Ended> {
    return runTerraform(argv, this.#place);
  }

  /** Runs what tells by itself how far it is. */
  async #follow(
    [command, ...argv]: readonly [string, ...string[]],
    does: string,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<{ readonly ended: Ended; readonly progress: Progress }> {
    const { name } = this.#environment;
    let progress = NOTHING_YET;
    this.#status(`${name}: Terraform ${does}`);
    const line = (text: string): void => {
      const message = readMessage(text);
      if (message === undefined) return;
      progress = advance(progress, message);
      if (message.kind === 'done' && message.action !== 'read')
        this.#options.tell(`${name}: ${describeDone(message, message.seconds)}`);
      this.#status(`${name}: Terraform ${does} ${describeOpen(progress.open)}`.trimEnd());
    };
    const { lockTimeout } = this.#options;
    const patience = lockTimeout === undefined ? [] : [`-lock-timeout=${lockTimeout}ms`];
    let noting: Noting | undefined;
    const place = { ...this.#place, variables: { ...this.#place.variables, ...variables } };
    const ended = await runTerraform([command, ...patience, ...argv], place, {
      line,
      inHand: () => describeOpen(progress.open),
      started: (pid) => {
        noting = this.#noteHolder(pid);
      },
    });
    await noting?.end(isKeptOut(errorsOf(progress)));
    this.#status('');
    return { ended, progress };
  }

  /** A lock in a bucket does not say which run has it. */
  #noteHolder(pid: number): Noting | undefined {
    const { name, aws } = this.#environment;
    if (aws.state === undefined) return undefined;
    return noteHolder({ name, bucket: aws.state, run: thisActor(new Date()).name, pid });
  }

  #failed(what: string, ended: Ended, reasons: readonly string[] = []): UserError {
    return failureOf({ name: this.#environment.name, again: this.#again, what }, ended, reasons);
  }

  async #broken(ended: Ended, progress: Progress): Promise<UserError> {
    const out = await keptOut(this.#environment, this.#again, errorsOf(progress));
    if (out !== undefined) return out;
    const state = await this.state().catch(messageOf);
    const text = describeAftermath({
      name: this.#environment.name,
      again: this.#again,
      progress,
      state,
      killed: ended.signal ?? undefined,
      lock: await stateLock(this.#environment).catch(() => undefined),
      stray: this.#keepStray(),
    });
    return ended.heard === undefined ? new UserError(text) : new InterruptedError(ended.heard, text);
  }

  /** Where the state cannot be stored, Terraform writes it beside the stack, and nowhere else. */
  #keepStray(): string | undefined {
    const stray = join(this.#place.stack, 'errored.tfstate');
    if (!existsSync(stray)) return undefined;
    const kept = `.vedette/${this.#environment.name}.errored.tfstate`;
    copyFileSync(stray, kept);
    return kept;
  }
}

function planArguments({
  destroy = false,
  refreshOnly = false,
  targets = [],
  replace = [],
}: PlanOptions): readonly string[] {
  return [
    ...(destroy ? ['-destroy'] : []),
    ...(refreshOnly ? ['-refresh-only'] : []),
    ...targets.map((address) => `-target=${address}`),
    ...replace.map((address) => `-replace=${address}`),
  ];
}
