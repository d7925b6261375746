import { demand } from '../../../group/demand.ts';
import type { RepairStep } from '../ailment.ts';
import { repairStep } from '../repair-step.ts';

/** Lets writes go on that wait. */
export function resume(host: string): RepairStep {
  return repairStep(
    {
      hosts: [host],
      what: 'CLIENT UNPAUSE',
      why: 'nobody is changing the group, so nobody needs the pause',
      notice: 'writes that wait are answered',
      undo: 'CLIENT PAUSE',
    },
    async ({ group }) => {
      await demand(group.redis(host), 'CLIENT', 'UNPAUSE');
    },
  );
}
