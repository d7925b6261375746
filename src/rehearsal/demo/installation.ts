/** How the story's hosts come, are replaced and go: through Terraform where it is installed, else without it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../base/errors.ts';
import { findTerraform } from '../../base/find-program.ts';
import { localHost, openCloud } from '../../local/environment-cloud.ts';
import type { LocalCloud } from '../../local/index.ts';
import { cdktfStarts } from '../../local/provider/cdktf-cli.ts';
import { Clouds } from '../../local/provider/clouds.ts';
import { runWithCloud } from '../../local/provider/run-with-cloud.ts';
import type { Environment, Host } from '../../topology/environment.ts';
import { bootHosts, settle } from '../boot.ts';
import { unguarded } from './unguarded.ts';

/** Hosts that come and go. They end with this process, however that ends. */
export interface Installation {
  /** Brings up every host, and waits for a healthy group. */
  create(): Promise<LocalCloud>;
  /** Creates a host anew; its volume stays. */
  replace(host: Host): Promise<void>;
  /** Removes every host as it came. */
  destroy(): Promise<void>;
  /** Removes whatever is there, at any moment. Doing so again is no error. */
  clear(): Promise<void>;
}

/** Tells one line. */
type Say = (text: string) => void;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const CDKTF = join(ROOT, 'node_modules/.bin/cdktf');

/** Why the program cdktf is not used; undefined if it is. `npm start` does not install it: it is most of what npm would. */
function withoutCdktf(): string | undefined {
  if (!existsSync(CDKTF)) return 'cdktf-cli is not installed';
  return cdktfStarts() ? undefined : `cdktf-cli does not start on Node ${process.versions.node}`;
}

/** The way that hosts come on this machine. */
export function installationOf(environment: Environment, say: Say): Installation {
  const terraform = findTerraform();
  return terraform === undefined
    ? bootedDirectly(environment, say)
    : new Deployment(environment, terraform, say);
}

function bootedDirectly(environment: Environment, say: Say): Installation {
  let opening: Promise<LocalCloud> | undefined;
  const clear = async (): Promise<void> => (await opening?.catch(() => undefined))?.down();
  return {
    create: async () => {
      say('there is no terraform or tofu here, so the hosts are booted without it');
      opening = openCloud(environment, { tether: true });
      const cloud = await opening;
      await bootHosts(cloud, environment, { tell: say });
      return cloud;
    },
    replace: async (host) => {
      const cloud = await opening;
      await cloud?.terminate(host.name);
      await cloud?.createHost(localHost(environment, host));
    },
    destroy: clear,
    clear,
  };
}

/** A stack that Terraform applies, in a folder and a cloud of its own: nobody's deployment of the same name is touched. */
class Deployment implements Installation {
  readonly #environment: Environment;
  readonly #terraform: string;
  readonly #say: Say;
  readonly #folder = mkdtempSync(join(tmpdir(), 'vedette-demo-'));
  readonly #remover = removerOf(this.#folder);
  readonly #clouds = new Clouds({ tether: true, tell: () => undefined });

  constructor(environment: Environment, terraform: string, say: Say) {
    this.#environment = environment;
    this.#terraform = terraform;
    this.#say = say;
  }

  async create(): Promise<LocalCloud> {
    const { name } = this.#environment;
    this.#say(`${this.#command}, with ${this.#terraform} and this machine in the place of AWS`);
    writeFileSync(
      this.#definition,
      `export default ${JSON.stringify(unguarded(this.#environment), undefined, 2)};\n`,
    );
    const commands = withoutCdktf() === undefined ? [this.#cdktfDeploy] : this.#synthAndApply;
    for (const command of commands) await this.#run(command);
    const cloud = await this.#clouds.started(name);
    if (cloud === undefined) throw new Error(`${name} was deployed and its hosts are not up`);
    await settle(cloud, this.#environment, { tell: this.#say });
    return cloud;
  }

  replace({ name }: Host): Promise<void> {
    return this.#run([...this.#inStack, 'apply', '-auto-approve', `-replace=aws_instance.instance_${name}`]);
  }

  destroy(): Promise<void> {
    return this.#run([...this.#inStack, 'destroy', '-auto-approve']);
  }

  async clear(): Promise<void> {
    const cloud = await this.#clouds.started(this.#environment.name).catch(() => undefined);
    await cloud?.down();
    rmSync(this.#folder, { recursive: true, force: true });
    this.#remover.kill();
  }

  get #command(): string {
    const { name } = this.#environment;
    const why = withoutCdktf();
    return why === undefined ? `cdktf deploy ${name}` : `terraform apply of ${name}, since ${why}`;
  }

  get #definition(): string {
    return join(this.#folder, 'definition.mjs');
  }

  get #output(): string {
    return join(this.#folder, 'cdktf.out');
  }

  get #inStack(): readonly string[] {
    return [this.#terraform, `-chdir=${join(this.#output, 'stacks', this.#environment.name)}`];
  }

  /** cdktf reads cdktf.json of the folder it runs in. */
  get #cdktfDeploy(): readonly string[] {
    return this.#inCheckout([
      CDKTF,
      'deploy',
      this.#environment.name,
      '--auto-approve',
      '--output',
      this.#output,
    ]);
  }

  /** What `cdktf deploy` does. */
  get #synthAndApply(): readonly (readonly string[])[] {
    const synth = this.#inCheckout([process.execPath, 'src/start/app.cjs'], `CDKTF_OUTDIR=${this.#output}`);
    return [synth, [...this.#inStack, 'init'], [...this.#inStack, 'apply', '-auto-approve']];
  }

  #inCheckout(command: readonly string[], ...variables: readonly string[]): readonly string[] {
    return ['env', '-C', ROOT, `VEDETTE_ENVIRONMENTS=${this.#definition}`, ...variables, ...command];
  }

  /** Runs a command with this machine as the cloud; what it prints is shown only if it fails. It dies with this process. */
  async #run(argv: readonly string[]): Promise<void> {
    const printed: string[] = [];
    const status = await runWithCloud(['setpriv', '--pdeathsig', 'KILL', ...argv], {
      clouds: this.#clouds,
      folder: this.#folder,
      stdio: 'pipe',
      tell: () => undefined,
      onStart: ({ stdout, stderr }) => {
        for (const stream of [stdout, stderr]) stream?.on('data', (data) => printed.push(String(data)));
      },
    });
    if (status !== 0) throw new UserError(`${argv.join(' ')} failed:\n${printed.join('')}`);
  }
}

/** Removes a folder once this process has ended without doing so, as when it was killed: then its pipe is closed. */
function removerOf(folder: string): ChildProcess {
  const script = 'cat >/dev/null; sleep 1; rm -rf -- "$1"';
  const remover = spawn('sh', ['-c', script, 'sh', folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  remover.unref();
  return remover;
}
