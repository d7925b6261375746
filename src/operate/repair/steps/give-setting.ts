import { UserError } from '../../../base/errors.ts';
import { demand } from '../../../group/demand.ts';
import type { RepairStep } from '../ailment.ts';
import { configOf, keepConfig, repairStep } from '../repair-step.ts';

/** A number among the settings of a data host that is not the one of the definition. */
export interface Given {
  readonly host: string;
  readonly directive: string;
  /** What the definition says. */
  readonly wanted: number;
  /** What the host has. */
  readonly before: number;
  /** What the definition decides by it, as a clause. */
  readonly why: string;
}

/** Gives a data host a setting of the definition. Sentinels learn of a priority with their next INFO, within 10 s. */
export function giveSetting({ host, directive, wanted, before, why }: Given): RepairStep {
  return repairStep(
    {
      hosts: [host],
      what: `CONFIG SET ${directive} ${wanted}, and keep it in redis.conf`,
      why,
      undo: `CONFIG SET ${directive} ${before} on ${host}`,
    },
    async ({ group }) => {
      await demand(group.redis(host), 'CONFIG', 'SET', directive, String(wanted));
      const now = await configOf(group, host, directive);
      if (now !== String(wanted))
        throw new UserError(`${host} has ${directive} ${now} after it was told ${wanted}`);
      await keepConfig(group, host);
    },
  );
}
