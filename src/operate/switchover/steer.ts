/** Having the Sentinels choose the host that is meant: of the lowest priority, which it has for as long as that takes. */
import { milliseconds } from '../../base/units.ts';
import { demand } from '../../group/demand.ts';
import { type Promotable, replicasOf, type Switching, waitUntil } from './switching.ts';

/** Lower than all others; 0 is never promoted. */
const FIRST = 1;

/** A Sentinel asks for INFO every 10 s (redis sentinel.c, SENTINEL_INFO_PERIOD), and a busy machine is later. */
const KNOWN_WITHIN = milliseconds(15_000);

/** A priority that a host gets, and the one that it has. */
export interface Steering {
  readonly host: string;
  readonly priority: number;
  readonly before: number;
}

/** The priorities that make one host the first that is promoted; none where it is that already. Pure. */
export function steeringTo(to: string, promotable: readonly Promotable[]): readonly Steering[] {
  const others = promotable.filter(({ host }) => host.name !== to);
  const own = promotable.find(({ host }) => host.name === to)?.priority ?? 0;
  if (own > 0 && others.every(({ priority }) => priority > own)) return [];
  return promotable
    .map(({ host: { name }, priority: before }) => ({
      host: name,
      before,
      priority: name === to ? FIRST : Math.max(before, FIRST + 1),
    }))
    .filter(({ priority, before }) => priority !== before);
}

/** Steers the choice to the host that is meant, and waits until the leading Sentinel knows. @throws UserError if it does not */
export async function steer(switching: Switching): Promise<readonly Steering[]> {
  const { group, to, promotable, leading, undo, tell } = switching;
  const steering = to === undefined ? [] : steeringTo(to.name, promotable);
  for (const { host, priority, before } of steering) {
    undo.remember({ host, what: `${host} has priority ${before}`, command: setPriority(before) });
    tell(`CONFIG SET replica-priority ${priority}`, host);
    await demand(group.redis(host), ...setPriority(priority));
  }
  if (steering.length > 0)
    await waitUntil(
      switching,
      `Sentinel ${leading.name} knows of it`,
      () => isKnown(switching, steering),
      KNOWN_WITHIN,
    );
  return steering;
}

/** The command that gives a priority. */
export function setPriority(priority: number): readonly string[] {
  return ['CONFIG', 'SET', 'replica-priority', String(priority)];
}

async function isKnown(
  { group, leading, promotable }: Switching,
  steering: readonly Steering[],
): Promise<boolean> {
  const known = await replicasOf(group, leading.name);
  return steering.every(({ host, priority }) => {
    const address = promotable.find((each) => each.host.name === host)?.host.address;
    const replica = known.find((each) => each.get('ip') === address);
    return replica?.get('slave-priority') === String(priority);
  });
}
