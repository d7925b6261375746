/** What the files of a host say of users: who may log in, and as whom programs log in to one another. */
import { writtenName } from '../redis/catalogue/index.ts';
import { type Directive, type DocumentKind, directive } from '../redis/document.ts';
import type { Environment } from '../topology/environment.ts';
import { originOf } from '../topology/origin.ts';
import { DEFAULT_USER, hasUsers, requiresUsers, usersOf } from '../topology/users.ts';
import { REDIS_PASSWORD, userPassword } from './secrets.ts';
import type { Section } from './section.ts';

const SWAP = "roles swap: every data host has the group's password";

/** The section with the users of a program; none where users are off. */
export function usersSection(environment: Environment, kind: DocumentKind): readonly Section[] {
  return hasUsers(environment) ? [{ title: 'Users', directives: userLines(environment, kind) }] : [];
}

/**
 * The user of who names none, where users are required. A Sentinel tells everybody its id, which is no secret: who asks the
 * group from elsewhere sees by it that this is the group, before anybody there is told a password. On the port
 * for data nobody can be it; a replica that was connected as it, before users were required, goes on being so.
 */
export function defaultUserRules(environment: Environment, kind: DocumentKind): readonly string[] {
  if (kind === 'sentinel') return ['on', 'nopass', 'resetchannels', '-@all', '+sentinel|myid'];
  const replication = usersOf(environment, kind).find(({ name }) => name === 'replication');
  return ['off', ...(replication?.rules.redis ?? [])];
}

/** The password stands last, where the boot script looks for it; the order of rules about other things is free. */
function userLines(environment: Environment, kind: DocumentKind): readonly Directive[] {
  return [
    ...(requiresUsers(environment)
      ? [directive('user', [DEFAULT_USER, ...defaultUserRules(environment, kind)], 'users.mode')]
      : []),
    ...usersOf(environment, kind).map(({ name, rules, field }) =>
      directive('user', [name, 'on', ...(rules[kind] ?? []), userPassword(name)], field),
    ),
  ];
}

/** How a replica logs in at its primary, and what a primary asks of who names no user. */
export function replicationLogin(environment: Environment): readonly Directive[] {
  const nameOf = (name: string): string => writtenName(environment.redis.version, { name });
  if (requiresUsers(environment))
    return [
      directive(nameOf('masteruser'), ['replication'], 'users.mode'),
      directive(nameOf('masterauth'), [userPassword('replication')], 'users.mode'),
    ];
  return [
    directive(nameOf('masterauth'), [REDIS_PASSWORD], SWAP),
    directive('requirepass', [REDIS_PASSWORD], SWAP),
  ];
}

/** How a Sentinel logs in at servers. */
export function serverLogin(environment: Environment): readonly Directive[] {
  const { group } = environment.sentinel;
  const origin = originOf(environment.definition, 'sentinel.group');
  if (requiresUsers(environment))
    return [
      directive('sentinel', ['auth-user', group, 'sentinel'], 'users.mode'),
      directive('sentinel', ['auth-pass', group, userPassword('sentinel')], 'users.mode'),
    ];
  return [directive('sentinel', ['auth-pass', group, REDIS_PASSWORD], origin)];
}

/** How a Sentinel logs in at the others. One that has no users takes what follows all the same (sentinel.c, sentinelSendAuthIfNeeded). */
export function sentinelLogin(environment: Environment): readonly Directive[] {
  if (!hasUsers(environment)) return [];
  return [
    directive('sentinel', ['sentinel-user', 'sentinel'], 'users.mode'),
    directive('sentinel', ['sentinel-pass', userPassword('sentinel')], 'users.mode'),
  ];
}
