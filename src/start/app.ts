/**
 * The CDKTF app: one stack per environment, all of them or those that `VEDETTE_ENVIRONMENTS` names, for example
 * `lab,./elsewhere/shop.ts`. A variable, since `cdktf` has no option that reaches the app. What has no stack is named on
 * stderr; without any stack the app fails.
 */
import { missingCredentials } from '../aws/credentials.ts';
import { thisDeployer } from '../aws/deployer.ts';
import { synthesize } from '../aws/synthesize.ts';
import { UserError } from '../base/errors.ts';
import { environmentNames } from '../definition/load.ts';
import { openEach } from '../register/open.ts';

async function main(): Promise<void> {
  const { environments, unopened } = await openEach(wanted());
  const warning = missingCredentials(thisDeployer());
  const unwritten = environments.length === 0 ? [] : synthesize(environments, { warning });
  for (const thrown of [...unopened.map((one) => one.thrown), ...unwritten]) tell(thrown);
  if (unwritten.length === environments.length) process.exitCode = 1;
}

/** A fault that is not the user's keeps its trace. */
function tell(thrown: unknown): void {
  console.error(thrown instanceof UserError ? thrown.message : thrown);
}

function wanted(): readonly string[] {
  const named = (process.env.VEDETTE_ENVIRONMENTS ?? '').split(',').map((name) => name.trim());
  const given = named.filter((name) => name !== '');
  return given.length === 0 ? environmentNames() : given;
}

main().catch((error: unknown) => {
  tell(error);
  process.exitCode = 1;
});
