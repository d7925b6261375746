/** A command for the shell of a host, which ssh hands every command to. */
import { show, UserError } from '../../base/errors.ts';

/**
 * Writes words so that a POSIX shell takes each as it is: nothing in quotes means anything there but the quote.
 *
 * @throws UserError if one holds a NUL, which no program can be given
 */
export function quoteForShell(words: readonly string[]): string {
  return words.map(quoteWord).join(' ');
}

function quoteWord(word: string): string {
  if (word.includes('\0'))
    throw new UserError(`${show(word)} holds a NUL, which no program can be given; leave it out`);
  return `'${word.replaceAll("'", "'\\''")}'`;
}
