/** Texts in Markdown as GitHub reads it in comments, where nothing that comes from elsewhere is a link, a name that is told, or HTML. */

/** A row of a table; its cells are Markdown already. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A code span for each line: steps stand below each other. */
export function inCodes(text: string): string {
  return text.split('\n').map(inCode).join('<br>');
}

/** A code span whose fence is longer than any run of backquotes in it; a table takes `\|` even there. */
export function inCode(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');
  const fence = '`'.repeat(1 + Math.max(0, ...Array.from(line.matchAll(/`+/g), ([run]) => run.length)));
  const gap = line === '' || line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line}${gap}${fence}`;
}

/** A text that is one. Also breaks `@name` and `#1`, which would tell people and link issues. */
export function inText(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>|#~&]/g, '\\$&')
    .replaceAll('@', '@\u200B')
    .replaceAll(/\s+/g, ' ');
}
