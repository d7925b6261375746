import { type Ailment, person, steps } from '../ailment.ts';
import { type Examination, namersOf, type WatchingSentinel } from '../examination.ts';
import type { Lead } from '../lead.ts';
import { reset } from '../steps/reset.ts';
import { isDown, type Stranger, strangersOf } from '../strangers.ts';

/** Sentinels and replicas that a Sentinel knows and nobody declared: those that are gone are forgotten. */
export function stalePeers(examination: Examination, lead: Lead): readonly Ailment[] {
  if (lead.kind === 'open' || lead.host.facts.role !== 'primary') return [];
  const { environment } = examination;
  const knowing = namersOf(examination, lead.host.host).map((sentinel) => ({
    sentinel,
    strangers: strangersOf(environment, sentinel.host, sentinel.facts),
  }));
  const alive = knowing.flatMap(({ strangers }) => strangers.filter((each) => !isDown(each)));
  if (alive.length > 0)
    return [
      living(
        knowing.filter(({ strangers }) => strangers.length > 0),
        alive,
      ),
    ];
  return knowing
    .filter(({ strangers }) => strangers.length > 0)
    .map(({ sentinel: { host }, strangers }) => ({
      kind: 'stale-peers',
      hosts: [host],
      seen: `Sentinel ${host} knows ${strangers.map(({ what }) => what).join(', ')}, which ${strangers.length === 1 ? 'is' : 'are'} not declared and down`,
      means: MEANS,
      cure: steps(reset(host)),
    }));
}

const MEANS =
  'a Sentinel too many raises the majority that a failover needs, and whoever comes to the address of a replica that is gone becomes one';

/** Whoever is forgotten while it lives is known again within seconds. */
function living(
  knowing: readonly { readonly sentinel: WatchingSentinel }[],
  alive: readonly Stranger[],
): Ailment {
  const whats = [...new Set(alive.map(({ what }) => what))];
  return {
    kind: 'stale-peers',
    hosts: knowing.map(({ sentinel }) => sentinel.host),
    seen: `the Sentinels know ${whats.join(', ')}, which ${whats.length === 1 ? 'is' : 'are'} not declared and alive`,
    means: MEANS,
    cure: person(`stop ${whats.join(', ')}, or declare it; then repair again, so that it is forgotten`),
  };
}
