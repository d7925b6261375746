/** Having the Sentinels choose the host that is meant: of the lowest priority, which it has for as long as that takes. */
import { milliseconds } from '../../base/units.ts';
import { demand } from '../../group/demand.ts';
import { INFO_PERIOD } from '../../group/info-period.ts';
import type { HostWithData } from '../../topology/environment.ts';
import { FIRST, PRIORITY, SECOND } from './settings.ts';
import { type Promotable, replicasOf, type Switching, waitUntil } from './switching.ts';

/** A busy machine is later. */
const KNOWN_WITHIN = milliseconds(INFO_PERIOD + 5_000);

/** A priority that a host is to have, and the one that it has. */
export interface Steering {
  readonly host: HostWithData;
  readonly priority: number;
  readonly before: number;
}

/** The priorities with which one host is the first to be promoted. Pure. */
export function steeringTo(to: string, promotable: readonly Promotable[]): readonly Steering[] {
  const others = promotable.filter(({ host }) => host.name !== to);
  const own = promotable.find(({ host }) => host.name === to)?.priority ?? 0;
  const isFirst = own > 0 && others.every(({ priority }) => priority > own);
  return promotable.map(({ host, priority: before }) => {
    const priority = host.name === to ? FIRST : Math.max(before, SECOND);
    return { host, before, priority: isFirst ? before : priority };
  });
}

/**
 * Steers the choice to the host that is meant, and waits until the leading Sentinel knows.
 *
 * @returns what was changed
 * @throws UserError if a host refuses, or the Sentinel does not get to know it
 */
export async function steer(switching: Switching): Promise<readonly Steering[]> {
  const { group, to, promotable, leading, undo, tell } = switching;
  if (to === undefined) return [];
  const wanted = steeringTo(to.name, promotable);
  const changed = wanted.filter(({ priority, before }) => priority !== before);
  for (const { host, priority, before } of changed) {
    const what = `${host.name} has priority ${before}`;
    undo.remember({ host: host.name, what, command: setPriority(before) });
    tell(setPriority(priority).join(' '), host.name);
    await demand(group.redis(host.name), ...setPriority(priority));
  }
  const what = `Sentinel ${leading.name} knows whom to promote`;
  await waitUntil(switching, what, () => isKnown(switching, wanted), KNOWN_WITHIN);
  return changed;
}

/** The command that gives a priority. */
export function setPriority(priority: number): readonly string[] {
  return ['CONFIG', 'SET', PRIORITY, String(priority)];
}

async function isKnown({ group, leading }: Switching, wanted: readonly Steering[]): Promise<boolean> {
  const known = await replicasOf(group, leading.name);
  return wanted.every(({ host, priority }) =>
    known.some(
      (replica) => replica.get('ip') === host.address && replica.get('slave-priority') === String(priority),
    ),
  );
}
