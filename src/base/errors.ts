/**
 * The errors a user can do something about. Each message is one sentence: where, what was given, what to do.
 * Anything that is not one of these is a fault of vedette and keeps its stack trace.
 */

import { rawByte } from './bytes.ts';

/** The exit codes of the command line. */
export const ExitCode = {
  done: 0,
  failed: 1,
  /** Only with `--exit-code`. */
  different: 2,
  refused: 3,
  usage: 64,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Something the user gave or the machine lacks: the message is all that is shown. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  /** What the process ends with. */
  readonly exitCode: number = ExitCode.failed;
}

/** An error of another bundle or thread, whose classes are its own, as one of those here. */
export function ownError(error: unknown): unknown {
  return error instanceof Error && error.name === 'UserError' && !(error instanceof UserError)
    ? new UserError(error.message, { cause: error })
    : error;
}

/** The command line itself was wrong. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
  override readonly exitCode = ExitCode.usage;
}

/** A guard refused to go on. */
export class RefusedError extends UserError {
  override readonly name = 'RefusedError';
  override readonly exitCode = ExitCode.refused;
}

/** One thing that is wrong in a definition. */
export interface Problem {
  /** The file as the user named it, for example `stacks/lab.ts`. */
  readonly file: string;
  /** The field's path, for example `hosts.ns.address`; empty for the file as a whole. */
  readonly field: string;
  /** What was given and what to do, without a full stop. */
  readonly message: string;
}

/** Prints a problem as `stacks/lab.ts: hosts.ns.address: <message>`. */
export function formatProblem({ file, field, message }: Problem): string {
  return onOneLine([file, field, message].filter((part) => part !== '').join(': '));
}

/** A value as it is shown in a message: on one line, and cut where it is long. */
export function show(value: unknown): string {
  const shown = written(value);
  return onOneLine(shown.length > SHOWN ? `${shown.slice(0, SHOWN - 3)}...` : shown);
}

const SHOWN = 80;

/** JSON has no words for some numbers, and none at all for a bigint, a symbol or a circle. */
function written(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  try {
    return JSON.stringify(value) ?? String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}

/** Escapes what could break a line or steer a terminal: control, format and separator characters, half characters. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const byte = rawByte(character);
    return byte === undefined
      ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
      : `\\x${byte.toString(16)}`;
  });
}

/** A definition that does not hold: every problem that was found, not only the first. */
export class DefinitionError extends UserError {
  override readonly name = 'DefinitionError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.problems = problems;
  }
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** The code of an error of the system, such as `ENOENT`; empty for any other one. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
