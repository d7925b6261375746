/** Logs of several programs as one. */

/** What one program of a host wrote. */
export interface ProgramLog {
  readonly host: string;
  /** `redis` or `sentinel`. */
  readonly program: string;
  readonly text: string;
}

/** A line with what wrote it and when, in milliseconds; a line without a time has that of the one before. */
interface LogLine {
  readonly at: number;
  readonly text: string;
}

/** `123:M 27 Nov 2026 11:20:00.123 * text` (redis server.c, serverLogRaw). */
const TIME = /^\d+:\w (\d+ \w{3} \d{4} \d\d:\d\d:\d\d\.\d{3}) /;

/** Puts the lines of logs in the order of their times, each behind its host and program. */
export function mergedLogs(logs: readonly ProgramLog[]): string {
  const width = Math.max(0, ...logs.map((log) => nameOf(log).length));
  return logs
    .flatMap((log) => linesOf(log, width))
    .sort((one, other) => one.at - other.at)
    .map(({ text }) => `${text}\n`)
    .join('');
}

function linesOf(log: ProgramLog, width: number): readonly LogLine[] {
  let at = 0;
  return log.text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      at = timeOf(line) ?? at;
      return { at, text: `${nameOf(log).padEnd(width)}  ${line}` };
    });
}

function timeOf(line: string): number | undefined {
  const [, text] = TIME.exec(line) ?? [];
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
}

function nameOf({ host, program }: ProgramLog): string {
  return `${host} ${program}`;
}
