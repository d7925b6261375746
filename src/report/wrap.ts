/** Texts in lines of a width: words stay whole where they can. */

/** Breaks a text into lines between words; a word that is longer than a line is broken between its pieces. */
export function wrap(text: string, width: number): readonly string[] {
  if (text.length <= width && !text.includes('\n')) return [text];
  return text.split('\n').flatMap((paragraph) =>
    paragraph.split(' ').reduce<string[]>((lines, word) => {
      const last = lines.at(-1);
      if (last !== undefined && last.length + 1 + word.length <= width)
        lines[lines.length - 1] = `${last} ${word}`;
      else lines.push(...broken(word, width));
      return lines;
    }, []),
  );
}

/** The width that texts take as they are. */
export function naturalWidth(texts: readonly string[]): number {
  return Math.max(0, ...texts.flatMap((text) => text.split('\n')).map((line) => line.length));
}

/** The width below which a word is broken. */
export function longestWord(texts: readonly string[]): number {
  return naturalWidth(texts.map((text) => text.replaceAll(' ', '\n')));
}

/** The width of what is never broken: a word, or the part of a long one up to where `pieces` takes it apart. */
export function longestPiece(texts: readonly string[]): number {
  return naturalWidth(texts.map((text) => text.split(' ').flatMap(pieces).join('\n')));
}

/** A piece that has no marks in it, such as a digest, is broken where this many characters are full. */
const PIECE = 16;

/** The parts of a word, such as a path or a list: it may be broken behind a mark between them. */
function pieces(word: string): readonly string[] {
  return word
    .split(/(?<=[\w)][/.,:;_-])(?=[\w(])/)
    .flatMap((part) => (part.length > PIECE ? (part.match(new RegExp(`.{1,${PIECE}}`, 'gsu')) ?? []) : part));
}

function broken(word: string, width: number): readonly string[] {
  if (word.length <= width) return [word];
  return pieces(word).reduce<string[]>((lines, piece) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + piece.length > width) lines.push(piece);
    else lines[lines.length - 1] = `${last}${piece}`;
    return lines;
  }, []);
}
