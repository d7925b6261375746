/** Looks for one thing each on this machine, and changes nothing. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { missingCredentials } from '../aws/credentials.ts';
import { thisDeployer } from '../aws/deployer.ts';
import { messageOf } from '../base/errors.ts';
import { findTerraform as terraformPath } from '../base/find-program.ts';
import { ownPackage } from '../base/package.ts';
import { engineOf } from '../local/engine.ts';
import { missingCapabilities, namespaceFault } from '../local/kernel.ts';
import { cdktfStarts, findCdktfVersion } from '../local/provider/cdktf-cli.ts';
import { refuseOld, terraformVersion } from '../local/provider/terraform.ts';
import { missingPrograms, packagesOf } from '../local/requirements.ts';

/** What was found of something. */
export interface Found {
  readonly isThere: boolean;
  /** What there is, or why it does not do. */
  readonly found: string;
  /** What to do where it is not there. */
  readonly advice?: string;
}

const NODE = /^>=(\d+)\.(\d+)$/.exec(ownPackage().engines.node);

/** The Node that runs this. */
export async function findNode(): Promise<Found> {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldest, older] = [Number(NODE?.[1]), Number(NODE?.[2])];
  const isThere = major > oldest || (major === oldest && minor >= older);
  return { isThere, found: process.versions.node, advice: `install Node ${oldest}.${older} or newer` };
}

/** Git, which knows what a definition was. */
export async function findGit(): Promise<Found> {
  try {
    const { stdout } = await promisify(execFile)('git', ['--version']);
    return { isThere: true, found: stdout.trim() };
  } catch {
    return { isThere: false, found: 'none', advice: 'install it, on Debian with apt-get install git' };
  }
}

/** What the kernel lets this process do. */
export async function findRights(): Promise<Found> {
  if (process.platform !== 'linux')
    return { isThere: false, found: process.platform, advice: 'use a Linux machine or container' };
  const uid = process.geteuid?.();
  if (uid !== 0) return { isThere: false, found: `user ${uid}`, advice: 'run it with sudo' };
  const missing = missingCapabilities();
  return missing.length === 0
    ? { isThere: true, found: 'root with CAP_SYS_ADMIN' }
    : {
        isThere: false,
        found: `root without ${missing.join(', ')}`,
        advice: 'start the container with --privileged, or use the machine itself',
      };
}

/** Tries what hosts are made of, in namespaces that are gone at once. */
export async function findNamespaces(): Promise<Found> {
  const fault = await namespaceFault();
  return fault === undefined
    ? { isThere: true, found: 'tried, and they work' }
    : {
        isThere: false,
        found: fault,
        advice:
          'use a kernel with namespaces and overlay, as root of the machine or of a privileged container',
      };
}

/** Programs that hosts use, Redis aside. */
export async function findHostPrograms(): Promise<Found> {
  return programs(
    missingPrograms().filter((name) => !name.startsWith('redis-')),
    'all',
  );
}

/** The Redis that hosts run. */
export async function findRedis(): Promise<Found> {
  const missing = missingPrograms().filter((name) => name.startsWith('redis-'));
  if (missing.length > 0) return programs(missing, '');
  try {
    const { name, version } = engineOf(undefined);
    return { isThere: true, found: `${name} ${version}` };
  } catch (error) {
    return { isThere: false, found: messageOf(error), advice: 'install it anew' };
  }
}

/** The program that applies a stack. */
export async function findTerraform(): Promise<Found> {
  const path = terraformPath();
  const advice = 'install Terraform or OpenTofu, or name it in TERRAFORM_BINARY_NAME';
  if (path === undefined) return { isThere: false, found: 'none', advice };
  try {
    const version = await terraformVersion(path);
    refuseOld(version);
    return { isThere: true, found: `${version}, ${path}` };
  } catch (error) {
    return { isThere: false, found: messageOf(error), advice };
  }
}

/** The program that synthesizes a stack and hands it to Terraform. */
export async function findCdktf(): Promise<Found> {
  const version = findCdktfVersion();
  if (version === undefined) return { isThere: false, found: 'none', advice: 'run npm install cdktf-cli' };
  return cdktfStarts()
    ? { isThere: true, found: version }
    : {
        isThere: false,
        found: `${version}, which does not start on Node ${process.versions.node}`,
        advice: 'use Node 20 or 22',
      };
}

/** Whether there are credentials; never which. */
export async function findAwsCredentials(): Promise<Found> {
  const missing = missingCredentials(thisDeployer());
  if (missing === undefined) return { isThere: true, found: 'there are some; they were not tried' };
  const [found = '', ...advice] = missing.split('; ');
  return { isThere: false, found, advice: advice.join('; ') };
}

function programs(missing: readonly string[], all: string): Found {
  return missing.length === 0
    ? { isThere: true, found: all }
    : {
        isThere: false,
        found: `without ${missing.join(', ')}`,
        advice: `run apt-get install ${packagesOf(missing).join(' ')}`,
      };
}
