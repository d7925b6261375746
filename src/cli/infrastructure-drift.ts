/** What was changed under a group, as Terraform finds it. */
import { isAttached } from '../aws/credentials.ts';
import { onOneLine, UserError } from '../base/errors.ts';
import { driftedRows } from '../lifecycle/plan/drifted.ts';
import { openRun } from '../lifecycle/terraform/terraform-run.ts';
import { cloudFor } from '../local/find-cloud.ts';
import type { InfrastructureDrift } from '../operate/drift/infrastructure.ts';
import { note, showStatus } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';

/** Asks AWS by a plan that only refreshes, which changes nothing. What cannot be asked is not known. */
export async function infrastructureDrift(environment: Environment): Promise<InfrastructureDrift> {
  const { name } = environment;
  if (!isAttached(process.env) && cloudFor(environment) !== undefined)
    return {
      unknown: `its machines are on this machine, where Terraform asks them in vedette local run only: vedette local run -- vedette drift ${name}`,
    };
  try {
    using run = await openRun(environment, { tell: note, status: showStatus });
    if ((await run.state()) === undefined)
      return { unknown: `there is no state of ${name}: it was never deployed from here` };
    const plan = await run.plan({ refreshOnly: true });
    return plan.errored === true
      ? { unknown: 'Terraform cannot plan it' }
      : { changes: driftedRows(plan, environment) };
  } catch (error) {
    if (error instanceof UserError) return { unknown: inOneSentence(name, error.message) };
    throw error;
  }
}

/** Terraform tells its reasons on many lines, of which a row has room for the first. */
function inOneSentence(name: string, message: string): string {
  const [first = '', ...others] = message.split('\n').filter((line) => line.trim() !== '');
  return others.length === 0
    ? first
    : `${onOneLine(first)}; vedette deploy ${name} shows all that Terraform says`;
}
