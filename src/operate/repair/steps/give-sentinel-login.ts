import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import { fieldsOf } from '../../../group/reply.ts';
import type { Environment } from '../../../topology/environment.ts';
import type { RepairStep } from '../ailment.ts';
import type { DataHost } from '../examination.ts';
import { groupOptions } from '../options.ts';
import { passwordAskedFor } from '../passwords.ts';
import { repairStep, SETTLED } from '../repair-step.ts';

/** Gives a Sentinel the login of the group. */
export function giveSentinelLogin(host: string, primary: DataHost, environment: Environment): RepairStep {
  const { group: name } = environment.sentinel;
  return repairStep(
    {
      hosts: [host],
      what: `SENTINEL SET ${name} auth-pass to what ${primary.host} asks for`,
      why: `${primary.host} answers here, so Sentinel is not let in, or does not reach it`,
      undo: `SENTINEL SET ${name} auth-pass on ${host} to what it had`,
    },
    async ({ group, signal }) => {
      const password = await passwordAskedFor(group, primary.host, 'sentinel');
      const sentinel = group.sentinel(host);
      for (const option of groupOptions(environment, password))
        if (option[0]?.startsWith('auth-')) await demand(sentinel, 'SENTINEL', 'SET', name, ...option);
      const isSeeing = async (): Promise<boolean> =>
        fieldsOf(await sentinel.ask(['SENTINEL', 'MASTER', name])).get('flags') === 'master';
      await until(`Sentinel ${host} finds ${primary.host} up`, isSeeing, SETTLED, signal);
    },
  );
}
