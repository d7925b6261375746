/** Where everything of a timeline stands, in pixels: wide for a screen or paper, narrow for a phone. */
import { milliseconds } from '../../../base/units.ts';
import { linesOf, widthOf } from '../../../report/graph/lines.ts';
import type { Round } from '../../record.ts';
import { type PlacedMark, placeMarks } from './labels.ts';
import { type BarKind, type BarOf, type LaneGroup, type LaneOf, laneGroups } from './lanes.ts';
import { placeOf, type Scale, type Tick, ticksOf, windowOf } from './scale.ts';

/** A bar with its place. */
export interface Bar {
  readonly kind: BarKind;
  readonly x: number;
  readonly width: number;
  /** What it says, at its longest. */
  readonly tip: string;
  /** What stands in it; undefined where nothing has room. */
  readonly words: string | undefined;
}

/** A lane with its place. */
export interface PlacedLane {
  readonly title: readonly string[];
  readonly note: readonly string[];
  readonly alarm: boolean;
  /** The base line of the first line of its title. */
  readonly textY: number;
  /** The upper edge of its bars. */
  readonly y: number;
  readonly bars: readonly Bar[];
  /** Where its moment stands; undefined if it has none, or did not come. */
  readonly point: number | undefined;
}

/** A group with its place. */
export interface PlacedGroup {
  readonly title: string;
  /** The base line of its title. */
  readonly y: number;
  readonly lanes: readonly PlacedLane[];
}

/** A timeline, laid out. */
export interface TimelineLayout {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly PlacedMark[];
  readonly ticks: readonly Tick[];
  readonly groups: readonly PlacedGroup[];
  readonly scale: Scale;
  /** The base line of the axis' words; what happens stands below it. */
  readonly axis: number;
  /** Where the fault stands. */
  readonly fault: number;
}

/** How wide a picture is, and where its words stand: beside the bars, or above them. */
export const WIDTHS = { wide: 960, narrow: 343 } as const;

/** Which of them. */
export type Width = keyof typeof WIDTHS;

/** The sizes of letters and of what stands around them, in pixels. */
export const SIZE = {
  text: 12,
  line: 15,
  bar: 20,
  gap: 6,
  group: 30,
  words: 216,
  edge: 8,
  axis: 20,
} as const;

/** Lays a round out. */
export function layOutTimeline(round: Round, width: Width): TimelineLayout {
  const window = windowOf(round);
  const left = width === 'wide' ? SIZE.words : SIZE.edge;
  const scale: Scale = { window, left, right: WIDTHS[width] - SIZE.edge };
  const { marks, height } = placeMarks(round.marks, scale);
  const axis = height + SIZE.axis;
  const groups = placeGroups(laneGroups(round, window), axis, scale, width);
  const last = groups.at(-1)?.lanes.at(-1);
  return {
    width: WIDTHS[width],
    height: (last === undefined ? axis : bottomOf(last)) + SIZE.gap,
    marks,
    ticks: ticksOf(scale),
    groups,
    scale,
    axis,
    fault: placeOf(scale, milliseconds(0)),
  };
}

function placeGroups(
  groups: readonly LaneGroup[],
  top: number,
  scale: Scale,
  width: Width,
): readonly PlacedGroup[] {
  const placed: PlacedGroup[] = [];
  let y = top;
  for (const { title, lanes } of groups) {
    const titleY = y + SIZE.group;
    y = titleY + SIZE.gap;
    const own: PlacedLane[] = [];
    for (const lane of lanes) {
      const next = placeLane(lane, y, scale, width);
      own.push(next);
      y = bottomOf(next) + SIZE.gap;
    }
    placed.push({ title, y: titleY, lanes: own });
  }
  return placed;
}

function placeLane(lane: LaneOf, top: number, scale: Scale, width: Width): PlacedLane {
  const room = width === 'wide' ? SIZE.words - 2 * SIZE.edge : scale.right - scale.left;
  const title = linesOf(withWholeTimes(lane.title), room, SIZE.text);
  const note = lane.note === '' ? [] : linesOf(withWholeTimes(lane.note), room, SIZE.text);
  const words = (title.length + note.length) * SIZE.line;
  return {
    title,
    note,
    alarm: lane.alarm,
    textY: top + SIZE.text,
    y: width === 'wide' ? top : top + words + 2,
    bars: lane.bars.flatMap((bar) => placeBar(bar, scale)),
    point: lane.point === undefined ? undefined : placeOf(scale, lane.point),
  };
}

/** A line does not end between a number and its unit. */
function withWholeTimes(text: string): string {
  return text.replaceAll(/(\d) (m?s)\b/g, '$1\u00A0$2');
}

/** The words of a forecast stand beside its lane, since a moment may stand on the bar. Nothing is left of what happened before the window or behind it; what is short is a line at least. */
function placeBar({ from, to, kind, words }: BarOf, scale: Scale): readonly Bar[] {
  if (to < scale.window.from || from > scale.window.to) return [];
  const x = placeOf(scale, from);
  const width = Math.max(1, placeOf(scale, to) - x);
  const fits = (text: string): boolean => widthOf(text, SIZE.text) + 2 * SIZE.gap <= width;
  return [{ kind, x, width, tip: words[0] ?? '', words: kind === 'forecast' ? undefined : words.find(fits) }];
}

/** Its bars end it, or its words where they are higher. */
function bottomOf({ title, note, textY, y }: PlacedLane): number {
  return Math.max(y + SIZE.bar, textY + (title.length + note.length - 1) * SIZE.line + 4);
}
