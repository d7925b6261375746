/** Draws a timeline. Its colours are variables of the page that it stands in, so that it follows light and dark. */
import { type Markup, markup } from '../../../report/markup.ts';
import type { Round } from '../../record.ts';
import { LABEL, type PlacedMark } from './labels.ts';
import {
  layOutTimeline,
  type PlacedGroup,
  type PlacedLane,
  SIZE,
  type TimelineLayout,
  type Width,
} from './layout.ts';

/** How far the sign of a moment reaches from its middle. */
const POINT = 6;

/**
 * Draws a round.
 *
 * @param title what it shows, for who does not see it
 * @param head what stands in it before everything, such as a style. @default nothing
 */
export function drawTimeline(round: Round, title: string, width: Width, head?: Markup): Markup {
  const layout = layOutTimeline(round, width);
  return markup`<svg xmlns="http://www.w3.org/2000/svg" class="timeline ${width}" viewBox="0 0 ${layout.width} ${layout.height}" width="${layout.width}" height="${layout.height}" role="img" aria-label="${title}">
${head}<rect class="sheet" width="${layout.width}" height="${layout.height}"/>
${drawGrid(layout)}
${layout.groups.map(({ lanes }) => lanes.map(drawBars))}
${drawLines(layout)}
${drawTicks(layout)}${layout.groups.map(drawWords)}${layout.marks.map(drawMark)}
</svg>
`;
}

/**
 * What bars are hatched with that are no answer, or no right one. A page has it once, in a picture that is shown: browsers
 * draw nothing with what stands in a hidden one.
 */
export const HATCHING = markup`<defs><pattern id="hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch" width="2" height="6"/></pattern></defs>`;

function drawGrid({ ticks, axis, height }: TimelineLayout): Markup {
  return markup`${ticks.map(({ x }) => drawUpright('grid', x, axis + 5, height))}`;
}

/** The moment of the fault and those of marks, over the bars and under every word. */
function drawLines({ marks, axis, height, fault }: TimelineLayout): Markup {
  return markup`${drawUpright('fault', fault, axis + 5, height)}${marks.map(({ x, box }) =>
    drawUpright('mark', x, box.top + 2, height),
  )}`;
}

function drawUpright(style: string, x: number, top: number, bottom: number): Markup {
  return markup`<line class="${style}" x1="${x}" y1="${top}" x2="${x}" y2="${bottom}"/>`;
}

function drawTicks({ ticks, axis, scale }: TimelineLayout): Markup {
  return markup`${ticks.map(
    ({ x, text }) =>
      markup`<text class="tick" text-anchor="${anchorOf(x, scale)}" x="${x}" y="${axis}">${text}</text>`,
  )}`;
}

/** The first and the last label stay on the sheet. */
function anchorOf(x: number, { left, right }: TimelineLayout['scale']): string {
  if (x - left < SIZE.group / 2) return 'start';
  return right - x < SIZE.group / 2 ? 'end' : 'middle';
}

/** Who points at a bar is told its words, which may not have room in it. */
function drawBars({ bars, y }: PlacedLane): Markup {
  return markup`${bars.map(
    ({ kind, x, width, tip }) =>
      markup`<rect class="bar ${kind}" x="${x}" y="${y}" width="${round(width)}" height="${SIZE.bar}" rx="${width < 8 ? 0 : 3}"><title>${tip}</title></rect>`,
  )}`;
}

function drawWords({ title, y, lanes }: PlacedGroup): Markup {
  return markup`
<text class="group" x="${SIZE.edge}" y="${y}">${title}</text>${lanes.map(drawLaneWords)}`;
}

function drawLaneWords({ title, note, alarm, textY, y, bars, point }: PlacedLane): Markup {
  const noteY = textY + title.length * SIZE.line;
  const line = (style: string, at: number, text: string): Markup =>
    markup`<text class="${style}" x="${SIZE.edge}" y="${at}">${text}</text>`;
  return markup`
${title.map((text, at) => line('lane', textY + at * SIZE.line, text))}${note.map((text, at) =>
  line(alarm ? 'note alarm' : 'note', noteY + at * SIZE.line, text),
)}${bars.map(({ kind, x, words }) =>
  words === undefined
    ? undefined
    : markup`<text class="on-${kind}" x="${round(x + SIZE.gap)}" y="${y + SIZE.text + 2}">${words}</text>`,
)}${point === undefined ? undefined : drawPoint(point, y + SIZE.bar / 2)}`;
}

function drawPoint(x: number, y: number): Markup {
  const corners = [
    [x, y - POINT],
    [x + POINT, y],
    [x, y + POINT],
    [x - POINT, y],
  ];
  return markup`<polygon class="point" points="${corners.map((corner) => corner.map(round).join(',')).join(' ')}"/>`;
}

function drawMark({ lines, box, side }: PlacedMark): Markup {
  const [x, anchor] = side === 'right' ? [box.left, 'start'] : [box.right, 'end'];
  return markup`${lines.map(
    (text, at) =>
      markup`<text class="mark-words" text-anchor="${anchor}" x="${round(x)}" y="${box.top + LABEL.size + at * LABEL.line}">${text}</text>`,
  )}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
