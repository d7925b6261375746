/** A failover that is asked for. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '../base/errors.ts';
import { type Milliseconds, milliseconds } from '../base/units.ts';
import { type Host, sentinelHosts } from '../topology/environment.ts';
import { NoAnswer } from './client.ts';
import type { Group } from './group.ts';
import { textOf } from './reply.ts';

/**
 * A Sentinel promotes no replica whose INFO is older than three of its periods, nor one that was away (redis sentinel.c,
 * sentinelSelectSlave): right after a replica came back, or the period was made shorter, it has to ask it first.
 */
const KNOWS_NONE = 'NOGOODSLAVE';
const ASKED_AGAIN = milliseconds(250);

/**
 * Asks the Sentinels, one after the other until one agrees, to promote a replica. The old primary takes writes for about
 * ten seconds more, and those are lost (redis sentinel.c, sentinelRefreshInstanceInfo; measured).
 *
 * @param patience how long they are asked again while one knows no replica to promote yet
 * @returns the Sentinel that agreed
 * @throws UserError with what each of them said last if none does
 */
export async function askForFailover(
  group: Group,
  patience: Milliseconds = milliseconds(10_000),
): Promise<Host> {
  const { environment } = group;
  const begin = performance.now();
  for (;;) {
    const refusals: string[] = [];
    for (const host of sentinelHosts(environment)) {
      const said = await ask(group, host);
      if (said === 'OK') return host;
      refusals.push(`${host.name} says ${said}`);
    }
    const isSettled = !refusals.some((refusal) => refusal.includes(KNOWS_NONE));
    if (isSettled || performance.now() - begin >= patience)
      throw new UserError(
        `no Sentinel of ${environment.name} begins a failover: ${refusals.join('; ')}; wait until the group is healthy, and ask again`,
      );
    await sleep(ASKED_AGAIN);
  }
}

async function ask(group: Group, { name }: Host): Promise<string> {
  try {
    const command = ['SENTINEL', 'FAILOVER', group.environment.sentinel.group] as const;
    return textOf(await group.sentinel(name).ask(command));
  } catch (error) {
    if (error instanceof NoAnswer) return 'nothing';
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
