/** The end of all created environments that are due: one after the other, whatever becomes of each. */
import { messageOf, onOneLine, UserError } from '../../base/errors.ts';
import { InterruptedError } from '../../base/interrupt.ts';
import { openRegister } from '../../register/places.ts';
import type { CreatedEnvironment } from '../../register/record.ts';
import { readRegister } from '../../register/register.ts';
import type { Audience } from './destroy.ts';
import type { Due } from './due.ts';
import { endEnvironment } from './end.ts';
import { whyLeft } from './report.ts';

/** Why an environment is to end. */
export type Reason = 'expired' | 'orphaned';

/** What became of one. */
export interface Reaped {
  readonly created: CreatedEnvironment;
  readonly reason: Reason;
  /** Why it stays; undefined where it is gone. */
  readonly stays: string | undefined;
}

/**
 * Ends environments. One that fails, or that somebody is at, keeps no other. Those before may take hours: one that was given
 * more time or another owner meanwhile, or that was ended and created anew, is left out.
 *
 * @throws InterruptedError if a signal comes: then those that are left stay
 */
export async function reap(due: Due, audience: Audience): Promise<readonly Reaped[]> {
  const reaped: Reaped[] = [];
  for (const { created, reason } of listed(due)) {
    if (!(await isAsListed(created))) {
      audience.tell(`${created.name}: has changed since it was listed, so it is left`);
      continue;
    }
    audience.tell(`${created.name}: ${reason}, and ends now`);
    const stays = await whyStays(created, audience);
    if (stays !== undefined) audience.tell(`${created.name}: stays: ${stays}`);
    reaped.push({ created, reason, stays });
  }
  return reaped;
}

/** Those that are to end, while nothing is done. */
export function unreaped(due: Due): readonly Reaped[] {
  return listed(due).map((one) => ({ ...one, stays: 'nothing was done: give --yes' }));
}

function listed({
  expired,
  orphaned,
}: Due): readonly { readonly created: CreatedEnvironment; readonly reason: Reason }[] {
  return [
    ...expired.map((created) => ({ created, reason: 'expired' as const })),
    ...orphaned.map((created) => ({ created, reason: 'orphaned' as const })),
  ];
}

async function isAsListed({ name, created, expires, owner }: CreatedEnvironment): Promise<boolean> {
  const register = await readRegister(await openRegister());
  const now = register.find((one) => one.name === name);
  return now?.created === created && now.expires === expires && now.owner === owner;
}

async function whyStays({ name }: CreatedEnvironment, audience: Audience): Promise<string | undefined> {
  try {
    const { isGone, destruction } = await endEnvironment(name, audience);
    return isGone ? undefined : whyLeft(destruction);
  } catch (error) {
    if (error instanceof InterruptedError) throw error;
    const why = error instanceof UserError ? error.message : `a fault of vedette: ${messageOf(error)}`;
    return onOneLine(why.trim().replaceAll(/\s*\n\s*/g, '; '));
  }
}
