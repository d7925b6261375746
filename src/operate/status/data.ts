/** A status as a program reads it. */
import { lagBehind } from './lag.ts';
import type { RedisStatus } from './redis-status.ts';
import type { SentinelStatus } from './sentinel-status.ts';
import type { GroupStatus } from './status.ts';

/** Everything that was told, and the verdict. What is not known is absent. */
export function statusData({ environment, primary, verdict, data, sentinels }: GroupStatus) {
  const first = data.find(({ host }) => host === primary)?.facts;
  return {
    environment,
    primary,
    verdict,
    data: data.map((status) => ({
      ...told(status),
      ...(first === undefined || status.facts === undefined || status.facts === first
        ? {}
        : { lag: lagBehind(first, { address: status.address, facts: status.facts }) }),
    })),
    sentinels: sentinels.map(told),
  };
}

function told<Facts extends object>({
  host,
  address,
  unknown,
  facts,
}: Pick<RedisStatus | SentinelStatus, 'host' | 'address' | 'unknown'> & {
  readonly facts: Facts | undefined;
}) {
  return { host, address, unknown, ...facts };
}
