import { type Ailment, person, steps } from '../ailment.ts';
import type { Examination } from '../examination.ts';
import type { Lead } from '../lead.ts';
import { scriptsOf } from '../options.ts';
import { watch } from '../steps/watch.ts';

/** Sentinels that watch no group of this name. */
export function unwatched({ environment, sentinels }: Examination, lead: Lead): readonly Ailment[] {
  const hosts = sentinels.filter(({ watches }) => watches === false).map(({ host }) => host);
  if (hosts.length === 0) return [];
  const { group } = environment.sentinel;
  const [script] = scriptsOf(environment);
  return [
    {
      kind: 'unwatched',
      hosts,
      seen: `${hosts.join(', ')}: Sentinel watches no group ${group}`,
      means: 'it names nobody to clients, and is missing where a majority has to vote',
      cure: cureOf(),
    },
  ];

  function cureOf() {
    if (lead.kind === 'open') return person('choose first whose data stay, and repair again then');
    if (script !== undefined)
      return person(
        `write the file of ${hosts.join(', ')} anew, and restart Sentinel there: no command can give it its ${script}`,
      );
    return steps(watch(hosts, lead.host, environment));
  }
}
