import { milliseconds } from '../../../base/units.ts';
import { type Ailment, steps } from '../ailment.ts';
import { dataHostAt, type Examination, namersOf } from '../examination.ts';
import type { Lead } from '../lead.ts';
import { giveSentinelLogin } from '../steps/give-sentinel-login.ts';

/** It connects anew every 15 s at most (redis sentinel.c, SENTINEL_MIN_LINK_RECONNECT_PERIOD). */
const RECONNECTED = milliseconds(17_000);

const DOWN = ['s_down', 'o_down', 'disconnected'];

/** Sentinels that find the primary down, though it answers here: they cannot log in, or do not reach it. */
export function blindSentinels(examination: Examination, lead: Lead): readonly Ailment[] {
  if (lead.kind === 'open' || lead.host.facts.role !== 'primary') return [];
  const { host: primary } = lead;
  const { environment } = examination;
  return namersOf(examination, primary.host)
    .filter(({ facts }) => facts.flags.some((flag) => DOWN.includes(flag)))
    .filter(({ facts }) => dataHostAt(examination, facts.primary) === primary.host)
    .map(({ host }) => ({
      kind: 'blind-sentinel',
      hosts: [host],
      seen: `Sentinel ${host} finds ${primary.host} down, which answers here`,
      means: 'it votes for a failover that nobody needs, and leads none well',
      mendsItself: { by: 'the Sentinel', within: RECONNECTED },
      cure: steps(giveSentinelLogin(host, primary, environment)),
    }));
}
