/** The configuration file of a program that runs, as it is on its host. */
import { UserError } from '../../base/errors.ts';
import type { HostProgram } from '../../diff/snapshot.ts';
import { configurationOf, programOfFile, type Reader } from '../../diff/source/text.ts';
import type { Reach } from '../../group/reach.ts';
import { ENGINE_NAMES } from '../../redis/catalogue/index.ts';
import type { Redactor } from '../../redis/redact.ts';
import { placesOf } from '../../render/freebsd.ts';

/** A file that was read. */
export interface ReadFile {
  readonly path: string;
  /** What a start with it would make run. */
  readonly content: HostProgram;
  /** Names of lines that a Sentinel did not know, left out, and made comments. */
  readonly leftOut: readonly string[];
}

/** A file of which nothing is known. */
export interface UnreadFile {
  /** Why not, as a clause. */
  readonly unread: string;
}

export type HostFile = ReadFile | UnreadFile;

/** What is read, for whom. */
export interface Reading extends Reader {
  readonly host: string;
  /** The file that the program says it was started with; empty for none. */
  readonly path: string;
  readonly redact: Redactor;
}

/** Reads the file that a program was started with and writes itself into. */
export async function readHostFile(reach: Pick<Reach, 'read'>, reading: Reading): Promise<HostFile> {
  const { host, path, redact } = reading;
  if (path === '') return { unread: 'it was started without a file' };
  try {
    const text = await reach.read(host, path);
    if (text === undefined) return { unread: `${path} is not there any more` };
    const file = configurationOf({ file: path, text }, reading, refuseIncluded);
    const content = withoutService(programOfFile(file, host, redact));
    return { path, content, leftOut: leftOutOf(text) };
  } catch (error) {
    if (error instanceof UserError) return { unread: error.message.split('\n').join('; ') };
    throw error;
  }
}

/** What the service gives a Sentinel on its command line is no choice of the file, into which Sentinel writes it. */
const GIVEN: ReadonlyMap<string, readonly string[]> = new Map([
  ['daemonize', ['yes']],
  ['pidfile', ENGINE_NAMES.map((engine) => placesOf(engine).sentinelPidFile)],
]);

function withoutService(content: HostProgram): HostProgram {
  if (content.program !== 'sentinel') return content;
  const document = content.document.filter(
    ({ name, args: [value] }) => typeof value !== 'string' || !GIVEN.get(name)?.includes(value),
  );
  return { ...content, document };
}

function refuseIncluded(): never {
  throw new UserError('what it names is not read from here');
}

/**
 * A Sentinel of Redis 8.0 starts with lines that it does not know, and writes them back so (measured with 8.0.2). What
 * stands behind the name may be a secret.
 */
function leftOutOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/^# \?\?\? (\S{1,60})/gm), ([, name = '']) => name);
}
