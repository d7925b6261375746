/** Names of created environments. */
import { createHash } from 'node:crypto';
import { show, UserError } from '../base/errors.ts';

/** Of the 40 characters of any environment's name, these are left for whoever adds something to it. */
const LONGEST = 30;

const NAME = /^(?!\d+$)(?!sg(-|$))[a-z0-9]([a-z0-9-]{0,28}[a-z0-9])?$/;

/** How much of the digest of a name tells it from others that become the same. */
const DIGITS = 6;

/** @throws UserError if it is none, with the one that is made of it */
export function checkName(name: string): string {
  if (NAME.test(name)) return name;
  throw new UserError(
    `${show(name)} is not the name of a created environment, which has 1 to ${LONGEST} lower-case letters, digits and hyphens, with a letter or digit at both ends, not digits alone and no sg- at the beginning; write ${nameOf(name)}`,
  );
}

/**
 * The name for a branch, or any other text: its letters in lower case, a hyphen for all else, at most 30 characters. One
 * that had to be changed ends in a digest of the text, so that no two texts have one name by chance.
 */
export function nameOf(text: string): string {
  if (NAME.test(text)) return text;
  const digest = createHash('sha256').update(text).digest('hex').slice(0, DIGITS);
  const words = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .replace(/^sg(-|$)/, 'x-sg$1')
    .slice(0, LONGEST - DIGITS - 2)
    .replace(/-+$/, '');
  // With a letter before it, the digest is never digits alone.
  return [words, `x${digest}`].filter((part) => part !== '').join('-');
}
