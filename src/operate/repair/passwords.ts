/** The passwords with which the programs of a group log in to one another. None of them ever stands in a report. */
import { UserError } from '../../base/errors.ts';
import { aclUser } from '../../group/acl-user.ts';
import { answersOf } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { fieldsOf } from '../../group/reply.ts';
import { hashOf } from '../../redis/password.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { DEFAULT_USER, requiresUsers } from '../../topology/users.ts';
import { configOf } from './repair-step.ts';

/** Who logs in at servers: replicas at their primary, and Sentinels. */
export type Peer = 'replication' | 'sentinel';

/** As whom they log in there: where users are not required, they name none. */
export function userOf(environment: Environment, peer: Peer): string {
  return requiresUsers(environment) ? peer : DEFAULT_USER;
}

/**
 * The password that a data host asks for of replicas or Sentinels: of a user it tells the hash alone, and the password is the
 * one of that hash that others of the group log in with.
 *
 * @throws UserError if the host does not tell, or nobody has it
 */
export async function passwordAskedFor(group: Group, host: string, peer: Peer): Promise<string> {
  const user = userOf(group.environment, peer);
  if (user === DEFAULT_USER) return configOf(group, host, 'requirepass');
  const { passwords } = aclUser(await demand(group.redis(host), 'ACL', 'GETUSER', user));
  const found = (await shownBy(group, peer)).find((password) => passwords.includes(hashOf(password)));
  if (found === undefined)
    throw new UserError(
      `nobody of the group has the password that ${host} asks for of the user ${user}; give it another with vedette rotate ${group.environment.name} --user ${user}`,
    );
  return found;
}

/** What the programs that log in as a user show, where they tell it. */
async function shownBy(group: Group, peer: Peer): Promise<readonly string[]> {
  const { environment } = group;
  const told =
    peer === 'replication'
      ? dataHosts(environment).map(({ name }) =>
          answersOf(group.redis(name), [['CONFIG', 'GET', 'masterauth']]),
        )
      : // At one another they log in as the same user.
        sentinelHosts(environment).map(({ name }) =>
          answersOf(group.sentinel(name), [['SENTINEL', 'CONFIG', 'GET', 'sentinel-pass']]),
        );
  return (await Promise.all(told)).flat().flatMap((reply) => [...fieldsOf(reply).values()]);
}
