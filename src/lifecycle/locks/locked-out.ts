/** What is told where somebody else has the state. */
import type { Environment } from '../../topology/environment.ts';
import { holderOf } from './holder.ts';
import { stateLock } from './lock.ts';
import { describeHolder } from './proof.ts';

/** How Terraform begins what it says then (Terraform 1.11, OpenTofu 1.12). */
const LOCKED_OUT = 'Error acquiring the state lock';

/**
 * Who has the state of an environment, and what to do, where that is why Terraform did nothing; undefined where it is not.
 *
 * @param errors what Terraform says
 * @param again the command that was refused
 */
export async function lockedOut(
  environment: Environment,
  errors: readonly string[],
  again: string,
): Promise<string | undefined> {
  if (!errors.some((text) => text.startsWith(LOCKED_OUT))) return undefined;
  const lock = await stateLock(environment).catch(() => undefined);
  if (lock === undefined) return undefined;
  const { name, aws } = environment;
  const holder = aws.state && (await holderOf(name, aws.state, lock).catch(() => undefined));
  return `${describeHolder(name, lock, holder)}: wait for its end and run ${again} again, or, if it is gone, break its lock with vedette env unlock ${name}`;
}
