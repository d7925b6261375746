/** Lines that no catalogue knows, and that the program takes all the same. */

import {
  compareVersions,
  type DirectiveSpec,
  type EngineVersion,
  findDirective,
  isValkey,
  type RedisVersion,
} from './catalogue/index.ts';
import { row } from './catalogue/spec.ts';
import { words } from './catalogue/type.ts';
import type { Document, DocumentKind, ForeignReader } from './document.ts';

/**
 * Marks them, with who reads them. A redis.conf that loads a module may hold settings of it, in front of that line or
 * behind it, under a name with a dot, and since Redis 8.0 under any that Redis does not know itself. A Sentinel loads no
 * module, keeps such lines, and does nothing with them (measured on Redis 7.0.15 and 8.0.2, Valkey 8.1.1 and 9.1.2;
 * redis config.c, loadServerConfigFromString).
 *
 * @param document with the lines of the files that it includes
 */
export function withForeignLines(document: Document, version: EngineVersion, kind: DocumentKind): Document {
  const reader = kind === 'sentinel' ? 'nobody' : 'module';
  if (reader === 'module' && document.every(({ name }) => name !== 'loadmodule')) return document;
  return document.map((line) => (isForeign(line.name, version, kind) ? { ...line, reader } : line));
}

/** The first version of Redis in which the name of a module's setting need not hold a dot. */
export const UNDOTTED: RedisVersion = '8.0';

/** True for a version that takes any name for that of a module's setting. */
export function isUndotted(version: EngineVersion): boolean {
  return !isValkey(version) && compareVersions(version, UNDOTTED) >= 0;
}

function isForeign(name: string, version: EngineVersion, kind: DocumentKind): boolean {
  if (name === 'sentinel' || findDirective(kind, version, name)?.form === 'plain') return false;
  return name.includes('.') || isUndotted(version);
}

/** What is known of such a line. The value of a module's setting may be a secret. */
export function foreignSpec(name: string, reader: ForeignReader): DirectiveSpec {
  const ofModule = reader === 'module';
  return row(name, words(1, Infinity, 'a value'), undefined, {
    change: 'unknown',
    note: 'a setting of a module, which is not known here',
    secret: ofModule,
    ignored: !ofModule,
  });
}
