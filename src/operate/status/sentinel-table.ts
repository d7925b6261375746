/** What the Sentinels told, as a table. */
import { type Element, type Phrase, table } from '../../report/elements.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { formatEngine } from './engine.ts';
import { formatPlace, hostAt } from './place.ts';
import type { SentinelFacts } from './sentinel-status.ts';
import type { GroupStatus } from './status.ts';

/** A row for each Sentinel: whom it names, whom it knows, and what it does. */
export function sentinelTable(environment: Environment, { sentinels }: GroupStatus): Element {
  return table(
    [
      'Sentinel',
      'names',
      'finds it',
      'Sentinels',
      'replicas',
      'epoch',
      'now in',
      'quorum',
      'usable',
      'state',
      'engine',
    ],
    sentinels.map(({ host, facts }) => [
      host,
      ...(facts === undefined ? [NOT_KNOWN] : cellsOf(environment, facts)),
    ]),
  );
}

const NOT_KNOWN: Phrase = { text: 'not known', tone: 'error' };

function cellsOf(environment: Environment, facts: SentinelFacts): readonly Phrase[] {
  const { primary, flags, configEpoch, currentEpoch, quorum, ckquorum } = facts;
  const isUp = flags.length === 1;
  return [
    hostAt(environment, primary, 'redis') ?? { text: formatPlace(primary), tone: 'error' },
    toned(isUp ? 'up' : flags.filter((flag) => flag !== 'master').join(', '), isUp),
    counted(facts.sentinels.length, sentinelHosts(environment).length - 1),
    counted(facts.replicaCount, dataHosts(environment).length - 1),
    String(configEpoch),
    currentEpoch === undefined ? 'not known' : String(currentEpoch),
    toned(String(quorum), quorum === environment.sentinel.quorum),
    toned(ckquorum.ok ? 'enough' : 'too few', ckquorum.ok),
    stateOf(facts),
    formatEngine(facts.engine),
  ];
}

/** Known against declared. */
function counted(known: number, declared: number): Phrase {
  return toned(known === declared ? String(known) : `${known} instead of ${declared}`, known === declared);
}

function stateOf({ tilt, failover }: SentinelFacts): Phrase {
  if (tilt) return { text: 'TILT', tone: 'error' };
  return failover === undefined ? 'calm' : { text: `leads a failover: ${failover}`, tone: 'warning' };
}

function toned(text: string, good: boolean): Phrase {
  return good ? text : { text, tone: 'error' };
}
