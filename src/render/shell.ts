/** Prints a text as one word of a POSIX shell: in single quotes, where nothing has a meaning. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Prints texts without blanks as one word that a shell's `for` takes apart again. */
export function shellList(texts: readonly string[]): string {
  return shellWord(texts.join(' '));
}
