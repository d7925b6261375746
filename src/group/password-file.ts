/** A password in a file of this machine. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { messageOf, show, UsageError } from '../base/errors.ts';

/** What the mode of a file says of others than its owner. */
const OTHERS = 0o077;

/**
 * Reads it; a line end behind it is not part of it.
 *
 * @throws UsageError if others than the owner may read or write the file, or it is not one line
 */
export function passwordInFile(file: string): string {
  const text = textOfOwn(file);
  const password = text.replace(/\r?\n$/, '');
  if (password === '' || /[\r\n\0]/.test(password))
    throw new UsageError(
      `--password-file ${show(file)} is not one line; write the password there, and nothing else`,
    );
  return password;
}

/** What is judged is what is read, also where another file takes its place meanwhile. */
function textOfOwn(file: string): string {
  let descriptor: number | undefined;
  try {
    descriptor = openSync(file, 'r');
    const { mode } = fstatSync(descriptor);
    if ((mode & OTHERS) !== 0)
      throw new UsageError(
        `--password-file ${show(file)} is open to others than its owner; close it with chmod 600, or give another one`,
      );
    return readFileSync(descriptor, 'utf8');
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(
      `--password-file ${show(file)} cannot be read (${messageOf(error)}); give a file with the password`,
      {
        cause: error,
      },
    );
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
