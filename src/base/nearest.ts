/** "Did you mean": the known word that is nearest to what was written. */

/**
 * The candidate that differs by the fewest slips, if so few that a keyboard explains them: at most two, or a third of the
 * letters of a longer word, and never more than half of them, since any two words of two letters are two slips apart. The
 * first of equals; undefined if none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const enough = Math.min(Math.floor(word.length / 2), Math.max(2, Math.floor(word.length / 3)));
  let best: string | undefined;
  let fewest = enough + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const slips = distance(word, candidate);
    if (slips < fewest) [best, fewest] = [candidate, slips];
  }
  return best;
}

/** What to write in the place of an unknown word: the one that is meant, if there is one, or any that is known. */
export function adviceOf(near: string | undefined, known: readonly string[]): string {
  return near === undefined ? `use one of ${known.join(', ')}` : `did you mean ${near}?`;
}

/** A row of the table of distances, with the letter that it is of. */
interface Row {
  readonly letter: string;
  readonly cells: readonly number[];
}

/** How many letters are missing, too many, wrong, or swapped with the next one (optimal string alignment), row by row. */
function distance(one: string, other: string): number {
  let before: Row = { letter: '', cells: [] };
  let above: Row = { letter: '', cells: Array.from({ length: other.length + 1 }, (_, column) => column) };
  for (const letter of one)
    [before, above] = [above, { letter, cells: nextCells(before, above, letter, other) }];
  return above.cells.at(-1) ?? 0;
}

function nextCells(before: Row, above: Row, letter: string, other: string): readonly number[] {
  let left = (above.cells[0] ?? 0) + 1;
  const cells = [left];
  for (let column = 1; column <= other.length; column++) {
    const replaced = (above.cells[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
    const isSwapped = letter === other[column - 2] && above.letter === other[column - 1];
    const swapped = isSwapped ? (before.cells[column - 2] ?? 0) + 1 : replaced;
    left = Math.min(replaced, swapped, left + 1, (above.cells[column] ?? 0) + 1);
    cells.push(left);
  }
  return cells;
}
