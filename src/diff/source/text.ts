/** Configuration files from their text, wherever it was read. */
import { dirname } from 'node:path';
import { DefinitionError } from '../../base/errors.ts';
import { withCanonicalUsers } from '../../redis/acl/user.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { withForeignLines } from '../../redis/foreign.ts';
import { type Finder, followIncludes } from '../../redis/include.ts';
import { withPlainLogin } from '../../redis/login.ts';
import { parseDocument, type SourceText } from '../../redis/parse.ts';
import { knownProblems } from '../../redis/problems.ts';
import type { Redactor } from '../../redis/redact.ts';
import { withoutState } from '../../redis/state.ts';
import type { ConfigurationFile } from '../../rules/files/configuration.ts';
import { followedIn } from '../roles.ts';
import type { HostProgram } from '../snapshot.ts';

/** Which program of which version reads a text. */
export interface Reader {
  readonly program: DocumentKind;
  readonly version: EngineVersion;
}

/**
 * A file with its secrets and with what a running program wrote into it.
 *
 * @param find reads what it includes
 * @throws UserError naming the line that is none, or whose file can't be read
 */
export function configurationOf(
  { file: path, text }: SourceText,
  { program, version }: Reader,
  find: Finder,
): ConfigurationFile {
  const start = { file: path, folder: dirname(path), kind: program };
  const lines = followIncludes(parseDocument(text, start), start, find);
  const document = withForeignLines(lines, version, program);
  return { path, program, version, document, problems: knownProblems(document, version, program) };
}

/**
 * A file as that of a host.
 *
 * @throws DefinitionError with every line that Redis would refuse, or that vedette cannot tell the meaning of
 */
export function programOfFile(file: ConfigurationFile, host: string, redact: Redactor): HostProgram {
  const errors = file.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0)
    throw new DefinitionError(errors.map(({ origin, message }) => ({ file: origin, field: '', message })));
  return comparable(file, host, redact);
}

/** A document as it is compared: users in one form, without secrets and without state of a running program. */
export function comparable(
  { program, version, document }: Pick<ConfigurationFile, 'program' | 'version' | 'document'>,
  host: string,
  redact: Redactor,
): HostProgram {
  const follows = program === 'redis' ? { follows: followedIn(document, version) } : {};
  const users = redact(withCanonicalUsers(withoutState(document), version, program));
  const plain = withPlainLogin(users, program);
  return { host, program, version, document: plain, writesUser: plain !== users, ...follows };
}
