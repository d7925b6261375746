/** Which program reads a file. */
import { basename } from 'node:path';
import { UserError } from '../../base/errors.ts';
import { findDirective, REDIS_VERSIONS, VALKEY_VERSIONS } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';

/**
 * Decides by the lines, and by the name of the file where they may be of either program: only a Sentinel has lines about
 * itself and its groups, and only a server has lines that do nothing on a Sentinel.
 *
 * @throws UserError if neither tells
 */
export function programOf(path: string, text: string): DocumentKind {
  const names = namesIn(text);
  if (names.includes('sentinel')) return 'sentinel';
  if (names.some(isOfServer)) return 'redis';
  const name = basename(path).toLowerCase();
  if (!name.includes('sentinel')) return 'redis';
  if (!/redis|valkey/.test(name.replace(/(?:redis|valkey)[-_.]?sentinel/, ''))) return 'sentinel';
  throw new UserError(
    `${path}: neither its lines nor its name tell who reads it; give --program redis or --program sentinel`,
  );
}

function namesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/^[ \t\r]*([a-z0-9][a-z0-9._-]*)(?=\s|$)/gim), ([, name = '']) =>
    name.toLowerCase(),
  );
}

/** No name has gone yet: the newest of each engine have all of them, and to look into each version takes time. */
const NEWEST = [REDIS_VERSIONS, VALKEY_VERSIONS].flatMap((versions) => versions.slice(-1));

function isOfServer(name: string): boolean {
  return NEWEST.some(
    (version) =>
      findDirective('redis', version, name)?.ignored === false &&
      findDirective('sentinel', version, name)?.ignored === true,
  );
}
