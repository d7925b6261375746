/** Why Terraform did not do what it was to do before it changes anything. */
import { onOneLine, UserError } from '../../base/errors.ts';
import { InterruptedError } from '../../base/interrupt.ts';
import type { Environment } from '../../topology/environment.ts';
import { holderOf } from '../locks/holder.ts';
import { stateLock } from '../locks/lock.ts';
import { describeHolder } from '../locks/proof.ts';
import type { Ended } from './terraform-process.ts';

/** What was to be done. */
export interface Task {
  /** The environment. */
  readonly name: string;
  /** A verb, such as `plan`. */
  readonly what: string;
  /** The command that tries it again. */
  readonly again: string;
}

/** What Terraform says where somebody else has the state. */
const LOCKED = 'Error acquiring the state lock';

/** What Terraform says where a stack itself refuses a plan: by prevent_destroy, or by a condition. */
const REFUSED = /^(?:\S+: )?(?:Instance cannot be destroyed|Resource (?:pre|post)condition failed)$/m;

/** True where nothing went wrong but that the stack refuses: what was planned until then is written, and can be judged. */
export function isRefused({ heard, signal }: Ended, reasons: readonly string[]): boolean {
  if (heard !== undefined || signal !== null) return false;
  return reasons.length > 0 && reasons.every((text) => REFUSED.test(text));
}

/** Whoever is told to end may have come to the end all the same: nobody waits for what would come next. */
export function isBad({ status, heard }: Ended): boolean {
  return status !== 0 || heard !== undefined;
}

/**
 * Why it failed.
 *
 * @param reasons what Terraform said; where it is nothing, what it printed is shown
 */
export function failureOf({ name, what, again }: Task, ended: Ended, reasons: readonly string[]): UserError {
  if (ended.heard !== undefined)
    return new InterruptedError(ended.heard, `Terraform did not ${what} ${name}`);
  if (ended.signal !== null)
    return new UserError(
      `Terraform was ended by ${ended.signal} before it could ${what} ${name}; look whether this machine has enough memory, and run ${again} again`,
    );
  const said = reasons.length === 0 ? [textOf(ended)] : [...new Set(reasons)];
  const noProvider = said.map(whyNoProvider).find((why) => why !== undefined);
  if (noProvider !== undefined)
    return new UserError(
      `Terraform cannot ${what} ${name}: it has no provider for AWS and cannot fetch one (${noProvider}); let this machine reach it, or, where ${name} is on this machine, run vedette local run -- ${again}`,
    );
  return new UserError(`Terraform cannot ${what} ${name}: ${said.join('\n')}`);
}

/** What Terraform says where a provider is not there, and its source cannot be asked or has none (Terraform 1.11). */
const NO_PROVIDER =
  /^Error: Failed to (?:query available provider packages|install provider)\n+(.*?)(?:\n\n|$)/s;

/** Why it cannot be fetched, in one line; undefined where that is not what failed. */
function whyNoProvider(text: string): string | undefined {
  const [, why] = NO_PROVIDER.exec(text) ?? [];
  return why === undefined ? undefined : onOneLine(why.trim().replaceAll(/\s*\n\s*/g, ' '));
}

/** True where somebody else has the state. */
export function isKeptOut(reasons: readonly string[]): boolean {
  return reasons.some((text) => text.includes(LOCKED));
}

/**
 * Who keeps a run out of the state; undefined where nobody does.
 *
 * @param reasons what Terraform said
 */
export async function keptOut(
  environment: Environment,
  again: string,
  reasons: readonly string[],
): Promise<UserError | undefined> {
  if (!isKeptOut(reasons)) return undefined;
  const lock = await stateLock(environment).catch(() => undefined);
  const { name, aws } = environment;
  if (lock === undefined)
    return new UserError(`another run had the state of ${name}, and has ended; run ${again} again`);
  const holder = aws.state && (await holderOf(name, aws.state, lock).catch(() => undefined));
  return new UserError(
    `${describeHolder(name, lock, holder)}: wait for its end and run ${again} again, or, if it is gone, break its lock with vedette env unlock ${name}`,
  );
}

/** What it printed, where it tells by text alone. */
function textOf({ stdout, stderr }: Ended): string {
  return (stderr.trim() === '' ? stdout : stderr).replace(/[│╷╵]/g, '').trim();
}
