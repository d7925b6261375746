/** What Terraform itself plans for a stack on the state of another one. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { SynthesizedStack } from '../../../src/aws/synthesized-stack.ts';
import type { CloudObject } from '../../../src/local/inventory.ts';
import { PendingFaults } from '../../../src/local/provider/faults.ts';
import { Schemas } from '../../../src/local/provider/schemas.ts';
import { type ProviderServer, serveProvider } from '../../../src/local/provider/server.ts';
import { recordedCloud } from '../../local/provider/_recorded-cloud.ts';

/** A resource in a plan as `terraform show -json` tells it. */
export interface TerraformChange {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly action_reason?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly replace_paths?: readonly (readonly (string | number)[])[];
  };
}

/** A plan as `terraform show -json` tells it. */
export interface TerraformPlan {
  readonly resource_changes?: readonly TerraformChange[];
  readonly errored?: boolean;
}

/** Terraform with a provider that remembers and boots nothing. */
export class Terraform {
  readonly #folder: string;
  readonly #server: ProviderServer;
  readonly #empty: () => void;
  readonly #objects: () => Promise<readonly CloudObject[]>;
  #initialized = false;

  static async start(): Promise<Terraform> {
    let cloud = recordedCloud();
    const clouds = { up: async () => cloud, open: async () => cloud };
    const service = { schemas: new Schemas(), clouds, faults: new PendingFaults([]) };
    const empty = (): void => {
      cloud = recordedCloud();
    };
    return new Terraform(await serveProvider(service), empty, () => cloud.objects());
  }

  private constructor(
    server: ProviderServer,
    empty: () => void,
    objects: () => Promise<readonly CloudObject[]>,
  ) {
    mkdirSync('tmp', { recursive: true });
    this.#folder = mkdtempSync(resolve('tmp/terraform-'));
    this.#server = server;
    this.#empty = empty;
    this.#objects = objects;
  }

  /** Everything that exists in the cloud. */
  objects(): Promise<readonly CloudObject[]> {
    return this.#objects();
  }

  /** Loses the state; what exists stays. */
  forget(): void {
    for (const name of ['terraform.tfstate', 'terraform.tfstate.backup'])
      rmSync(join(this.#folder, name), { force: true });
  }

  /** Applies a stack to nothing. @throws Error if it cannot be applied */
  async apply(stack: SynthesizedStack): Promise<void> {
    this.#empty();
    this.forget();
    this.write(stack);
    if (!this.#initialized) await this.run('init');
    this.#initialized = true;
    const applied = await this.run('apply', '-auto-approve');
    if (applied.status !== 0) throw new Error(applied.output);
  }

  /**
   * Plans a stack on the state of the one that was applied last.
   *
   * @param options further arguments: `-destroy`
   * @throws Error if there is no plan, not even a refused one
   */
  async plan(stack: SynthesizedStack, ...options: readonly string[]): Promise<TerraformPlan> {
    rmSync(join(this.#folder, 'plan'), { force: true });
    this.write(stack);
    const planned = await this.run('plan', '-out=plan', ...options);
    const shown = await this.run('show', '-json', 'plan');
    if (shown.status !== 0) throw new Error(planned.output);
    return JSON.parse(shown.output);
  }

  /** Runs a command in the folder of the stack. */
  async run(...argv: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
    const child = spawn(
      'terraform',
      [`-chdir=${this.#folder}`, ...argv, ...(argv[0] === 'show' ? [] : ['-input=false', '-no-color'])],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          ...this.#server.variables,
          CHECKPOINT_DISABLE: '1',
          GOGC: '400',
          TF_CLI_CONFIG_FILE: '/dev/null',
        },
      },
    );
    const ended = new Promise<number>((done, fail) =>
      child.once('error', fail).once('close', (code) => done(code ?? 1)),
    );
    const [output, errors, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { status, output: output + errors };
  }

  async stop(): Promise<void> {
    await this.#server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /**
   * Puts another stack in the place of the one that was applied. The state is a file here, whatever the definition says: only
   * what happens to resources is compared, and no program runs that asks AWS: plans know nothing of provisioners.
   */
  write(stack: SynthesizedStack): void {
    const terraform = { ...stack.terraform, backend: { local: { path: 'terraform.tfstate' } } };
    const written = JSON.stringify({ ...stack, terraform }, (key, value) =>
      key === 'provisioner' ? undefined : value,
    );
    writeFileSync(join(this.#folder, 'cdk.tf.json'), written);
  }
}
