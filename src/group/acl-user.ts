/** What a program tells of a user (`ACL GETUSER`). */
import { listOf, type Reply, textOf } from './reply.ts';

/** A user, as far as it tells who is let in as it. */
export interface AclUser {
  /** Such as `on` and `nopass`. */
  readonly flags: readonly string[];
  /** The SHA-256 of each password. */
  readonly passwords: readonly string[];
}

/** What is behind `flags`, and behind `passwords` (redis acl.c, ACL GETUSER); nothing where there is no such user. */
export function aclUser(reply: Reply): AclUser {
  const items = listOf(reply);
  const behind = (name: string): readonly string[] =>
    listOf(items[items.findIndex((item) => textOf(item) === name) + 1] ?? null).map(textOf);
  return { flags: behind('flags'), passwords: behind('passwords') };
}
