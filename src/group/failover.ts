/** A failover that is asked for. */
import { UserError } from '../base/errors.ts';
import { milliseconds } from '../base/units.ts';
import { type Environment, type Host, sentinelHosts } from '../topology/environment.ts';
import type { Reach } from './reach.ts';

const ANSWER_TIMEOUT = milliseconds(2_000);

/**
 * Asks the Sentinels, one after the other until one agrees, to promote a replica. The old primary takes writes for about
 * ten seconds more, and those are lost (redis sentinel.c, sentinelRefreshInstanceInfo; measured).
 *
 * @returns the Sentinel that agreed
 * @throws UserError with what each of them said if none does
 */
export async function askForFailover(reach: Reach, environment: Environment): Promise<Host> {
  const refusals: string[] = [];
  for (const host of sentinelHosts(environment)) {
    const said = await ask(reach, environment, host);
    if (said === 'OK') return host;
    refusals.push(`${host.name} says ${said}`);
  }
  throw new UserError(
    `no Sentinel of ${environment.name} begins a failover: ${refusals.join('; ')}; wait until the group is healthy, and ask again`,
  );
}

async function ask(reach: Reach, { sentinel }: Environment, { name, address }: Host): Promise<string> {
  const argv = [
    'redis-cli',
    '-h',
    address,
    '-p',
    String(sentinel.port),
    'sentinel',
    'failover',
    sentinel.group,
  ];
  try {
    const { stdout } = await reach.exec(name, argv, { timeout: ANSWER_TIMEOUT });
    return stdout.trim() || 'nothing';
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
