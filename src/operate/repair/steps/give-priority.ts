import { UserError } from '../../../base/errors.ts';
import { demand } from '../../../group/demand.ts';
import type { RepairStep } from '../ailment.ts';
import { configOf, keepConfig, repairStep } from '../repair-step.ts';

/** Gives a data host the priority of the definition. Sentinels learn of it with their next INFO, within 10 s. */
export function givePriority(host: string, wanted: number, before: number): RepairStep {
  const NAME = 'replica-priority';
  return repairStep(
    {
      hosts: [host],
      what: `CONFIG SET ${NAME} ${wanted}, and keep it in redis.conf`,
      why: 'the definition says whom the Sentinels promote first',
      undo: `CONFIG SET ${NAME} ${before} on ${host}`,
    },
    async ({ group }) => {
      await demand(group.redis(host), 'CONFIG', 'SET', NAME, String(wanted));
      const now = await configOf(group, host, NAME);
      if (now !== String(wanted))
        throw new UserError(`${host} has priority ${now} after it was told ${wanted}`);
      await keepConfig(group, host);
    },
  );
}
