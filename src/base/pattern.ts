/** Patterns that somebody else wrote. */
import { runInNewContext } from 'node:vm';

/** So long a pattern may take for one text, in milliseconds: some take years for forty characters. */
const PATIENCE = 2_000;

/**
 * True where a regular expression matches the whole of a text. Undefined where it took too long to tell: V8 tries one way
 * after the other, and nothing but the end of a context stops it.
 */
export function matchesWhole(pattern: string, text: string): boolean | undefined {
  const given = { pattern: `^(?:${pattern})$`, text };
  try {
    return runInNewContext('new RegExp(pattern, "u").test(text)', given, { timeout: PATIENCE }) === true;
  } catch {
    return undefined;
  }
}

/** What is wrong with a regular expression; undefined where nothing is. */
export function patternProblem(pattern: string): string | undefined {
  try {
    new RegExp(pattern, 'u');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
