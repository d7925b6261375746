/** Configuration files as they are on a disk, whoever wrote them. */
import { basename, dirname } from 'node:path';
import { DefinitionError } from '../../base/errors.ts';
import { isPackageName, PACKAGES } from '../../definition/packages.ts';
import { withCanonicalUsers } from '../../redis/acl/user.ts';
import { REDIS_VERSIONS, type RedisVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { followIncludes } from '../../redis/include.ts';
import { withPlainLogin } from '../../redis/login.ts';
import { parseDocument } from '../../redis/parse.ts';
import { knownProblems } from '../../redis/problems.ts';
import type { Redactor } from '../../redis/redact.ts';
import { withoutState } from '../../redis/state.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import type { HostProgram, Snapshot } from '../snapshot.ts';
import { readIncluded, readText } from './disk.ts';

/** The version that files are read for if nothing else tells: that of the default package. */
export const USUAL_VERSION: RedisVersion = '7.2';

/** How files are read. */
export interface Reading {
  /** The version of Redis that a file is for which does not say it itself. */
  readonly version: RedisVersion;
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
export function readProgram(
  path: string,
  host: string,
  { version: otherwise, redact }: Reading,
): HostProgram {
  const { program, version, document, problems } = readConfiguration(path, otherwise);
  const errors = problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new DefinitionError(errors.map(({ origin, message }) => ({ file: origin, field: '', message })));
  const users = withCanonicalUsers(withoutState(document), version, program);
  return { host, program, version, document: withPlainLogin(redact(users), program) };
}

/**
 * Reads a file with its secrets and with what a running program wrote into it.
 *
 * @param otherwise the version that it is read for if it does not say one itself
 * @throws UserError if it can't be read, or a line is none
 */
export function readConfiguration(path: string, otherwise: RedisVersion): ConfigurationFile {
  const text = readText(path);
  const program = programOf(path, text);
  const version = versionIn(text) ?? otherwise;
  const start = { file: path, folder: dirname(path), kind: program };
  const document = followIncludes(parseDocument(text, start), start, readIncluded);
  return { path, program, version, document, problems: knownProblems(document, version, program) };
}

/** A Sentinel has a line about a group; before it has one, only the name of its file tells. */
function programOf(path: string, text: string): DocumentKind {
  return /^[ \t]*sentinel[ \t]/im.test(text) || basename(path).includes('sentinel') ? 'sentinel' : 'redis';
}

/**
 * The first line of a file that vedette rendered names the version and the package. The package decides: earlier builds
 * called Redis 8.2 to 8.6 by the name of 8.0.
 */
function versionIn(text: string): RedisVersion | undefined {
  const [, named, packed = ''] =
    /^# \w+\.conf of .*: (?:Redis|Sentinel) (\d+\.\d+) from the package (\w+)/.exec(text) ?? [];
  return isPackageName(packed)
    ? PACKAGES[packed].version
    : REDIS_VERSIONS.find((version) => version === named);
}
