/** How a directive of a running server is changed, as data. */

/**
 * What changing a directive takes: a command that a running server takes at once (`live`), one that makes it work or
 * needs an order of steps (`live-heavy`), a restart, data that is lost or left behind, or what is not known here.
 */
export type DirectiveImpact = 'live' | 'live-heavy' | 'restart' | 'data-loss' | 'unknown';

/** The command that changes a directive of a running server. */
export type ChangeCommand =
  | 'CONFIG SET'
  | 'ACL SETUSER'
  | 'REPLICAOF'
  | 'SENTINEL SET'
  | 'SENTINEL CONFIG SET';

/** What a change in one direction takes, where that differs from a change in general. */
export interface Turn {
  /** The new value is `higher` or `lower` than the old one, or it is `value`. */
  readonly to: 'higher' | 'lower' | 'value';
  /** The canonical value that is turned to; empty unless `to` is `value`. */
  readonly value: string;
  readonly change: DirectiveImpact;
  /** What happens then: a clause, to stand after a semicolon. */
  readonly note: string;
}

/** The new number is above the old one. */
export function higher(change: DirectiveImpact, note: string): Turn {
  return { to: 'higher', value: '', change, note };
}

/** The new number is below the old one. */
export function lower(change: DirectiveImpact, note: string): Turn {
  return { to: 'lower', value: '', change, note };
}

/** The new value is this one. */
export function becomes(value: string, change: DirectiveImpact, note: string): Turn {
  return { to: 'value', value, change, note };
}
