/** Who takes no part in a failover. */
import type { FileRule } from '../rule.ts';
import { violatedWhen } from '../violation.ts';

export const replicaHeldBack: FileRule = {
  name: 'replica-held-back',
  judges: 'files',
  needs: ['server'],
  severity: 'warning',
  waivable: false,
  summary: 'A replica may be promoted.',
  why: 'Sentinel never promotes a replica of priority 0, so the group has one fewer than it seems. The boot script gives it to a host without data until that has been in sync: it may still wait.',
  source: 'redis sentinel.c, sentinelSelectSlave',
  remedy: 'give replica-priority 100 once the replica is in sync, or keep 0 for one that must not lead',
  check: ({ servers }) =>
    servers.flatMap(({ get, lines }) =>
      violatedWhen(lines('replicaof').length > 0 && get('replica-priority').number === 0, {
        ...get('replica-priority').place,
        message:
          '0 is never promoted: either this replica must not lead, or it had no data and has not been in sync since',
      }),
    ),
};
