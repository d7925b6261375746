/** "Did you mean": the known word that is nearest to what was written. */

/**
 * The candidate that differs in the fewest letters, if so few that a slip of the keyboard explains it: at most two, or
 * a third of a longer word. The first of equals; undefined if none is near.
 */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const enough = Math.max(2, Math.floor(word.length / 3));
  let best: string | undefined;
  let fewest = enough + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - word.length) >= fewest) continue;
    const edits = distance(word, candidate);
    if (edits < fewest) [best, fewest] = [candidate, edits];
  }
  return best;
}

/** The edit distance of Levenshtein: inserted, removed and replaced letters, row by row of its table. */
function distance(one: string, other: string): number {
  let above = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (const [row, letter] of Array.from(one).entries()) above = nextRow(above, row + 1, letter, other);
  return above.at(-1) ?? 0;
}

function nextRow(above: readonly number[], row: number, letter: string, other: string): number[] {
  const cells = [row];
  let left = row;
  for (let column = 1; column <= other.length; column++) {
    const replaced = (above[column - 1] ?? 0) + (letter === other[column - 1] ? 0 : 1);
    left = Math.min(replaced, left + 1, (above[column] ?? 0) + 1);
    cells.push(left);
  }
  return cells;
}
