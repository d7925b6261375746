/** What the rest of a file says about its users. */

import type { EngineVersion } from '../catalogue/index.ts';
import { type Document, type DocumentKind, isSecret } from '../document.ts';
import { optionOf } from '../option.ts';

/** What the rules of a user are read with. */
export interface AclContext {
  readonly version: EngineVersion;
  readonly kind: DocumentKind;
  /** The file loads modules: they bring commands and categories that are not known here. */
  readonly modules: boolean;
  /** A user may use all channels until a rule says otherwise (`acl-pubsub-default`). */
  readonly allChannels: boolean;
}

/** What a file says of its users that says nothing but their lines. */
export function contextAlone(version: EngineVersion, kind: DocumentKind = 'redis'): AclContext {
  return { version, kind, modules: false, allChannels: false };
}

/** What a document says about its users, wherever they stand in it. */
export function aclContextOf(document: Document, version: EngineVersion, kind: DocumentKind): AclContext {
  const options = document.map((line) => optionOf(line, kind, version));
  const [channels] = options.findLast(({ name }) => name === 'acl-pubsub-default')?.args ?? [];
  return {
    version,
    kind,
    modules: kind === 'redis' && options.some(({ name }) => name === 'loadmodule'),
    allChannels: channels !== undefined && !isSecret(channels) && channels.toLowerCase() === 'allchannels',
  };
}
