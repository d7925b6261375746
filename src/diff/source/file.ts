/** Configuration files as they are on a disk, whoever wrote them. */
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import type { Redactor } from '../../redis/redact.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import type { HostProgram, Snapshot } from '../snapshot.ts';
import { readIncluded, readText } from './disk.ts';
import { programOf } from './program.ts';
import { configurationOf, programOfFile } from './text.ts';
import { USUAL_VERSION, versionTold } from './version.ts';

/** For what files are read. */
export interface Readers {
  /** The version that somebody says. @default what the file tells */
  readonly version?: EngineVersion | undefined;
  /** The version where nobody says it, and the file does not tell. @default that of the default package */
  readonly otherwise?: EngineVersion | undefined;
  /** The program. @default what the lines or the name of the file tell */
  readonly program?: DocumentKind | undefined;
}

/** How files are read. */
export interface Reading extends Readers {
  /** One for all files that are compared. */
  readonly redact: Redactor;
}

/**
 * Reads one redis.conf or sentinel.conf as one side of a comparison.
 *
 * @throws UserError naming the file, and the line where one is wrong
 */
export function fileSnapshot(path: string, reading: Reading): Snapshot {
  return { name: path, label: path, programs: [readProgram(path, path, reading)] };
}

/**
 * Reads the configuration file of a host.
 *
 * @throws DefinitionError with every line that Redis would refuse, or that vedette cannot tell the meaning of
 */
export function readProgram(path: string, host: string, reading: Reading): HostProgram {
  return programOfFile(readConfiguration(path, reading), host, reading.redact);
}

/**
 * Reads a file with its secrets and with what a running program wrote into it.
 *
 * @throws UserError if it can't be read, or a line is none
 */
export function readConfiguration(path: string, readers: Readers): ConfigurationFile {
  const text = readText(path);
  const program = readers.program ?? programOf(path, text);
  const version = readers.version ?? versionTold(path, text) ?? readers.otherwise ?? USUAL_VERSION;
  return configurationOf({ file: path, text }, { program, version }, readIncluded);
}
