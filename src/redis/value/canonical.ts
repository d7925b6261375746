/** The canonical form; undefined if Redis would refuse the value. */
export type Canonical<Form> = Form | undefined;

/** The one of these words that was written, in any case. */
export function choose(words: readonly string[], value: string): Canonical<string> {
  const wanted = value.toLowerCase();
  return words.find((word) => word.toLowerCase() === wanted);
}
