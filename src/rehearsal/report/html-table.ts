/** Tables of a page; on a phone each row is a list, in which every cell says what it is. */
import type { Phrase } from '../../report/elements.ts';
import { Markup, markup } from '../../report/markup.ts';

/** A cell: a phrase, or markup. */
export type Cell = Phrase | Markup;

/** Makes a table; undefined where it has no rows. */
export function htmlTable(
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Markup | undefined {
  if (rows.length === 0) return undefined;
  return markup`<div class="table"><table><thead><tr>${columns.map((title) => markup`<th>${title}</th>`)}</tr></thead><tbody>
${rows.map(
  (row) =>
    markup`<tr>${row.map((cell, at) => markup`<td data-column="${columns[at]}">${htmlPhrase(cell)}</td>`)}</tr>
`,
)}</tbody></table></div>
`;
}

/** A phrase in its tone. */
export function htmlPhrase(cell: Cell): Markup | string {
  if (typeof cell === 'string' || cell instanceof Markup) return cell;
  return markup`<span class="${cell.tone}">${cell.text}</span>`;
}
