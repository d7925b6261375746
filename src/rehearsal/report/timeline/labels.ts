/** Where the words of a drill's marks stand above a picture: none on another, and none cut. */

import { linesOf, widthOf } from '../../../report/graph/lines.ts';
import type { Mark } from '../../record.ts';
import { placeOf, type Scale } from './scale.ts';

/** A mark with the place of its words. */
export interface PlacedMark {
  /** Where its line stands. */
  readonly x: number;
  readonly lines: readonly string[];
  /** Where its words stand. */
  readonly box: { readonly left: number; readonly top: number; readonly right: number };
  /** On which side of the line. */
  readonly side: 'right' | 'left';
}

/** The marks, and how high their words are in all. */
export interface PlacedMarks {
  readonly marks: readonly PlacedMark[];
  readonly height: number;
}

/** The sizes of the words and of what stands around them, in pixels. */
export const LABEL = { size: 12, line: 15, gap: 5, row: 4 } as const;

/** A label takes no more than this share of the width, so that it fits on one side of any line. */
const WIDEST = 0.45;

/** Places marks, the last one lowest: the line of an earlier one then passes its words on their left. */
export function placeMarks(marks: readonly Mark[], scale: Scale): PlacedMarks {
  const rows: Row[] = [];
  for (const mark of [...marks].sort((one, other) => other.at - one.at)) {
    const label = labelOf(mark, scale);
    const free = rows.findLastIndex(({ labels }) => labels.some((known) => meets(label, known))) + 1;
    const row = rows[free] ?? { labels: [] };
    rows[free] = row;
    row.labels.push(label);
  }
  return stacked(rows.reverse());
}

type Label = Omit<PlacedMark, 'box'> & { readonly left: number; readonly right: number };

interface Row {
  readonly labels: Label[];
}

function labelOf({ at, text }: Mark, scale: Scale): Label {
  const x = placeOf(scale, at);
  const lines = linesOf(text, (scale.right - scale.left) * WIDEST, LABEL.size);
  const width = Math.max(...lines.map((line) => widthOf(line, LABEL.size)));
  const [left, right] = [x + LABEL.gap, x + LABEL.gap + width];
  if (right <= scale.right) return { x, lines, side: 'right', left, right };
  return { x, lines, side: 'left', left: x - LABEL.gap - width, right: x - LABEL.gap };
}

/** True where words would stand on the words or on the line of another mark. */
function meets(one: Label, other: Label): boolean {
  const [left, right] = [Math.min(other.left, other.x), Math.max(other.right, other.x)];
  return one.left - LABEL.gap < right && left < one.right + LABEL.gap;
}

function stacked(rows: readonly Row[]): PlacedMarks {
  const marks: PlacedMark[] = [];
  let top = 0;
  for (const { labels } of rows) {
    for (const { left, right, ...label } of labels) marks.push({ ...label, box: { left, top, right } });
    top += Math.max(...labels.map(({ lines }) => lines.length)) * LABEL.line + LABEL.row;
  }
  return { marks: marks.sort((one, other) => one.x - other.x), height: top };
}
