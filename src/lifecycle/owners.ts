/** The owners that are still there, as who calls vedette lists them: open pull requests, people, teams. */
import { readFileSync } from 'node:fs';
import { stdin } from 'node:process';
import { text } from 'node:stream/consumers';
import { messageOf, onOneLine, show, UserError } from '../base/errors.ts';
import { isTagValue } from '../definition/shapes.ts';
import type { CreatedEnvironment } from '../register/record.ts';

/** Owners, and what kinds of owners the list is about. */
export interface OpenOwners {
  readonly names: ReadonlySet<string>;
  /** What stands before the slash of a name: `pr` of `pr/42`. */
  readonly kinds: ReadonlySet<string>;
}

/** Stands for the standard input. */
const STDIN = '-';

/**
 * Reads a list of owners, one on a line, as `--owner` was given: `pr/42`. A line that ends in a slash names a kind of which
 * there may be none: `pr/`. Empty lines, and those that begin with #, say nothing.
 *
 * @param path what `--alive` was given: a file, or `-`
 * @throws UserError if it cannot be read, names no kind, or holds what is no owner, such as the words of a program that
 *   failed to make it: such a list would have everything end
 */
export async function readOwners(path: string): Promise<OpenOwners> {
  const owners = ownersIn(path === STDIN ? await text(stdin) : readFile(path));
  const wrong = [...owners.names].find((name) => !isTagValue(name));
  if (wrong !== undefined)
    throw new UserError(
      `--alive ${onOneLine(path)}: ${show(wrong)} is no owner; write one on each line, such as pr/42`,
    );
  if (owners.kinds.size > 0) return owners;
  throw new UserError(
    `--alive ${onOneLine(path)} names nobody of any kind; write one owner on each line, such as pr/42, or pr/ where no pull request is open`,
  );
}

/** What a list says. */
export function ownersIn(list: string): OpenOwners {
  const lines = list.split('\n').map((line) => line.trim());
  const names = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return { names: new Set(names), kinds: new Set(names.flatMap((name) => kindOf(name) ?? [])) };
}

/**
 * True where the list is about owners of this kind and the environment's is none of them. Who has no kind, such as a person,
 * is never left behind: no list has all people.
 */
export function isOrphan(
  { owner }: Pick<CreatedEnvironment, 'owner'>,
  { names, kinds }: OpenOwners,
): boolean {
  const kind = kindOf(owner);
  return kind !== undefined && kinds.has(kind) && !names.has(owner);
}

function kindOf(owner: string): string | undefined {
  const slash = owner.indexOf('/');
  return slash > 0 ? owner.slice(0, slash) : undefined;
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(
      `--alive ${onOneLine(path)} cannot be read (${messageOf(error)}); give a file with one owner on each line, or - for the standard input`,
      { cause: error },
    );
  }
}
