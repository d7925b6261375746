/** What the settings of a project let created environments cost an hour. What nobody knows is over any budget. */
import { UserError } from '../../base/errors.ts';
import type { CreatedEnvironment, RecordedCost } from '../../register/record.ts';
import type { Settings } from '../../register/settings.ts';
import { byPrices, formatHour } from './money.ts';

/** @throws UserError if one environment costs more than the settings allow */
export function refuseCost(name: string, cost: RecordedCost, { file, maxCost }: Settings): void {
  if (maxCost === undefined) return;
  const allowed = `environments.maxCost ${maxCost} of ${file}`;
  if (cost.unknown.length > 0)
    throw new UserError(
      `${name} cannot be held to ${allowed}: the price of ${cost.unknown.join(', ')} is not known in its region; create it where it is known, or leave the setting out`,
    );
  if (cost.perHour > maxCost)
    throw new UserError(
      `${name} would cost ${formatHour(cost.perHour)} USD an hour ${byPrices()}, more than ${allowed} allows; give it fewer or smaller hosts`,
    );
}

/** @throws UserError if all that are there cost more together than the settings allow */
export function refuseTotalCost(
  name: string,
  all: readonly CreatedEnvironment[],
  { file, maxTotalCost }: Settings,
): void {
  if (maxTotalCost === undefined) return;
  const allowed = `environments.maxTotalCost ${maxTotalCost} of ${file}`;
  const unknown = all.filter(({ cost }) => cost === undefined || cost.unknown.length > 0);
  if (unknown.length > 0)
    throw new UserError(
      `${name}: nobody can tell whether ${allowed} is kept: what ${unknown.map((one) => one.name).join(', ')} costs is not known whole; end what is not needed, or leave the setting out`,
    );
  const total = all.reduce((sum, { cost }) => sum + (cost?.perHour ?? 0), 0);
  if (total > maxTotalCost)
    throw new UserError(
      `${name}: ${all.length} created environments would cost ${formatHour(total)} USD an hour together ${byPrices()}, more than ${allowed} allows; end one that is not needed`,
    );
}
