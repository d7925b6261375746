/** How a command fails: one sentence, an exit code, and valid JSON where JSON was asked for. */
import { DefinitionError, ExitCode, messageOf, UserError } from '../base/errors.ts';
import { note, paintNote, printJson } from '../report/output.ts';
import { wordsOf } from './usage.ts';

/**
 * Prints what was thrown.
 *
 * @returns what the process ends with
 */
export function printFailure(thrown: unknown, argv: readonly string[]): number {
  const isOurs = !(thrown instanceof UserError);
  const message = isOurs ? faultOfVedette(thrown) : messageOf(thrown);
  if (asksForJson(argv)) printJson(wordsOf(argv).join(' '), { error: errorData(thrown, message) });
  note(`${paintNote('error', 'error:')} ${message}`);
  if (argv.includes('--debug')) note(stackOf(thrown));
  return isOurs ? ExitCode.failed : thrown.exitCode;
}

function errorData(thrown: unknown, message: string): Readonly<Record<string, unknown>> {
  return thrown instanceof DefinitionError ? { message, problems: thrown.problems } : { message };
}

function faultOfVedette(thrown: unknown): string {
  return `a fault of vedette, not of your input: ${messageOf(thrown)}; run it again with --debug and report what it shows`;
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause === undefined ? '' : `\ncaused by ${stackOf(thrown.cause)}`;
  return `${thrown.stack}${cause}`;
}

/** The parser may be what failed, so the arguments are read as they are. */
function asksForJson(argv: readonly string[]): boolean {
  const own = argv.includes('--') ? argv.slice(0, argv.indexOf('--')) : argv;
  return own.some((word, at) => word === '--format=json' || (word === 'json' && own[at - 1] === '--format'));
}
