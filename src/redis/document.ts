/** What a redis.conf or a sentinel.conf is: an ordered list of directives, each with where it comes from. */

import { UserError } from '../base/errors.ts';

/** Which of the two programs reads the file. */
export type DocumentKind = 'redis' | 'sentinel';

/** A value that never appears in a document: the boot script replaces it from the secret store. */
export interface Secret {
  /** The name of the secret in the store, for example `redis-password`. */
  readonly secret: string;
}

/** One argument of a directive: text as Redis sees it after its quotes are read, or a reference to a secret. */
export type Argument = string | Secret;

/** Who reads a line that the program itself does not know: a module that it loads, or nobody. */
export type ForeignReader = 'module' | 'nobody';

/** One line of a document. */
export interface Directive {
  /** In lower case, as Redis reads it. In a sentinel.conf many lines have the name `sentinel`. */
  readonly name: string;
  readonly args: readonly Argument[];
  /** Where the line comes from: a field (`sentinel.downAfter`), `default`, a derivation, or `file:line`. */
  readonly origin: string;
  /** Set where the program takes the line and does not know it (see foreign.ts). */
  readonly reader?: ForeignReader;
}

/** The directives in the order of the file. */
export type Document = readonly Directive[];

const NAME = /^[a-z0-9][a-z0-9._-]*$/;
const SECRET_NAME = /^[A-Za-z0-9][A-Za-z0-9._/-]*$/;

/**
 * Refers to a secret of the store.
 * @throws UserError if the name could be taken for anything but a name.
 */
export function secret(ref: string): Secret {
  if (!SECRET_NAME.test(ref))
    throw new UserError(
      `${JSON.stringify(ref)} is not the name of a secret; write letters, digits, dots, dashes, underscores and slashes`,
    );
  return { secret: ref };
}

/** True for a reference to a secret. */
export function isSecret(argument: Argument): argument is Secret {
  return typeof argument !== 'string';
}

/** True for a word that could stand at the start of a line. */
export function isDirectiveName(word: string): boolean {
  return NAME.test(word.toLowerCase());
}

/**
 * Makes one line of a document; numbers become decimal text.
 * @throws UserError if the name could not stand at the start of a line.
 */
export function directive(
  name: string,
  args: readonly (string | number | Secret)[],
  origin: string,
): Directive {
  if (!isDirectiveName(name))
    throw new UserError(
      `${JSON.stringify(name)} is not the name of a directive; write letters, digits, dashes, dots and underscores`,
    );
  return {
    name: name.toLowerCase(),
    args: args.map((argument) => (typeof argument === 'number' ? String(argument) : argument)),
    origin,
  };
}
