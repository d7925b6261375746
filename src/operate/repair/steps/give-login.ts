import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import { DEFAULT_USER } from '../../../topology/users.ts';
import type { RepairStep } from '../ailment.ts';
import type { DataHost } from '../examination.ts';
import { examineData } from '../examine.ts';
import { passwordAskedFor, userOf } from '../passwords.ts';
import { keepConfig, repairStep, SETTLED } from '../repair-step.ts';

/** Gives a replica the password that its primary asks for. It never stands in a report. */
export function giveLogin(replica: DataHost, primary: DataHost, loss: string | undefined): RepairStep {
  const { host } = replica;
  return repairStep(
    {
      hosts: [host],
      what: `CONFIG SET masteruser and masterauth to what ${primary.host} asks for, and keep both in redis.conf`,
      why: 'without it the replica is not let in',
      undo: loss === undefined ? `CONFIG SET of both on ${host} to what it had` : 'none once it is in sync',
      loss,
    },
    async ({ group, signal }) => {
      const password = await passwordAskedFor(group, primary.host, 'replication');
      const user = userOf(group.environment, 'replication');
      // Who logs in as default names no user, so that an older server understands it too.
      const named = ['masteruser', user === DEFAULT_USER ? '' : user];
      await demand(group.redis(host), 'CONFIG', 'SET', ...named, 'masterauth', password);
      await keepConfig(group, host);
      // Whom it follows is mended by a step of its own.
      const followsIt = async (): Promise<boolean> => {
        const { following } = (await examineData(group, host)).facts;
        return following?.primary.address !== primary.address || following.link !== 'down';
      };
      await until(`${host} gets data from ${primary.host}`, followsIt, SETTLED, signal);
    },
  );
}
