/** How often the Sentinels of an environment on this machine ask its data hosts for INFO. */
import { type Milliseconds, milliseconds } from '../base/units.ts';
import type { LocalCloud } from '../local/index.ts';
import { type Environment, sentinelHosts } from '../topology/environment.ts';

/** SENTINEL_INFO_PERIOD (redis sentinel.c). */
const USUAL = milliseconds(10_000);
const OFTEN = milliseconds(500);

/**
 * Does something while every Sentinel asks for INFO twice a second, so that what it knows is of now. One whose host is lost
 * meanwhile begins with the usual period when it comes back.
 */
export async function whileAskingOften<Result>(
  cloud: LocalCloud,
  environment: Environment,
  work: () => Promise<Result>,
): Promise<Result> {
  await setInfoPeriod(cloud, environment, OFTEN);
  try {
    return await work();
  } finally {
    await setInfoPeriod(cloud, environment, USUAL).catch(() => undefined);
  }
}

async function setInfoPeriod(
  cloud: LocalCloud,
  environment: Environment,
  period: Milliseconds,
): Promise<void> {
  const argv = ['sentinel', 'debug', 'info-period', String(period)];
  await Promise.all(
    sentinelHosts(environment).map(({ name, address }) =>
      cloud.exec(name, ['redis-cli', '-h', address, '-p', String(environment.sentinel.port), ...argv]),
    ),
  );
}
