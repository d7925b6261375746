import { RefusedError } from '../../../base/errors.ts';
import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import type { Group } from '../../../group/group.ts';
import type { RepairStep } from '../ailment.ts';
import type { DataHost } from '../examination.ts';
import { examineData } from '../examine.ts';
import { keepConfig, repairStep, SETTLED } from '../repair-step.ts';
import { lossOf } from '../stream.ts';

/**
 * Has a data host follow the primary.
 *
 * @param loss what is lost of it, which somebody has agreed to; undefined where nothing may be
 */
export function follow(host: DataHost, primary: DataHost, loss: string | undefined): RepairStep {
  const wasPrimary = host.facts.role === 'primary';
  return repairStep(
    {
      hosts: [host.host],
      what: `REPLICAOF ${primary.address}, and keep it in redis.conf`,
      why: `${primary.host} leads, so ${host.host} follows it`,
      notice: wasPrimary ? `clients of ${host.host} are sent away and ask the Sentinels` : 'nothing',
      undo:
        loss === undefined
          ? `REPLICAOF ${formerOf(host)} on ${host.host}`
          : `none: keep a copy of the volume of ${host.host} before`,
      loss,
    },
    async ({ group, signal }) => {
      if (await isFollowing(group, host, primary)) return keepConfig(group, host.host);
      await refuseUnlessHolding(group, host, primary, loss !== undefined);
      const { port } = group.environment.redis;
      await demand(group.redis(host.host), 'REPLICAOF', primary.address, String(port));
      if (wasPrimary) await demand(group.redis(host.host), 'CLIENT', 'KILL', 'TYPE', 'normal');
      await until(
        `${host.host} gets data from ${primary.host}`,
        () => isFollowing(group, host, primary),
        SETTLED,
        signal,
      );
      await keepConfig(group, host.host);
    },
  );
}

function formerOf({ facts: { following } }: DataHost): string {
  return following === undefined ? 'NO ONE' : `${following.primary.address} ${following.primary.port}`;
}

async function isFollowing(group: Group, { host }: DataHost, primary: DataHost): Promise<boolean> {
  const { facts } = await examineData(group, host);
  const { following } = facts;
  return following?.primary.address === primary.address && following.link !== 'down';
}

/** What was looked at before somebody agreed may be so no more. */
async function refuseUnlessHolding(
  group: Group,
  host: DataHost,
  primary: DataHost,
  isAgreed: boolean,
): Promise<void> {
  const [now, first] = await Promise.all([examineData(group, host.host), examineData(group, primary.host)]);
  if (first.facts.role !== 'primary')
    throw new RefusedError(
      `${primary.host} does not say that it is primary any more; look at the group again`,
    );
  const loss = lossOf(first.stream, now.stream);
  if (loss !== undefined && !isAgreed)
    throw new RefusedError(`by now this would lose ${loss}; look at the group again`);
}
