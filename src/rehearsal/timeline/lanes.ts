/** From moments to lanes: what something was between them. */
import type { Milliseconds } from '../../base/units.ts';
import type { Lane } from '../record.ts';

/** What something was at a moment. */
export interface Point<Value extends string> {
  readonly at: Milliseconds;
  readonly value: Value;
}

type Spans<Value extends string> = Lane<Value>['spans'];

/**
 * The lane of a host: it is what it was seen to be until it is seen to be something else. The spans follow one another
 * without gaps, from the first point to the end, and no two neighbours have one value.
 *
 * @param points in the order of their time, none after the end
 */
export function laneOf<Value extends string>(
  host: string,
  points: readonly Point<Value>[],
  end: Milliseconds,
): Lane<Value> {
  // Of points at the same time the last one counts.
  const counted = points.filter(({ at }, index) => at < (points[index + 1]?.at ?? end));
  const turns = counted.filter(({ value }, index) => value !== counted[index - 1]?.value);
  const spans: Spans<Value> = turns.map(({ at, value }, index) => ({
    from: at,
    to: turns[index + 1]?.at ?? end,
    value,
  }));
  return { host, spans };
}

/** What a lane was at a moment; undefined outside of it. */
export function valueAt<Value extends string>({ spans }: Lane<Value>, moment: number): Value | undefined {
  return spans.find(({ from, to }) => from <= moment && moment < to)?.value;
}
