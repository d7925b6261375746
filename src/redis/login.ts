/** `requirepass` and the user `default`: two ways to say who may connect without a name. */

import { type Directive, type Document, type DocumentKind, isSecret } from './document.ts';

/**
 * The document with `requirepass` in the place of a user `default` that has one password and may do all, which is what
 * `requirepass` makes of it (redis acl.c, ACLUpdateDefaultUserPassword). Users must be in their canonical form, with
 * secrets as references. Not for Sentinel, which also shows `requirepass` to other Sentinels.
 */
export function withPlainLogin(document: Document, kind: DocumentKind): Document {
  const line = kind === 'redis' ? document.find(isDefaultUser) : undefined;
  const [, ...rules] = line?.args ?? [];
  const [password, ...others] = rules.filter(isSecret);
  const rest = rules.filter((rule) => !isSecret(rule)).join(' ');
  if (line === undefined || password === undefined || others.length > 0 || rest !== 'on ~* &* +@all')
    return document;
  return [
    ...document.filter((other) => other !== line && other.name !== 'requirepass'),
    { name: 'requirepass', args: [password], origin: line.origin },
  ];
}

function isDefaultUser({ name, args: [user] }: Directive): boolean {
  return name === 'user' && user === 'default';
}
