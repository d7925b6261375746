/** Machines that Terraform makes: each deed is a plan of its own that is pointed at one of them. */
import type { SynthesizedStack } from '../../aws/synthesized-stack.ts';
import { RefusedError } from '../../base/errors.ts';
import type { Change } from '../../diff/change.ts';
import { hostOf } from '../../diff/infrastructure/words.ts';
import type { Machine, Machines, MachinesPlan } from '../../operate/machines.ts';
import type { Environment } from '../../topology/environment.ts';
import { type JudgedPlan, judgePlan } from '../plan/judge.ts';
import type { OlderState } from '../plan/older-state.ts';
import { type Overrulable, type Refusal, refusesRollout } from '../plan/refusal.ts';
import type { ResourceChange, TerraformPlan } from '../terraform/plan-json.ts';
import type { TerraformState } from '../terraform/state-json.ts';
import type { TerraformRun } from '../terraform/terraform-run.ts';
import { beyondHost, beyondTargets, type Deed } from './beyond.ts';
import { foundationsOf } from './foundations.ts';
import { imagesIn } from './images.ts';
import { readMachines } from './in-state.ts';
import { outdatedMemories, rolledOut } from './memory.ts';
import { instanceOf, losesOnlyWithHosts, type Parts, partsOf } from './parts.ts';

/** What machines are made with. */
export interface MachineShop {
  readonly run: TerraformRun;
  readonly environment: Environment;
  /** The stack that is run. */
  readonly stack: SynthesizedStack;
  /** How the state differs from what was deployed last; undefined where it does not. */
  readonly older: OlderState | undefined;
  /** The guards that a person overrules. */
  readonly allowed: readonly Overrulable[];
  /** Writes down that something is about to change. Where that fails, nothing does. */
  readonly begin: () => Promise<void>;
  /** Writes down the state that an apply left. */
  readonly end: (state: TerraformState) => Promise<void>;
  /** Waits until a host has booted. Where nobody sees its console, whoever asks its programs does. */
  readonly booted: (host: string) => Promise<void>;
}

/** The machines of an environment that Terraform deploys. */
export class TerraformMachines implements Machines, Disposable {
  readonly #shop: MachineShop;
  #hasBegun = false;

  constructor(shop: MachineShop) {
    this.#shop = shop;
  }

  async present(): Promise<readonly Machine[]> {
    return readMachines(await this.#shop.run.state());
  }

  async plan(): Promise<MachinesPlan> {
    const plan = await this.#shop.run.plan();
    const { hosts, first, last, anew } = this.#parts(plan);
    const rowsOf = (changes: readonly ResourceChange[]): readonly Change[] =>
      this.#judge({ ...plan, resource_changes: changes }).rows.filter(({ impact }) => impact !== 'none');
    return {
      hosts,
      rest: rowsOf([...first, ...anew]),
      last: rowsOf(last),
      refusals: [...this.#refusals(this.#judge(plan), anew), ...untoldImages(plan)],
    };
  }

  async rest(): Promise<void> {
    const { run } = this.#shop;
    const whole = await run.plan();
    const parts = this.#parts(whole);
    const judged = this.#judge(whole);
    this.#refuse('the rest', this.#refusals(judged, parts.anew));
    if (parts.hosts.length === 0) {
      if (judged.effect !== 'nothing') await this.#apply();
      return;
    }
    const targets = this.#withoutMachines(parts);
    if (targets.length === 0) return;
    const plan = await run.plan({ targets });
    this.#refuse('the rest', [beyondTargets(plan, targets) ?? [], this.#refusals(this.#judge(plan))].flat());
    await this.#apply();
  }

  async create(host: string): Promise<void> {
    await this.#do('create', host);
    await this.#shop.booted(host);
  }

  async replace(host: string): Promise<void> {
    await this.#do('replace', host);
    await this.#shop.booted(host);
  }

  remove(host: string): Promise<void> {
    return this.#do('remove', host);
  }

  [Symbol.dispose](): void {
    this.#shop.run[Symbol.dispose]();
  }

  /**
   * Writes into the state that every host runs with what the definition says, and does what is left beside machines.
   *
   * @throws RefusedError if that would touch a machine
   */
  async remember(): Promise<void> {
    const { run, environment } = this.#shop;
    const whole = await run.plan();
    const outdated = outdatedMemories(whole, environment);
    const plan = await run.plan({ replace: outdated, variables: rolledOut(environment) });
    const { hosts, anew } = this.#parts(plan);
    const judged = this.#judge(plan);
    const touched = hosts.map(({ host, deed }) => `it would ${deed} ${host}`);
    this.#refuse('to write down what hosts run with', [...this.#refusals(judged, anew), ...touched]);
    if (outdated.length > 0 || judged.effect !== 'nothing') await this.#apply();
  }

  async #do(deed: Deed, host: string): Promise<void> {
    const { run, environment } = this.#shop;
    const targets = await this.#ownAddresses(host);
    const replace = deed === 'replace' ? [instanceOf(host)] : [];
    const plan = await run.plan({ targets, replace });
    this.#refuse(`to ${deed} ${host}`, [
      ...this.#refusals(this.#judge(plan)),
      ...[beyondHost(plan, environment, host, deed) ?? []].flat(),
    ]);
    if (plan.applyable !== false) await this.#apply();
  }

  /** What is a host's in the stack and in the state: what hangs on a machine that is made anew differs only then. */
  async #ownAddresses(host: string): Promise<readonly string[]> {
    const { run, stack } = this.#shop;
    const known = new Set([host]);
    const isOwn = (name: string): boolean => hostOf(name, known) === host;
    const inStack = Object.entries(stack.resource ?? {}).flatMap(([type, blocks]) =>
      Object.keys(blocks)
        .filter(isOwn)
        .map((name) => `${type}.${name}`),
    );
    const inState = ((await run.state())?.resources ?? [])
      .filter(({ mode, name }) => mode === 'managed' && isOwn(name))
      .map(({ type, name }) => `${type}.${name}`);
    return [...new Set([...inStack, ...inState])].sort();
  }

  /** What can be done while no machine changes: Terraform does what a resource stands on before it. */
  #withoutMachines({ hosts, first }: Parts): readonly string[] {
    const foundations = foundationsOf(this.#shop.stack);
    const changing = hosts.map(({ host }) => instanceOf(host));
    return first
      .map(({ address }) => address)
      .filter((address) => !changing.some((instance) => foundations.get(address)?.has(instance) ?? false));
  }

  #parts(plan: TerraformPlan): Parts {
    return partsOf(plan, this.#shop.environment);
  }

  /** It is complete as far as it is meant to be: what else it does is looked for by itself. */
  #judge(plan: TerraformPlan): JudgedPlan {
    const { environment, allowed, older } = this.#shop;
    return judgePlan({ ...plan, complete: true }, environment, undefined, {
      purpose: 'rollout',
      allowed: losesOnlyWithHosts(plan, environment) ? [...allowed, 'data-volume'] : allowed,
      older,
    });
  }

  #refusals({ refusals }: JudgedPlan, anew: readonly ResourceChange[] = []): readonly string[] {
    return [
      ...refusals.filter(({ guard }) => refusesRollout(guard)).map(inWords),
      ...anew.map(
        ({ address }) =>
          `${address} would be made anew, and hosts stand on it; deploy that alone first, with vedette deploy ${this.#shop.environment.name}`,
      ),
    ];
  }

  #refuse(what: string, reasons: readonly string[]): void {
    if (reasons.length > 0)
      throw new RefusedError(`${this.#shop.environment.name}: ${what} is refused: ${reasons.join('; ')}`);
  }

  async #apply(): Promise<void> {
    const { run, begin, end } = this.#shop;
    if (!this.#hasBegun) await begin();
    this.#hasBegun = true;
    await end((await run.apply()).state);
  }
}

/** What nobody tells may be another one. */
function untoldImages(plan: TerraformPlan): readonly string[] {
  return imagesIn(plan) === undefined
    ? ['the plan of Terraform does not tell which image hosts start from']
    : [];
}

function inWords({ guard, reason, remedy }: Refusal): string {
  return `refused by ${guard}: ${reason}; ${remedy}`;
}
