/**
 * The CDKTF app: one stack per environment, all of them or those that `VEDETTE_ENVIRONMENTS` names, for example
 * `lab,./elsewhere/shop.ts`. A variable, since `cdktf` has no option that reaches the app.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Deployer, missingCredentials } from '../aws/credentials.ts';
import { refuseErrors } from '../aws/refuse-errors.ts';
import { synthesize } from '../aws/synthesize.ts';
import { UserError } from '../base/errors.ts';
import { environmentNames, loadDefinition } from '../definition/load.ts';
import type { Environment } from '../topology/environment.ts';
import { resolveEnvironment } from '../topology/resolve.ts';

async function main(): Promise<void> {
  const environments = await Promise.all(wanted().map(load));
  refuseErrors(environments, new Date());
  synthesize(environments, { warning: missingCredentials(deployer(process.env)) });
}

function deployer(variables: NodeJS.ProcessEnv): Deployer {
  const folder = join(homedir(), '.aws');
  const files = [
    variables.AWS_CONFIG_FILE || join(folder, 'config'),
    variables.AWS_SHARED_CREDENTIALS_FILE || join(folder, 'credentials'),
  ];
  const inAws = textOf('/sys/class/dmi/id/sys_vendor').startsWith('Amazon EC2');
  return { variables, files: files.map(textOf), inAws };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function wanted(): readonly string[] {
  const named = (process.env.VEDETTE_ENVIRONMENTS ?? '').split(',').map((name) => name.trim());
  const given = named.filter((name) => name !== '');
  return given.length === 0 ? environmentNames() : given;
}

async function load(nameOrPath: string): Promise<Environment> {
  const { definition, file } = await loadDefinition(nameOrPath);
  return resolveEnvironment(definition, file);
}

main().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
