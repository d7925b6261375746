/** How the story's hosts come, are replaced and go: through Terraform where it is installed, else without it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../base/errors.ts';
import { endedByInterrupt, localHost } from '../../local/environment-cloud.ts';
import { connectCloud, type LocalCloud } from '../../local/index.ts';
import { cdktfStarts } from '../../local/provider/cdktf-cli.ts';
import { runWithCloud } from '../../local/provider/run-with-cloud.ts';
import { findTerraform } from '../../local/provider/terraform.ts';
import type { Environment, Host } from '../../topology/environment.ts';
import { bootEnvironment, settle } from '../boot.ts';

/** Hosts that are up, and what can be done with them. */
export interface Installation {
  readonly cloud: LocalCloud;
  /** Creates a host anew; its volume stays. */
  replace(host: Host): Promise<void>;
  /** Removes everything. */
  remove(): Promise<void>;
}

/** Tells one line. */
type Say = (text: string) => void;

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** Brings up every host of an environment, and says which way. */
export async function install(environment: Environment, say: Say): Promise<Installation> {
  const terraform = findTerraform();
  if (terraform === undefined) {
    say('there is no terraform or tofu here, so the hosts are booted without it');
    return bootedDirectly(environment, say);
  }
  say(`${deployCommand(environment)}, with ${terraform} and this machine in the place of AWS`);
  return deployed(environment, terraform, say);
}

function deployCommand({ name }: Environment): string {
  return cdktfStarts()
    ? `cdktf deploy ${name}`
    : `terraform apply of ${name}, since cdktf-cli does not start on Node ${process.versions.node}`;
}

async function bootedDirectly(environment: Environment, say: Say): Promise<Installation> {
  const { cloud } = await bootEnvironment(environment, { tether: true, tell: say });
  return {
    cloud,
    replace: async (host) => {
      await cloud.terminate(host.name);
      await cloud.createHost(localHost(environment, host));
    },
    remove: () => cloud.down(),
  };
}

/** The stack and its state stand in a folder of their own, so that nobody's deployment of the same name is touched. */
async function deployed(environment: Environment, terraform: string, say: Say): Promise<Installation> {
  const { name } = environment;
  if ((await connectCloud(name)) !== undefined)
    throw new UserError(`${name} is up on this machine; end it with vedette local down ${name} first`);
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp/demo-'));
  const inStack = [terraform, `-chdir=${join(folder, 'cdktf.out/stacks', name)}`];
  try {
    for (const command of cdktfStarts()
      ? [cdktfDeploy(environment, folder)]
      : [synth(environment, folder), [...inStack, 'init'], [...inStack, 'apply', '-auto-approve']])
      await run(command);
    const cloud = await connectCloud(name);
    if (cloud === undefined) throw new Error(`${name} was deployed and its hosts are not up`);
    await endedByInterrupt(cloud, () => settle(cloud, environment, say));
    return {
      cloud,
      replace: (host) =>
        run([...inStack, 'apply', '-auto-approve', `-replace=aws_instance.instance_${host.name}`]),
      remove: async () => {
        await run([...inStack, 'destroy', '-auto-approve']);
        rmSync(folder, { recursive: true });
      },
    };
  } catch (error) {
    await (await connectCloud(name))?.down();
    rmSync(folder, { recursive: true });
    throw error;
  }
}

/** cdktf reads cdktf.json of the folder it runs in. */
function cdktfDeploy(environment: Environment, folder: string): readonly string[] {
  const program = join(ROOT, 'node_modules/.bin/cdktf');
  const flags = ['--auto-approve', '--output', join(folder, 'cdktf.out')];
  return inCheckout(environment, [program, 'deploy', environment.name, ...flags]);
}

/** What `cdktf deploy` does first. */
function synth(environment: Environment, folder: string): readonly string[] {
  const app = [process.execPath, 'src/start/app.cjs'];
  return inCheckout(environment, app, `CDKTF_OUTDIR=${join(folder, 'cdktf.out')}`);
}

function inCheckout(
  { file }: Environment,
  command: readonly string[],
  ...variables: readonly string[]
): readonly string[] {
  return ['env', '-C', ROOT, `VEDETTE_ENVIRONMENTS=${resolve(file)}`, ...variables, ...command];
}

/** Runs a command with this machine as the cloud; what it prints is shown only if it fails. */
async function run(argv: readonly string[]): Promise<void> {
  const printed: string[] = [];
  const status = await runWithCloud(argv, {
    stdio: 'pipe',
    tell: () => undefined,
    onStart: ({ stdout, stderr }) => {
      for (const stream of [stdout, stderr]) stream?.on('data', (data) => printed.push(String(data)));
    },
  });
  if (status !== 0) throw new UserError(`${argv.join(' ')} failed:\n${printed.join('')}`);
}
