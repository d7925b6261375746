/** How far a rotation is: what the group and the store say of it. */
import { RefusedError, UserError } from '../../base/errors.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import type { PasswordStore, StoredValues } from '../../group/password-store.ts';
import { fieldsOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import { dataHosts, sentinelHosts } from '../../topology/environment.ts';

/** How clients and replicas log in to a data host, and it to its primary. */
export interface HostLogin {
  readonly host: string;
  readonly isPrimary: boolean;
  /** False for a replica whose link is not up. */
  readonly isLinked: boolean;
  /** The hashes of every password that it lets in. */
  readonly lets: readonly string[];
  readonly requirepass: string;
  readonly masterauth: string;
}

/** What is looked at before each step. */
export interface RotationLook {
  readonly stored: StoredValues;
  readonly hosts: readonly HostLogin[];
  /** Sentinels that do not find the primary up. */
  readonly blind: readonly string[];
}

/**
 * Looks at all of it. Nothing is half known: a rotation that leaves a host out locks that host out.
 *
 * @throws UserError if a program does not answer or the store cannot be read; RefusedError if replicas log in as a user
 */
export async function lookAtRotation(group: Group, store: PasswordStore): Promise<RotationLook> {
  const { environment } = group;
  const [stored, hosts, blind] = await Promise.all([
    store.read(),
    Promise.all(dataHosts(environment).map(({ name }) => loginOf(group, name))),
    Promise.all(
      sentinelHosts(environment).map(async ({ name }) => ((await isSeeing(group, name)) ? [] : [name])),
    ),
  ]);
  return { stored, hosts, blind: blind.flat() };
}

/** How one data host is logged in to. @throws as `lookAtRotation` does */
export async function loginOf(group: Group, host: string): Promise<HostLogin> {
  const redis = group.redis(host);
  const [role, user, config] = await Promise.all([
    demand(redis, 'ROLE'),
    demand(redis, 'ACL', 'GETUSER', 'default'),
    demand(redis, 'CONFIG', 'GET', 'master*'),
  ]);
  const [word = null, , , link = null] = listOf(role);
  const fields = fieldsOf(config);
  const [masterauth, masteruser = ''] = ['masterauth', 'masteruser'].map((name) => fields.get(name));
  if (masterauth === undefined)
    throw new UserError(`Redis on ${host} does not tell how it logs in to its primary`);
  if (masteruser !== '')
    throw new RefusedError(
      `Redis on ${host} logs in to its primary as the user ${masteruser}, and a rotation changes the password of the user default alone; change that user by hand`,
    );
  const isPrimary = textOf(word) === 'master';
  return {
    host,
    isPrimary,
    isLinked: isPrimary || textOf(link) === 'connected',
    lets: passwordsIn(user),
    requirepass: fieldsOf(await demand(redis, 'CONFIG', 'GET', 'requirepass')).get('requirepass') ?? '',
    masterauth,
  };
}

/** True where a Sentinel finds the primary up. @throws UserError if it does not answer */
async function isSeeing(group: Group, host: string): Promise<boolean> {
  const { group: watched } = group.environment.sentinel;
  return (
    fieldsOf(await demand(group.sentinel(host), 'SENTINEL', 'MASTER', watched)).get('flags') === 'master'
  );
}

/** The hashes behind `passwords` (redis acl.c, ACL GETUSER). */
function passwordsIn(user: Reply): readonly string[] {
  const items = listOf(user);
  const at = items.findIndex((item) => textOf(item) === 'passwords');
  return listOf(items[at + 1] ?? null).map(textOf);
}
