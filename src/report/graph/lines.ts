/** Texts in lines that fit. */

/** The widths of letters in DejaVu Sans Bold, in shares of the font's size, rounded up; those of the regular font are less. */
const WIDTHS: ReadonlyMap<string, number> = new Map([
  ...shareOf("ijlI.,:;' ", 0.4),
  ...shareOf('ft-_()', 0.52),
  ...shareOf('ABCDEFGHJKLNOPQRSTUVXYZ', 0.88),
  ...shareOf('mwMW@%', 1.11),
]);
const USUAL_WIDTH = 0.73;

function shareOf(letters: string, share: number): readonly (readonly [string, number])[] {
  return [...letters].map((letter) => [letter, share] as const);
}

/** How wide a text is at most, in pixels. */
export function widthOf(text: string, size: number): number {
  return [...text].reduce((width, letter) => width + (WIDTHS.get(letter) ?? USUAL_WIDTH) * size, 0);
}

/**
 * Breaks a text into lines that fit: between words, behind a hyphen of a long name, or where nothing else is left.
 *
 * @param room the width of a line in pixels
 * @param size of the font, in pixels
 */
export function linesOf(text: string, room: number, size: number): readonly string[] {
  const lines: string[] = [];
  for (const piece of text.split(/(?<=[ -])/).flatMap((part) => pieces(part, room, size))) {
    const last = lines.at(-1);
    if (last !== undefined && widthOf((last + piece).trimEnd(), size) <= room)
      lines[lines.length - 1] = last + piece;
    else lines.push(piece);
  }
  return lines.map((line) => line.trimEnd());
}

/** A part that fits, or its letters. */
function pieces(part: string, room: number, size: number): readonly string[] {
  return widthOf(part, size) <= room ? [part] : [...part];
}
