/** What the programs of a group run with, and what their files say. Only questions are asked. */
import { UserError } from '../../base/errors.ts';
import type { Group } from '../../group/group.ts';
import { linesOf } from '../../group/reply.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { type KnownSecrets, knownPassword, type Redactor, redactor } from '../../redis/redact.ts';
import { REDIS_PASSWORD, userPassword } from '../../render/secrets.ts';
import { dataHosts, sentinelHosts } from '../../topology/environment.ts';
import { groupUsers, hasUsers } from '../../topology/users.ts';
import type { Observed } from './observed.ts';
import { observeRedis } from './redis.ts';
import { observeSentinel } from './sentinel.ts';

/** Asks every Redis and every Sentinel of a group, in one round trip each, all at the same time. */
export async function observeConfiguration(group: Group): Promise<readonly Observed[]> {
  const redact = await redactorOf(group);
  const { environment } = group;
  return Promise.all([
    ...dataHosts(environment).map(({ name }) =>
      observed('redis', name, () => observeRedis(group, name, redact)),
    ),
    ...sentinelHosts(environment).map(({ name }) =>
      observed('sentinel', name, () => observeSentinel(group, name, redact)),
    ),
  ]);
}

/** What nobody can tell of one program is told of it, and hides nothing of the others. */
async function observed(
  program: DocumentKind,
  host: string,
  observe: () => Promise<Observed>,
): Promise<Observed> {
  return observe().catch((error) => {
    if (error instanceof UserError) return { host, program, unknown: error.message };
    throw error;
  });
}

/** The passwords that all should have get the references that they have in a definition; others get other references. */
async function redactorOf(group: Group): Promise<Redactor> {
  const known = await Promise.all([groupPassword(group), userPasswords(group)]);
  return redactor(new Map(known.flatMap((secrets) => [...secrets])));
}

/** That of who names no user. */
async function groupPassword(group: Group): Promise<KnownSecrets> {
  const hosts = dataHosts(group.environment).map(({ name }) => name);
  const passwords = await Promise.all(hosts.map((host) => passwordOf(group, host)));
  const password = mostFrequent(passwords.flat());
  return password === undefined ? new Map() : knownPassword(password, REDIS_PASSWORD);
}

/**
 * Those of users, by the hashes that servers let in: hosts log in with passwords that nobody else need know, and whether they
 * are those of their users can be told all the same.
 */
async function userPasswords(group: Group): Promise<KnownSecrets> {
  const { environment } = group;
  if (!hasUsers(environment)) return new Map();
  const lines = (await Promise.all(dataHosts(environment).map(({ name }) => usersTold(group, name)))).flat();
  return new Map(
    groupUsers(environment).flatMap(({ name }) => {
      const rules = lines.flatMap(([, user, ...rest]) => (user === name ? rest : []));
      const hash = mostFrequent(rules.filter((rule) => rule.startsWith('#')));
      return hash === undefined ? [] : [[hash, userPassword(name)] as const];
    }),
  );
}

/** The words of each line of ACL LIST; none of a host that does not answer, which is told where it is. */
async function usersTold(group: Group, host: string): Promise<readonly (readonly string[])[]> {
  try {
    return linesOf(await group.redis(host).ask(['ACL', 'LIST'])).map((line) => line.split(' '));
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** None for a host that cannot be asked, which is told where it is. */
async function passwordOf(group: Group, host: string): Promise<readonly string[]> {
  try {
    return (await group.passwords(host)).slice(0, 1);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

/** Where hosts themselves tell their passwords, one that has another than most is the odd one. */
function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [most] = [...counts].toSorted(([, one], [, other]) => other - one);
  return most?.[0];
}
