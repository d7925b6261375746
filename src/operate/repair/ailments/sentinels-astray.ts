import { milliseconds } from '../../../base/units.ts';
import { formatPlace } from '../../status/place.ts';
import { type Ailment, person, steps } from '../ailment.ts';
import { dataHostAt, type Examination, namersOf, sentinelsOf } from '../examination.ts';
import type { Lead } from '../lead.ts';
import { scriptsOf } from '../options.ts';
import { watch } from '../steps/watch.ts';

/** Who names a primary of a later epoch says so every two seconds (redis sentinel.c, sentinelSendHello). */
const HEARD = milliseconds(6_000);

/** Sentinels that name another host than the primary: one of them, or all where their files were written over. */
export function sentinelsAstray(examination: Examination, lead: Lead): readonly Ailment[] {
  if (lead.kind === 'open') return [];
  const { host: primary } = lead;
  const { environment } = examination;
  const astray = sentinelsOf(examination).filter(
    ({ facts }) => dataHostAt(examination, facts.primary) !== primary.host,
  );
  if (astray.length === 0) return [];
  const latest = Math.max(-1, ...namersOf(examination, primary.host).map(({ facts }) => facts.configEpoch));
  const mends = astray.every(({ facts }) => facts.configEpoch < latest);
  const named = [...new Set(astray.map(({ facts }) => formatPlace(facts.primary)))].join(' and ');
  const hosts = astray.map(({ host }) => host);
  const [script] = scriptsOf(environment);
  return [
    {
      kind: 'sentinels-astray',
      hosts,
      seen: `${sentinelWords(hosts)} ${named} as the primary instead of ${primary.host}${blindWords(astray.every(({ facts }) => facts.replicaCount === 0))}`,
      means:
        'clients that ask there get no primary, and no failover comes to an end while the Sentinels differ',
      ...(mends ? { mendsItself: { by: 'the other Sentinels, whose epoch is later', within: HEARD } } : {}),
      cure:
        script === undefined
          ? steps(watch(hosts, primary, environment))
          : person(
              `write the file of ${hosts.join(', ')} anew with ${primary.host} as the primary, and restart Sentinel there: no command can give it its ${script}`,
            ),
    },
  ];
}

function sentinelWords(hosts: readonly string[]): string {
  return hosts.length === 1 ? `Sentinel ${hosts[0]} names` : `Sentinels ${hosts.join(', ')} name`;
}

function blindWords(knowsNone: boolean): string {
  return knowsNone ? ', and knows no replica, as after a start with a file that was written over' : '';
}
