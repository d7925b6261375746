/** What a status says at first. */

/** An answer to a question about a group: `unknown` is the worst, since nobody can rely on it. */
export type Answer = 'yes' | 'no' | 'unknown';

/** The verdict on a group. */
export interface Verdict {
  /** True where nothing is wrong, and everything is known. */
  readonly healthy: boolean;
  /** Would a replica be promoted if the primary were lost now? */
  readonly failover: {
    readonly answer: Answer;
    /** The hosts of which one would be promoted; none where none would be, or nobody knows. */
    readonly to: readonly string[];
    /** Why not, or why nobody knows; empty for a yes. */
    readonly reasons: readonly string[];
  };
  /** Would it take writes afterwards, before any host is back? */
  readonly writableAfter: { readonly answer: Answer; readonly reasons: readonly string[] };
  /** What would be lost of what is written already. */
  readonly loss: {
    /** True where one would be promoted that may be empty. */
    readonly everything: boolean;
    /** How many bytes of the stream the promoted one does not have, at most; undefined where nobody knows. */
    readonly bytes: number | undefined;
    /** Since how many seconds it has acknowledged nothing; undefined where nobody knows. */
    readonly seconds: number | undefined;
    /** Where it comes from, or why nobody knows. */
    readonly reasons: readonly string[];
  };
  /** Everything that is not as it should be, and everything that is not known, as clauses; empty for a healthy group. */
  readonly problems: readonly string[];
  /** What is worth knowing and harms nothing now, as clauses. */
  readonly notes: readonly string[];
}
