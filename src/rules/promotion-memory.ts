/** What a promotion does where the data hosts of a group have different limits. */
import { bytes, formatSize } from '../base/units.ts';
import type { MemoryLimit } from './configuration.ts';
import type { ConfigurationRule, Violation } from './rule.ts';

export const maxmemoryEqual: ConfigurationRule = {
  name: 'maxmemory-equal',
  judges: 'configuration',
  needs: ['server'],
  severity: 'warning',
  waivable: true,
  summary: 'All data hosts of a group that may lead it have the same maxmemory.',
  why: 'A replica holds all that its primary does, whatever its own maxmemory is. Once it leads, it evicts down to that, or refuses writes under noeviction.',
  source: 'redis.conf, replica-ignore-maxmemory and maxmemory-policy',
  remedy: 'give the same maxmemory, such as 1gb, to all data hosts of the group',
  check: ({ limits }) => limits.flatMap(unequal),
};

/** A limit of 0 is none, which maxmemory-unset finds. */
function unequal(group: readonly MemoryLimit[]): readonly Violation[] {
  const limited = group.filter(({ mayLead, maxmemory }) => mayLead && maxmemory.number > 0);
  const most = Math.max(...limited.map(({ maxmemory }) => maxmemory.number));
  return limited
    .filter(({ maxmemory }) => maxmemory.number < most)
    .map(({ server, maxmemory, policy }) => ({
      ...maxmemory.place,
      message: `${formatSize(bytes(maxmemory.number))}${server} is less than the ${formatSize(bytes(most))} of another data host, so once it leads it ${policy === 'noeviction' ? 'refuses writes until it holds less' : `evicts what is above that (${policy})`}`,
      remedy: `give all data hosts of the group the same, such as ${maxmemory.write(maxmemory.number)}`,
    }));
}
