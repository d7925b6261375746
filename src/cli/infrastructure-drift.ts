/** What was changed under a group, as Terraform finds it. */
import { UserError } from '../base/errors.ts';
import { driftedRows } from '../lifecycle/plan/drifted.ts';
import { openRun } from '../lifecycle/terraform/terraform-run.ts';
import type { InfrastructureDrift } from '../operate/drift/infrastructure.ts';
import { note, showStatus } from '../report/output.ts';
import type { Environment } from '../topology/environment.ts';

/** Asks AWS by a plan that only refreshes, which changes nothing. What cannot be asked is not known. */
export async function infrastructureDrift(environment: Environment): Promise<InfrastructureDrift> {
  try {
    using run = await openRun(environment, { tell: note, status: showStatus });
    if ((await run.state()) === undefined)
      return { unknown: `there is no state of ${environment.name}: it was never deployed from here` };
    const plan = await run.plan({ refreshOnly: true });
    return plan.errored === true
      ? { unknown: 'Terraform cannot plan it' }
      : { changes: driftedRows(plan, environment) };
  } catch (error) {
    if (error instanceof UserError) return { unknown: error.message };
    throw error;
  }
}
