/** The timeline of a group, made from all that was seen of it. */
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import type { Environment } from '../../topology/environment.ts';
import type { Lane, SentinelEvent, Timeline } from '../record.ts';
import { laneOf, type Point } from './lanes.ts';
import { NOBODY, type Part, type Sample } from './samples.ts';

/** What was seen of a group, in the order of time. */
export interface Seen {
  /** What each data host said of its part. */
  readonly parts: ReadonlyMap<string, readonly Sample<Part>[]>;
  /** The address that each Sentinel named. */
  readonly names: ReadonlyMap<string, readonly Sample<string>[]>;
  readonly events: readonly SentinelEvent[];
}

/** What a lane is while there is no answer. */
const SILENT = 'silent';

/** The least time between two offsets that are kept. */
const OFFSET_PERIOD = milliseconds(100);

/**
 * The timeline of what was seen until an end.
 *
 * @param zero the moment that its times count from
 */
export function timelineOf(
  environment: Environment,
  { parts, names, events }: Seen,
  end: Milliseconds,
  zero: Milliseconds,
): Timeline {
  const nameAt = (address: string): string =>
    environment.hosts.find((host) => host.address === address)?.name ?? address;
  const since = (at: Milliseconds): Milliseconds => milliseconds(at - zero);

  function lanes<Said, Value extends string>(
    seen: ReadonlyMap<string, readonly Sample<Said>[]>,
    laneValue: (said: Said) => Value,
  ): readonly Lane<Value | typeof SILENT>[] {
    return [...seen].map(([host, samples]) => {
      const points = samples.map(
        ({ at, said }): Point<Value | typeof SILENT> => ({
          at: since(at),
          value: said === undefined ? SILENT : laneValue(said),
        }),
      );
      return laneOf(host, points, since(end));
    });
  }

  return {
    roles: lanes(parts, ({ role }) => role),
    follows: lanes(parts, ({ follows }) => (follows === undefined ? NOBODY : nameAt(follows))),
    named: lanes(names, nameAt),
    events: events.map((event) => ({ ...event, at: since(event.at) })),
    offsets: [...parts].map(([host, samples]) => ({
      host,
      samples: offsetsOf(samples).map(([at, offset]) => [since(at), offset] as const),
    })),
  };
}

/** Offsets at a distance, which show as much as all of them. */
function offsetsOf(samples: readonly Sample<Part>[]): readonly (readonly [Milliseconds, number])[] {
  let next = Number.NEGATIVE_INFINITY;
  return samples.flatMap(({ at, said }) => {
    if (said?.offset === undefined || at < next) return [];
    next = at + OFFSET_PERIOD;
    return [[at, said.offset] as const];
  });
}
