/** A primary that is back before it is called down. */
import { bytes, formatSeconds, formatSize, milliseconds } from '../base/units.ts';
import { transferTime } from '../topology/full-sync.ts';
import type { ConfigurationRule } from './rule.ts';
import { eachServer, violatedWhen } from './violation.ts';

/** A restart that is over so soon is no reason to lose the writes that a failover may lose. */
const SHORT_LOAD = milliseconds(120_000);

/** In milliseconds, as Sentinel counts. */
const USUAL_PERIOD = 30_000;

export const rebootPeriod: ConfigurationRule = {
  name: 'reboot-period',
  judges: 'configuration',
  needs: ['server', 'sentinel'],
  severity: 'warning',
  waivable: true,
  summary: 'A primary that restarts with much data is failed over, and not waited for while it loads.',
  why: 'To Sentinel a primary that loads its data is up: nobody can write for as long as that takes.',
  source:
    'redis sentinel.c, sentinelCheckSubjectivelyDown; measured with Redis 7.0.15, downAfter 5 s and 36 s to load: a primary restarted at once was waited for with 0, and failed over after 11 s with 3000; assumed: 100mb are loaded in a second',
  remedy: 'give sentinel master-reboot-down-after-period the milliseconds that loading may take',
  check: eachServer(({ get, group, persistence }) => {
    if (group === undefined || persistence.kind === 'none') return [];
    const { number, place, write } = group.get('master-reboot-down-after-period');
    const data = bytes(get('maxmemory').number);
    const time = transferTime(data);
    return violatedWhen(number === 0 && time > SHORT_LOAD, {
      ...place,
      message: `${write(0)} waits for a primary that restarts within down-after for as long as it loads its data, ${formatSize(data)} in about ${formatSeconds(time)}`,
      remedy: `give ${write(USUAL_PERIOD)}, or what loading may take`,
    });
  }),
};
