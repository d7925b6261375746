/** What a host is told to run, as root. */
import { UserError } from '../../base/errors.ts';
import type { RunOptions } from '../reach.ts';
import { quoteForShell } from './quote.ts';

/**
 * Who logs in: the images of FreeBSD know nobody else, and root may not. Files of Redis are for its own user alone, so the
 * user becomes root: it is in `wheel`, and there is no sudo and no doas, but a `su` that asks it for nothing (FreeBSD
 * release/tools/ec2.conf).
 */
export const LOGIN_USER = 'ec2-user';

/** Reads the values of variables from its input, which nobody else sees, and becomes the program that is behind them. */
const READ_VARIABLES =
  'for name do shift; [ "$name" = -- ] && exec "$@"; IFS= read -r "$name"; export "$name"; done';

/**
 * The one text that ssh hands to the shell of the user, which hands the other one in it to that of root.
 *
 * @throws UserError if something in it cannot be given to a program
 */
export function remoteCommand(argv: readonly string[], { timeout, env = {} }: RunOptions = {}): string {
  const names = Object.keys(env);
  const withVariables =
    names.length === 0 ? argv : ['sh', '-c', READ_VARIABLES, 'sh', ...names, '--', ...argv];
  // Killed with its children, it ends with 137 on every system only if its own status counts.
  const limited =
    timeout === undefined
      ? withVariables
      : ['timeout', '--preserve-status', '-s', 'KILL', String(timeout / 1_000), ...withVariables];
  return quoteForShell(['su', 'root', '-c', quoteForShell(limited)]);
}

/** What is written to its input: the values of variables, a line each, and what the program reads. */
export function remoteInput({ env = {}, input = '' }: RunOptions): string {
  for (const [name, value] of Object.entries(env)) {
    if (!/^[A-Za-z_]\w*$/.test(name))
      throw new UserError(`${name} is no name of a variable; use letters and digits`);
    if (/[\n\0]/.test(value)) throw new UserError(`the value of ${name} is not one line; give it as input`);
  }
  return [...Object.values(env).map((value) => `${value}\n`), input].join('');
}
