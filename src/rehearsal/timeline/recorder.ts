/** Records the timeline of a group that runs. */
import { monotonicNow } from '../../base/clock.ts';
import { type Milliseconds, milliseconds } from '../../base/units.ts';
import { Group } from '../../group/group.ts';
import type { Reach } from '../../group/reach.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import type { SentinelEvent, Timeline } from '../record.ts';
import { Listener } from './events.ts';
import { type Pause, pauseUntil } from './pause.ts';
import { ASK_PART, askName, nameOf, type Part, partOf, type Sample } from './samples.ts';
import { timelineOf } from './timeline.ts';
import { Watch } from './watch.ts';

/** What was recorded. */
export interface Recording {
  readonly timeline: Timeline;
  /** When the recording process itself stood still: what it saw then, it saw too late. On the clock, not from zero. */
  readonly pauses: readonly Pause[];
}

/** A timeline that is being recorded, until it is stopped or disposed of. */
export interface Recorder extends Disposable {
  /**
   * Ends the recording, and says what was seen.
   *
   * @param zero the moment of `monotonicNow()` that the times of the timeline count from
   */
  stop(zero: Milliseconds): Recording;
}

/** How often everything is asked. */
export const PERIOD = milliseconds(20);

/**
 * Begins to record: the role, link and offset of every data host, the host that every Sentinel names, and what they
 * publish. Each program has a connection of its own, so that neither a hung host nor a dead one keeps the others from being
 * asked.
 */
export async function startTimeline(reach: Reach, environment: Environment): Promise<Recorder> {
  const group = new Group(reach, environment);
  const parts = new Map(
    dataHosts(environment).map(({ name }) => [name, new Watch(group.redis(name), ASK_PART, partOf)]),
  );
  const names = new Map(
    sentinelHosts(environment).map(({ name }) => [
      name,
      new Watch(group.sentinel(name), askName(environment), nameOf),
    ]),
  );
  const listeners = sentinelHosts(environment).map(
    ({ name }) => new Listener(name, () => group.connectToSentinel(name)),
  );
  const pauses: Pause[] = [];
  const askAll = (): Promise<unknown> =>
    Promise.all([...parts.values(), ...names.values()].map((watch) => watch.ask()));
  await Promise.all([askAll(), ...listeners.map((listener) => listener.open())]);

  let due = monotonicNow();
  let timer: NodeJS.Timeout;
  const takeTurn = (): void => {
    const now = monotonicNow();
    pauses.push(...pauseUntil(now, due));
    // An interval of Node drifts by a millisecond at every turn. Turns that were missed are not made up for.
    due = milliseconds(Math.max(due + PERIOD, now));
    timer = setTimeout(takeTurn, due - now);
    void askAll();
  };
  takeTurn();

  const close = (): void => {
    clearTimeout(timer);
    for (const listener of listeners) listener.close();
    group[Symbol.dispose]();
  };
  return {
    [Symbol.dispose]: close,
    stop: (zero) => {
      const end = monotonicNow();
      close();
      const seen = {
        parts: samplesOf<Part>(parts),
        names: samplesOf<string>(names),
        events: inOrder(listeners),
      };
      return { timeline: timelineOf(environment, seen, end, zero), pauses };
    },
  };
}

function samplesOf<Said>(
  watches: ReadonlyMap<string, Watch<Said>>,
): ReadonlyMap<string, readonly Sample<Said>[]> {
  // A copy: a question that is cut off still counts as silence, after the end.
  return new Map([...watches].map(([host, { samples }]) => [host, [...samples]]));
}

function inOrder(listeners: readonly Listener[]): readonly SentinelEvent[] {
  return listeners.flatMap(({ events }) => events).toSorted((one, other) => one.at - other.at);
}
