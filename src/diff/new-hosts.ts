/** What comes with hosts that a deploy makes anew: they boot with the new files, and no roll-out has to bring them. */
import type { Change } from './change.ts';
import type { InfrastructurePlan } from './infrastructure/action.ts';

/** The hosts of a plan. */
export interface PlannedHosts {
  /** Those that run after it and did not before: new ones, and others in the place of old ones. */
  readonly created: ReadonlySet<string>;
  /** Those that others of the same name take the place of. */
  readonly replaced: ReadonlySet<string>;
  /** Those that run on through it. */
  readonly kept: ReadonlySet<string>;
}

/** Which hosts a plan makes anew, and which it keeps. */
export function plannedHosts({ resources }: InfrastructurePlan): PlannedHosts {
  const instances = resources.filter(({ type }) => type === 'aws_instance');
  const named = (...actions: readonly string[]): ReadonlySet<string> =>
    new Set(
      instances
        .filter(({ action }) => actions.includes(action))
        .map(({ name }) => name.replace(/^instance_/, '')),
    );
  return {
    created: named('create', 'replace'),
    replaced: named('replace'),
    kept: named('no-op', 'update', 'unknown'),
  };
}

/** What replaces no host says so: what hosts share is made anew where all of them come and go. */
export function withWhatIsReplaced(change: Change, planned: PlannedHosts | undefined): Change {
  const { impact, event, clause, places } = change;
  const isOfAll = places.every(({ hosts }) => hosts.length === 0);
  if (impact !== 'replace' || event !== undefined || clause !== undefined || !isOfAll) return change;
  if (planned === undefined || planned.replaced.size > 0) return change;
  return { ...change, clause: `make anew what hosts share (${change.key})` };
}

/**
 * The same row where its hosts stay, or nobody can tell; else by means of the deploy that ends them, with no steps for anybody. Files lie on
 * the disk that a host has of its own, so a new host reads new ones. A data volume may be kept: what its data cannot
 * bear, it cannot bear on a new host either.
 */
export function withNewHosts(change: Change, planned: PlannedHosts | undefined): Change {
  if (planned === undefined || !isBrought(change)) return change;
  const { kept } = planned;
  const hosts = change.places.flatMap((place) => place.hosts);
  if (hosts.length === 0 ? kept.size > 0 : hosts.some((host) => kept.has(host))) return change;
  const { byHand, note, ...row } = change;
  // The other notes say why nothing brings it to a host that runs.
  const isSaid = note !== undefined && row.means === 'roll-out';
  // Two environments are paired host by host, whatever these are called.
  const goes = hosts.length > 0 && !hosts.some((host) => planned.created.has(host));
  const notes = [...(isSaid ? [note] : []), goes ? 'new hosts have it' : 'it comes with the new host'];
  const impact = row.impact === 'data-loss' ? row.impact : 'none';
  return { ...row, impact, means: 'deploy', note: notes.join('; ') };
}

/** Whether something has to bring it to a host: a roll-out, or the next boot of a new one. */
function isBrought({ impact, means, places }: Change): boolean {
  if (means === 'roll-out' || means === 'next-host') return true;
  return impact === 'none' && places.some(({ hosts }) => hosts.length > 0);
}
