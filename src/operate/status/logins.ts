/** Who may log in to a program of a group that has users, and what of that is not as it should be. */
import { linesOf, type Reply } from '../../group/reply.ts';
import { contextAlone } from '../../redis/acl/context.ts';
import { changedRights, rightsOf } from '../../redis/acl/rights.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { defaultUserRules } from '../../render/users.ts';
import type { Environment } from '../../topology/environment.ts';
import { DEFAULT_USER, hasUsers, requiresUsers, usersOf } from '../../topology/users.ts';
import { SENTINEL_NAME } from '../connected-clients.ts';
import { clientsOf } from '../users/default-clients.ts';
import { refusalOf } from './ask.ts';

/** Who may log in, and who names no user. */
export interface Logins {
  readonly users: readonly SeenUser[];
  /** Clients of a Redis that name no user, as `10.0.0.9:51234 worker`; replicas and Sentinels are none. */
  readonly unnamed: readonly string[];
}

/** A user that a program has. */
export interface SeenUser {
  readonly name: string;
  /** How many passwords it lets in. */
  readonly passwords: number;
  /** Its rules but for those. */
  readonly rules: readonly string[];
}

/** What is asked about it, last; nothing where there are no users. */
export function loginQuestions(environment: Environment, kind: DocumentKind) {
  if (!hasUsers(environment)) return [];
  return kind === 'redis'
    ? [
        ['ACL', 'LIST'],
        ['CLIENT', 'LIST'],
      ]
    : [['ACL', 'LIST']];
}

/** What was answered; undefined where it was not asked, or refused. No hash of a password is kept. */
export function readLogins(users: Reply, clients: Reply): Logins | undefined {
  if (users === null || [users, clients].some((reply) => refusalOf(reply) !== undefined)) return undefined;
  return {
    users: linesOf(users).map(seenUser),
    unnamed: clientsOf(linesOf(clients), DEFAULT_USER, SENTINEL_NAME),
  };
}

/** Nothing is quoted there (redis acl.c, ACLDescribeUser). */
function seenUser(line: string): SeenUser {
  const [, name = '', ...rules] = line.split(' ');
  const isPassword = (rule: string): boolean => /^[#>]/.test(rule);
  return {
    name,
    passwords: rules.filter(isPassword).length,
    rules: rules.filter((rule) => !isPassword(rule)),
  };
}

/** A program, and what it told. */
export interface AskedProgram {
  /** What it is called: `Redis on ns`. */
  readonly program: string;
  readonly kind: DocumentKind;
  /** The version that it runs. */
  readonly version: EngineVersion;
  readonly logins: Logins | undefined;
}

/** What of the declared users is not as it should be, as clauses. */
export function loginProblems(environment: Environment, asked: AskedProgram): readonly string[] {
  const { program, kind, version, logins } = asked;
  if (!hasUsers(environment)) return [];
  if (logins === undefined) return [`${program} does not tell its users`];
  const running = { ...environment, redis: { ...environment.redis, version } };
  const named = usersOf(running, kind).map(
    ({ name, rules }) => [name, ['on', ...(rules[kind] ?? [])]] as const,
  );
  const declared = [
    ...(requiresUsers(environment) ? [[DEFAULT_USER, defaultUserRules(running, kind)] as const] : []),
    ...named,
  ];
  return declared.flatMap(([name, rules]) => {
    const seen = logins.users.find((user) => user.name === name);
    if (seen === undefined) return [`${program} has no user ${name}`];
    const isOn = rules.includes('on');
    if (isOn && !seen.rules.includes('on')) return [`${program} has the user ${name} off`];
    const needsPassword = isOn && !rules.includes('nopass');
    if (needsPassword && seen.passwords === 0 && !seen.rules.includes('nopass'))
      return [`${program} has no password of the user ${name}, so nobody can be it`];
    return otherRights(rules, seen, version, kind).map(
      (text) => `${program} has a user ${name} that ${text}`,
    );
  });
}

/** Two passwords are no other right: so it is while one is rotated. */
function otherRights(
  rules: readonly string[],
  seen: SeenUser,
  version: EngineVersion,
  kind: DocumentKind,
): readonly string[] {
  const context = contextAlone(version, kind);
  const known = { ...context, modules: true };
  const { gains, losses } = changedRights(rightsOf(rules, known), rightsOf(seen.rules, known), known);
  return [
    ...(gains.length === 0 ? [] : [`may ${gains.join(', ')}, which it is not to`]),
    ...(losses.length === 0 ? [] : [`may not ${losses.join(', ')}, which it is to`]),
  ];
}

/** How many clients are named. */
const NAMED = 3;

/** What is worth knowing: users that nobody declared, and clients that would be refused once users are required. */
export function loginNotes(
  environment: Environment,
  { program, kind, logins }: AskedProgram,
): readonly string[] {
  if (!hasUsers(environment) || logins === undefined) return [];
  const declared = new Set([DEFAULT_USER, ...usersOf(environment, kind).map(({ name }) => name)]);
  const others = logins.users.map(({ name }) => name).filter((name) => !declared.has(name));
  const { unnamed } = logins;
  const more = unnamed.length - NAMED;
  const who = `${unnamed.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    ...(others.length === 0 ? [] : [`${program} has users that are not declared: ${others.join(', ')}`]),
    ...(unnamed.length === 0
      ? []
      : [`${program} has clients that name no user, and would be refused where users are required: ${who}`]),
  ];
}
