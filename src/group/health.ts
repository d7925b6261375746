/** The state of a group: what each Sentinel and each Redis says. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/errors.ts';
import { formatDuration, type Milliseconds, milliseconds } from '../base/units.ts';
import { dataHosts, type Environment, sentinelHosts } from '../topology/environment.ts';
import type { Group } from './group.ts';
import { viewRedis } from './redis-view.ts';
import { viewSentinel } from './sentinel-view.ts';
import { type GroupHealth, judgeGroup } from './verdict.ts';

export type { GroupHealth } from './verdict.ts';

const POLL = milliseconds(50);

/** Asks every Sentinel and every Redis at the same time. */
export async function groupHealth(group: Group): Promise<GroupHealth> {
  const { environment } = group;
  const [sentinels, data] = await Promise.all([
    Promise.all(sentinelHosts(environment).map((host) => viewSentinel(group, host))),
    Promise.all(dataHosts(environment).map((host) => viewRedis(group, host))),
  ]);
  return judgeGroup(environment, sentinels, data);
}

/**
 * Waits until a group is healthy.
 *
 * @param holds what must hold beside health
 * @throws UserError that names what is not as it should be
 */
export async function waitForHealth(
  group: Group,
  timeout: Milliseconds,
  holds: (health: GroupHealth) => boolean = () => true,
): Promise<GroupHealth> {
  const deadline = Date.now() + timeout;
  for (;;) {
    const health = await groupHealth(group);
    if (health.problems.length === 0 && holds(health)) return health;
    if (Date.now() > deadline) throw new UserError(notInTime(group.environment, health, timeout));
    await sleep(POLL);
  }
}

function notInTime(environment: Environment, health: GroupHealth, timeout: Milliseconds): string {
  const { problems, primary } = health;
  const reasons = problems.length > 0 ? problems.join('; ') : `its primary is ${primary} still`;
  return `${environment.name} is not as it should be after ${formatDuration(timeout)}: ${reasons}; look at the logs of these hosts`;
}
