/**
 * The CDKTF app: one stack per environment, all of them or those that `VEDETTE_ENVIRONMENTS` names, for example
 * `lab,./elsewhere/shop.ts`. A variable, since `cdktf` has no option that reaches the app.
 */
import { App } from 'cdktf';
import { EnvironmentStack } from '../src/aws/environment-stack.ts';
import { refuseErrors } from '../src/aws/refuse-errors.ts';
import { environmentNames, loadDefinition } from '../src/definition/load.ts';
import { UserError } from '../src/errors.ts';
import type { Environment } from '../src/topology/environment.ts';
import { resolveEnvironment } from '../src/topology/resolve.ts';

async function synthesize(): Promise<void> {
  const environments = await Promise.all(wanted().map(load));
  refuseErrors(environments, new Date());
  const app = new App();
  for (const environment of environments) new EnvironmentStack(app, environment);
  app.synth();
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

synthesize().catch((error: unknown) => {
  console.error(error instanceof UserError ? error.message : error);
  process.exitCode = 1;
});
