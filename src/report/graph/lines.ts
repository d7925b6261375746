/** Breaks a text into lines of a length: between words, behind a hyphen of a long name, or where nothing else is left. */
export function linesOf(text: string, length: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[ -])/).flatMap((part) => chunks(part, length))) {
    const last = lines.at(-1);
    if (last !== undefined && (last + piece).trimEnd().length <= length)
      lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

function chunks(part: string, length: number): readonly string[] {
  const letters = [...part];
  const count = Math.ceil(letters.length / length);
  return Array.from({ length: count }, (_, at) => letters.slice(at * length, (at + 1) * length).join(''));
}
