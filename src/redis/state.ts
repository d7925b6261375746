/** What Redis and Sentinel write into their own files, and what is therefore no configuration. */

import { type Argument, type Directive, type Document, isSecret } from './document.ts';
import { optionOfAnyVersion } from './option.ts';
import { hashOf } from './password.ts';

/**
 * The document without the state of the running program: epochs, the replicas and Sentinels that it found, the primary
 * that it follows, and the user `default` where CONFIG REWRITE added it for what `requirepass` says. Defaults that
 * CONFIG REWRITE spells out stay: they mean the same as their absence.
 */
export function withoutState(document: Document): Document {
  const defaultUser = defaultUserOf(document);
  return document.filter(
    (line) => !optionOfAnyVersion(line).spec?.state && !isDefaultUser(line, defaultUser),
  );
}

/** The rules of the user `default` that follow from requirepass; undefined if its value is not known here. */
function defaultUserOf(document: Document): ReadonlySet<string> | undefined {
  const [password = ''] = document.findLast(({ name }) => name === 'requirepass')?.args ?? [];
  if (isSecret(password)) return undefined;
  const login = password === '' ? 'nopass' : `#${hashOf(password)}`;
  return new Set(['on', login, '~*', '&*', '+@all']);
}

function isDefaultUser({ name, args: [user, ...rules] }: Directive, expected?: ReadonlySet<string>): boolean {
  if (expected === undefined || name !== 'user' || user !== 'default') return false;
  // Redis 8.0 writes the rule that every user has anyway.
  const told = rules.filter((rule) => rule !== 'sanitize-payload');
  return (
    told.length === expected.size && told.every((rule: Argument) => !isSecret(rule) && expected.has(rule))
  );
}
