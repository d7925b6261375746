/** From a moment of a round to a place in its picture. */
import { type Milliseconds, milliseconds } from '../../../base/units.ts';
import type { Span } from '../../../topology/sum.ts';
import type { Round } from '../../record.ts';

/** A stretch of time on a stretch of a picture. */
export interface Scale {
  readonly window: Span;
  /** Where the window begins and ends, in pixels. */
  readonly left: number;
  readonly right: number;
}

/** A place on the axis. */
export interface Tick {
  readonly x: number;
  readonly text: string;
}

/** What stands before the first and behind the last thing that happened, as a share of the time between. */
const MARGIN = 0.09;
const LEAST_MARGIN = 400;

/** How much of a forecast behind all that happened is shown, as a share of the time in which it did. */
const MOST_FORECAST = 0.25;

/** Labels of the axis that stand nearer to each other are hard to read. */
const TICK_ROOM = 64;

const STEPS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/**
 * The time in which something happened, with some quiet at both ends. A forecast that reaches far beyond it is cut, so that
 * what happened keeps its room: words say how far it reaches.
 */
export function windowOf(round: Round): Span {
  const happened = [0, ...timesOf(round)];
  const [from, to] = [Math.min(...happened), Math.max(...happened)];
  const margin = Math.max(LEAST_MARGIN, (to - from) * MARGIN);
  const told = Object.values(round.forecast?.spans ?? {}).map((span) => span.to);
  const end = Math.max(to + margin, Math.min(Math.max(0, ...told), to + (to - from) * MOST_FORECAST));
  return { from: milliseconds(from - margin), to: milliseconds(end) };
}

/** When something changed or was done. */
function timesOf({ marks, timeline, account, measured }: Round): readonly number[] {
  const changes = [...timeline.roles, ...timeline.named].flatMap(({ spans }) =>
    spans.slice(1).map(({ from }) => from),
  );
  const gaps = account.clients.flatMap(({ gap }) => [gap.from, gap.to]);
  return [...marks.map(({ at }) => at), ...changes, ...gaps, ...Object.values(measured)];
}

/** When a round was watched; at all times, where nobody did. */
export function watchedOf({ timeline }: Round): Span {
  const spans = [...timeline.roles, ...timeline.named].flatMap((lane) => lane.spans);
  if (spans.length === 0) return { from: milliseconds(-Infinity), to: milliseconds(Infinity) };
  return {
    from: milliseconds(Math.min(...spans.map(({ from }) => from))),
    to: milliseconds(Math.max(...spans.map(({ to }) => to))),
  };
}

/** The time that two have in common; undefined if there is none. */
export function intersection(one: Span, other: Span): Span | undefined {
  const from = milliseconds(Math.max(one.from, other.from));
  const to = milliseconds(Math.min(one.to, other.to));
  return from < to ? { from, to } : undefined;
}

/** Where a moment stands; what is outside of the window stands at its edge. */
export function placeOf({ window: { from, to }, left, right }: Scale, at: Milliseconds): number {
  const share = (Math.min(to, Math.max(from, at)) - from) / (to - from);
  return Math.round((left + share * (right - left)) * 10) / 10;
}

/** The seconds that the axis shows. */
export function ticksOf(scale: Scale): readonly Tick[] {
  const { from, to } = scale.window;
  const most = (scale.right - scale.left) / TICK_ROOM;
  const step = STEPS.find((size) => (to - from) / size <= most) ?? (STEPS.at(-1) ?? 1) * 10;
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, at) => {
    const time = milliseconds((first + at) * step);
    return { x: placeOf(scale, time), text: `${time / 1_000} s`.replace('-', '−') };
  });
}
