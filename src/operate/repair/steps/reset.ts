import { RefusedError } from '../../../base/errors.ts';
import { until } from '../../../base/until.ts';
import { demand } from '../../../group/demand.ts';
import type { Group } from '../../../group/group.ts';
import { type HostWithSentinel, sentinelHosts } from '../../../topology/environment.ts';
import { sentinelStatus } from '../../status/ask-sentinel.ts';
import type { SentinelFacts } from '../../status/sentinel-status.ts';
import type { RepairStep } from '../ailment.ts';
import { repairStep, SETTLED } from '../repair-step.ts';
import { isDown, strangersOf } from '../strangers.ts';

/**
 * Has a Sentinel forget whom it knows, and waits until it has met again all that are up: it can promote nobody meanwhile, so
 * the next one is told afterwards.
 */
export function reset(host: string): RepairStep {
  return repairStep(
    {
      hosts: [host],
      what: 'SENTINEL RESET, and wait until it knows again who is declared',
      why: 'one Sentinel after the other, so that the others can fail over meanwhile',
      undo: 'none is needed: whoever is alive is met again within seconds',
    },
    async ({ group, signal }) => {
      const before = await factsOf(group, host);
      if (before.flags.join() !== 'master')
        throw new RefusedError(
          `Sentinel ${host} finds the primary ${before.flags.join(', ')}; look at the group again`,
        );
      if (strangersOf(group.environment, host, before).length === 0) return;
      await demand(group.sentinel(host), 'SENTINEL', 'RESET', group.environment.sentinel.group);
      await until(
        `Sentinel ${host} knows the group again`,
        () => isBack(group, host, before),
        SETTLED,
        signal,
      );
    },
  );
}

async function isBack(group: Group, host: string, before: SentinelFacts): Promise<boolean> {
  const now = await factsOf(group, host);
  const strangers = strangersOf(group.environment, host, before);
  const own = (facts: SentinelFacts) => ({
    sentinels: facts.sentinels.filter((each) => !isDown({ what: '', ...each })).length,
    replicas: facts.replicas.filter((each) => !isDown({ what: '', ...each })).length,
  });
  const [then, today] = [own(before), own(now)];
  const living = strangers.filter((each) => !isDown(each)).length;
  return (
    now.flags.join() === 'master' &&
    today.sentinels + today.replicas >= then.sentinels + then.replicas - living
  );
}

async function factsOf(group: Group, host: string): Promise<SentinelFacts> {
  const own = sentinelHosts(group.environment).find((each): each is HostWithSentinel => each.name === host);
  if (own === undefined) throw new RangeError(`${group.environment.name} has no Sentinel ${host}`);
  const { facts, unknown } = await sentinelStatus(group, own);
  if (facts === undefined) throw new RefusedError(unknown ?? `Sentinel ${host} tells nothing`);
  return facts;
}
