import { UserError } from '../../base/errors.ts';
import { findTerraform } from '../../base/find-program.ts';
import { run } from '../run.ts';

/** The first version that sends a secret to a provider without storing it, of Terraform and of OpenTofu. */
const OLDEST = { major: 1, minor: 11 };

/** Asked for its version once in a process: the session with it refuses an old one again. */
const accepted = new Set<string>();

/** @throws UserError if the installed Terraform would keep secrets in its state. Where none is installed nothing is said. */
export async function checkTerraform(): Promise<void> {
  const program = findTerraform();
  if (program === undefined || accepted.has(program)) return;
  refuseOld(await terraformVersion(program));
  accepted.add(program);
}

/** The version of a Terraform or OpenTofu. */
export async function terraformVersion(program: string): Promise<string> {
  const { terraform_version: version = '' }: { readonly terraform_version?: string } = JSON.parse(
    // Where TF_CLI_CONFIG_FILE leads nowhere, a warning comes first.
    (await run([program, 'version', '-json'])).replace(/^[^{]*/, ''),
  );
  return version;
}

/** @throws UserError for a version that would keep secrets in its state */
export function refuseOld(version: string): void {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return;
  throw new UserError(
    `Terraform ${version} would keep the password in its state; install Terraform or OpenTofu ${OLDEST.major}.${OLDEST.minor} or later`,
  );
}
