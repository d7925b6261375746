/** How often Sentinels ask data hosts for INFO, and tell of themselves, and how soon they try a link again. */
import { milliseconds } from '../base/units.ts';
import { type Host, sentinelHosts } from '../topology/environment.ts';
import { answersOf, NoAnswer } from './client.ts';
import type { Group } from './group.ts';
import { fieldsOf } from './reply.ts';

/** How often a Sentinel asks while there is no failover: SENTINEL_INFO_PERIOD (redis sentinel.c). */
export const INFO_PERIOD = milliseconds(10_000);

/** What a Sentinel goes by, in milliseconds, as SENTINEL DEBUG names it (redis sentinel.c, sentinelDebugCommand). */
type Periods = Readonly<Partial<Record<'INFO-PERIOD' | 'PING-PERIOD' | 'PUBLISH-PERIOD', number>>>;

/** A link that is lost is tried again after the second one (redis sentinel.c, sentinelReconnectInstance). */
const USUALLY: Periods = { 'INFO-PERIOD': INFO_PERIOD, 'PING-PERIOD': 1_000, 'PUBLISH-PERIOD': 2_000 };

/**
 * A replica is not promoted whose INFO is older than five times the second one, and when the primary is down it is asked for
 * that once a second (redis sentinel.c, sentinelSelectSlave): a failover must be able to come between.
 */
const OFTEN: Periods = { 'INFO-PERIOD': 200, 'PING-PERIOD': 500 };

/**
 * A replica that says that it is a primary is made a replica again after four times this, if nobody has told of a failover by then
 * (redis sentinel.c, sentinelRefreshInstanceInfo): too short for as long as one goes on.
 */
const TELLING: Periods = { 'PUBLISH-PERIOD': 500 };

/**
 * Does something while Sentinels ask for INFO five times a second, and try lost links twice a second, so that what they know
 * is of now. One whose host is lost meanwhile begins with the usual periods when it comes back; one that is not told the usual
 * ones again, since this process was killed, goes on asking often until it starts anew, or is told by {@link askUsually}.
 *
 * @param hosts whose Sentinels; those of the group where nothing is given
 */
export async function whileAskingOften<Result>(
  group: Group,
  work: () => Promise<Result>,
  hosts: readonly Host[] = sentinelHosts(group.environment),
): Promise<Result> {
  return whileGoingBy(OFTEN, group, hosts, work);
}

/**
 * Does something while Sentinels tell of themselves twice a second, so that one that has forgotten them knows them again soon. Not
 * for a failover. What becomes of one that is lost, or not told the usual period again, is as with {@link whileAskingOften}.
 *
 * @param hosts whose Sentinels
 */
export async function whileTellingOften<Result>(
  group: Group,
  work: () => Promise<Result>,
  hosts: readonly Host[],
): Promise<Result> {
  return whileGoingBy(TELLING, group, hosts, work);
}

async function whileGoingBy<Result>(
  periods: Periods,
  group: Group,
  hosts: readonly Host[],
  work: () => Promise<Result>,
): Promise<Result> {
  await setPeriods(group, hosts, periods);
  try {
    return await work();
  } finally {
    await setPeriods(group, hosts, USUALLY).catch(() => undefined);
  }
}

/**
 * Has Sentinels ask as usual that whoever was killed has left asking often: the age of what they know tells nobody then when
 * they ask next. Those that ask as often for another reason are left alone.
 *
 * @returns their hosts
 */
export async function askUsually(group: Group): Promise<readonly string[]> {
  const hosts = await Promise.all(
    sentinelHosts(group.environment).map(async (host) => ((await asksOften(group, host)) ? [host] : [])),
  );
  await setPeriods(group, hosts.flat(), USUALLY);
  return hosts.flat().map(({ name }) => name);
}

/** Without arguments it tells what it goes by (redis sentinel.c, addReplySentinelDebugInfo; Redis 7.0 and 8.0, Valkey 8.1 and 9.1, measured). */
async function asksOften(group: Group, { name }: Host): Promise<boolean> {
  const [reply = null] = await answersOf(group.sentinel(name), [['SENTINEL', 'DEBUG']]);
  const goesBy = fieldsOf(reply);
  return Object.entries({ ...OFTEN, ...TELLING }).some(([name, value]) => goesBy.get(name) === String(value));
}

/** One that has only just started may not answer yet; it has the usual periods then. */
async function setPeriods(group: Group, hosts: readonly Host[], periods: Periods): Promise<void> {
  const command = ['SENTINEL', 'DEBUG', ...Object.entries(periods).flat().map(String)];
  await Promise.all(
    hosts.map(async ({ name }) => {
      try {
        await group.sentinel(name).ask(command);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
      }
    }),
  );
}
