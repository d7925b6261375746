/** What is known of a name, in one form for directives, fields and rules. */

/** What a fact is about, and what there is to say of it. In its texts code stands in backquotes. */
export type ExplanationFact = readonly [about: string, texts: readonly string[]];

/** For people. */
export interface Explanation {
  /** `maxmemory`, `sentinel.quorum`, `sentinel-count`. */
  readonly name: string;
  /** What the name is, to stand behind a comma: `a directive of redis.conf`. */
  readonly what: string;
  /** In a sentence or more, with code in backquotes. */
  readonly meaning: string;
  /** What else is known, in one order for all of a kind; those without a text are left out. */
  readonly facts: readonly ExplanationFact[];
}

/** The same for programs and for people. */
export interface Explained {
  readonly data: object;
  readonly words: Explanation;
}
