/** More time for an environment that was created. */

import { UserError } from '../base/errors.ts';
import { formatTime, spanBetween } from '../base/times.ts';
import type { Milliseconds } from '../base/units.ts';
import { recordNamed } from '../register/created.ts';
import type { CreatedEnvironment, Ending } from '../register/record.ts';
import { changeRegister } from '../register/register.ts';
import { refuseTotalCost } from './cost/budget.ts';
import type { Ground } from './create.ts';
import { refuseLongLife } from './limits.ts';
import { parseTime } from './times.ts';

/**
 * Moves the end of an environment, and writes down who did. Where its time is over it counts from now, since nobody wants
 * an end that has passed.
 *
 * @throws UserError if there is none of the name, its end has begun, it would live longer than the settings allow, or
 *   all together cost more
 */
export async function extendEnvironment(
  name: string,
  by: Milliseconds,
  { settings, store, actor }: Omit<Ground, 'written'>,
): Promise<CreatedEnvironment> {
  const now = actor.now.getTime();
  const register = await changeRegister(store, (before) => {
    const { created, expires, ending } = recordNamed(before, name);
    refuseEnding(name, ending);
    const until = Math.max(parseTime(expires), now) + by;
    refuseLongLife(name, spanBetween(parseTime(created), until), settings);
    refuseTotalCost(name, before, settings);
    const extension = { at: formatTime(now), until: formatTime(until), by: actor.name };
    return before.map((one) =>
      one.name === name
        ? { ...one, expires: extension.until, extensions: [...one.extensions, extension] }
        : one,
    );
  });
  return recordNamed(register, name);
}

function refuseEnding(name: string, ending: Ending | undefined): void {
  if (ending === undefined) return;
  throw new UserError(
    `${name}: ${ending.by} began to destroy it at ${ending.at}, and part of it may be gone; bring that to its end with vedette env destroy ${name}`,
  );
}
