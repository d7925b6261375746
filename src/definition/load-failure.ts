/** Why the file of a definition does not load. */
import { basename } from 'node:path';
import { messageOf, onOneLine } from '../base/errors.ts';

/** Why a file failed to load, and at which line of it; the line is undefined if nothing tells it. */
export interface LoadFailure {
  readonly line: string | undefined;
  readonly message: string;
}

/**
 * Tells what was thrown.
 *
 * @param path the file that was loaded
 */
export function loadFailure(thrown: unknown, path: string): LoadFailure {
  const message = firstLine(messageOf(thrown));
  const [, file, at, wrong] = /^(.+):(\d+):\d+: ERROR: (.*)$/.exec(message) ?? [];
  if (file === basename(path) && wrong !== undefined) return { line: at, message: wrong };
  const frames = thrown instanceof Error ? (thrown.stack ?? '').split('\n') : [];
  const own = frames.find((frame) => /^\s+at /.test(frame) && frame.includes(`${path}:`));
  return { line: own?.slice(own.indexOf(`${path}:`) + path.length + 1).split(':')[0], message };
}

/** The first line that says something: a transpiler's message begins with a heading that ends in a colon. */
function firstLine(message: string): string {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return onOneLine(lines.find((line) => !line.endsWith(':')) ?? lines[0] ?? 'no message');
}
