import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import type { Group } from '../../../group/group.ts';
import type { RepairStep } from '../ailment.ts';
import type { DataHost } from '../examination.ts';
import { examineData } from '../examine.ts';
import { keepConfig, repairStep, SETTLED } from '../repair-step.ts';

/** Has a replica take writes, where nobody does. */
export function promote(host: DataHost): RepairStep {
  const { host: name, facts } = host;
  const { primary } = facts.following ?? {};
  return repairStep(
    {
      hosts: [name],
      what: 'REPLICAOF NO ONE, and keep it in redis.conf',
      why: `it holds everything that stays, and all others follow it then`,
      notice: 'writes are taken again once the Sentinels name it',
      undo: primary === undefined ? 'none' : `REPLICAOF ${primary.address} ${primary.port} on ${name}`,
    },
    async ({ group, signal }) => {
      if (!(await isPrimary(group, name))) await demand(group.redis(name), 'REPLICAOF', 'NO', 'ONE');
      await until(`${name} says that it is primary`, () => isPrimary(group, name), SETTLED, signal);
      await keepConfig(group, name);
    },
  );
}

async function isPrimary(group: Group, host: string): Promise<boolean> {
  return (await examineData(group, host)).facts.role === 'primary';
}
