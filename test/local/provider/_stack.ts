import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { chdir } from 'node:process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { writeStack } from '../../../src/aws/stacks.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import type { LocalCloud } from '../../../src/local/connection.ts';
import { engineFilesAt } from '../../../src/local/engine-files.ts';
import { connectCloud } from '../../../src/local/index.ts';
import { type ProviderFault, parseFault } from '../../../src/local/provider/faults.ts';
import { runWithCloud } from '../../../src/local/provider/run-with-cloud.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { NEEDED } from '../_cloud.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What every test of this folder needs of the machine. */
export const WITH_TERRAFORM = [...NEEDED, 'terraform'] as const;

/** What hosts run of the package of Valkey: test/engines.sh unpacks it. */
export const VALKEY = join(ROOT, 'tmp/engines/valkey-8.1/root/usr/bin/valkey-server');

/** How a command of Terraform ended. */
export interface Ended {
  readonly status: number;
  /** Everything that it printed. */
  readonly output: string;
}

/** What `TestStack.plan` planned last, as an option of `apply`: it is not planned again then. */
export const PLANNED = 'plan';

/** An action of a plan by the address of its resource; what stays as it is is left out. */
export type Planned = Readonly<Record<string, string>>;

/** A folder of one test file, which it runs in and which is removed after it, with the clouds that are still up. */
export function workFolder(name: string): string {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', `${name}-`));
  const up = new Set<string>();
  folders.set(folder, up);
  test.before(() => chdir(folder));
  test.after.always('the clouds of this file are down', async () => {
    for (const environment of up) await (await connectCloud(environment))?.down();
    chdir('/');
    rmSync(folder, { recursive: true });
  });
  return folder;
}

const folders = new Map<string, Set<string>>();

/** A synthesized stack and Terraform in its folder, attached to this machine. */
export class TestStack {
  readonly #folder: string;
  #environment: Environment;
  #initialized = false;

  /** @param folder of `workFolder` */
  static async of(folder: string, definition: EnvironmentDefinition): Promise<TestStack> {
    const stack = new TestStack(join(folder, definition.name), definition);
    folders.get(folder)?.add(definition.name);
    await stack.change(definition);
    return stack;
  }

  private constructor(folder: string, definition: EnvironmentDefinition) {
    this.#folder = folder;
    this.#environment = resolveEnvironment(definition, 'definition.ts');
  }

  get environment(): Environment {
    return this.#environment;
  }

  /** Where Terraform runs. */
  get terraformFolder(): string {
    return join(this.#folder, 'cdktf.out/stacks', this.#environment.name);
  }

  /** The state as Terraform stores it. */
  get state(): string {
    return readFileSync(join(this.#folder, '.vedette/state', `${this.#environment.name}.tfstate`), 'utf8');
  }

  /** Synthesizes another definition in the same place, as the app does. */
  async change(definition: EnvironmentDefinition): Promise<void> {
    this.#environment = resolveEnvironment(definition, 'definition.ts');
    mkdirSync(this.#folder, { recursive: true });
    await writeStack(this.#environment, join(this.#folder, 'cdktf.out'));
  }

  /** Runs Terraform. */
  async terraform(argv: readonly string[], ...faults: readonly string[]): Promise<Ended> {
    if (!this.#initialized && argv[0] !== 'init') {
      this.#initialized = true;
      succeed(await this.terraform(['init']));
    }
    return terraformIn(this.terraformFolder, argv, faults.map(parseFault));
  }

  /** Applies and throws if that fails; returns what was printed. */
  async apply(...options: readonly string[]): Promise<string> {
    return succeed(await this.terraform(['apply', '-auto-approve', ...options]));
  }

  /** Replaces instances, given by the names of hosts, at once. */
  async replace(...hosts: readonly string[]): Promise<string> {
    return this.apply(...hosts.map((name) => `-replace=aws_instance.instance_${name}`));
  }

  async plan(...options: readonly string[]): Promise<Planned> {
    const planned = await this.terraform(['plan', '-detailed-exitcode', `-out=${PLANNED}`, ...options]);
    if (planned.status === NOTHING_TO_DO) return {};
    if (planned.status !== SOMETHING_TO_DO) throw failure(planned);
    const { resource_changes: changes = [] }: { readonly resource_changes?: readonly ResourceChange[] } =
      JSON.parse(succeed(await this.terraform(['show', '-json', PLANNED])));
    return Object.fromEntries(
      changes
        .map(({ address, change }) => [address, change.actions.join('/')] as const)
        .filter(([, actions]) => actions !== 'no-op' && actions !== 'read'),
    );
  }

  async destroy(): Promise<string> {
    return succeed(await this.terraform(['destroy', '-auto-approve']));
  }

  /** The cloud of the environment, which is up. */
  async cloud(): Promise<LocalCloud> {
    const cloud = await connectCloud(this.#environment.name);
    if (cloud === undefined) throw new Error(`${this.#environment.name} is not up`);
    return cloud;
  }
}

/** What `terraform plan -detailed-exitcode` ends with where it does not fail. */
const [NOTHING_TO_DO, SOMETHING_TO_DO] = [0, 2];

interface ResourceChange {
  readonly address: string;
  readonly change: { readonly actions: readonly string[] };
}

/** Runs Terraform in a folder, attached to this machine. */
export async function terraformIn(
  folder: string,
  argv: readonly string[],
  faults: readonly ProviderFault[] = [],
): Promise<Ended> {
  const [verb = '', ...options] = argv;
  let printed: readonly Promise<string>[] = [];
  const status = await runWithCloud(
    ['terraform', `-chdir=${folder}`, verb, ...unattended(verb), ...options],
    {
      faults,
      engines: existsSync(VALKEY) ? { valkey: engineFilesAt(VALKEY) } : {},
      tell: () => undefined,
      stdio: 'pipe',
      onStart: ({ stdin, stdout, stderr }) => {
        stdin?.end();
        printed = [stdout, stderr].map(async (stream) => (stream === null ? '' : text(stream)));
      },
    },
  );
  return { status, output: (await Promise.all(printed)).join('') };
}

function unattended(verb: string): readonly string[] {
  if (verb === 'show') return [];
  return verb === 'validate' ? ['-no-color'] : ['-no-color', '-input=false'];
}

function succeed(ended: Ended): string {
  if (ended.status !== 0) throw failure(ended);
  return ended.output;
}

function failure({ output }: Ended): Error {
  return new Error(output.slice(output.indexOf('\nError: ')));
}
