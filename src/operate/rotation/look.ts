/** How far a rotation is: what the group and the store say of it. */
import { onOneLine, RefusedError, UserError } from '../../base/errors.ts';
import { aclUser } from '../../group/acl-user.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import type { PasswordStore, StoredValues } from '../../group/password-store.ts';
import { fieldsOf, listOf, textOf } from '../../group/reply.ts';
import { LOGIN_FILE } from '../../render/freebsd.ts';
import { dataHosts, type Environment, sentinelHosts } from '../../topology/environment.ts';
import { DEFAULT_USER } from '../../topology/users.ts';
import type { Account } from './account.ts';
import { nameOf, type Place } from './log-in.ts';

/** Whom a program of a host lets in as the user whose password is rotated. */
export interface Door extends Place {
  /** The hashes of every password that it lets in. */
  readonly lets: readonly string[];
}

/** How clients and replicas log in to a data host, and it to its primary. */
export interface HostLogin {
  readonly host: string;
  readonly isPrimary: boolean;
  /** False for a replica whose link is not up. */
  readonly isLinked: boolean;
  readonly requirepass: string;
  readonly masterauth: string;
}

/** What the scripts of a host log in with. */
export interface HostScripts {
  readonly host: string;
  /** Empty where it has no file with it. */
  readonly password: string;
}

/** What is looked at before each step. */
export interface RotationLook {
  readonly stored: StoredValues;
  readonly doors: readonly Door[];
  readonly hosts: readonly HostLogin[];
  /** What the scripts of hosts log in with; none for a user that they do not log in as. */
  readonly scripts: readonly HostScripts[];
  /** Sentinels that do not find the primary up. */
  readonly blind: readonly string[];
}

/**
 * Looks at all of it. Nothing is half known: a rotation that leaves a host out locks that host out.
 *
 * @throws UserError if a program does not answer or the store cannot be read; RefusedError if it is not as the definition has it who
 *   logs in as whom
 */
export async function lookAtRotation(
  group: Group,
  account: Account,
  store: PasswordStore,
): Promise<RotationLook> {
  const { environment } = group;
  const [stored, doors, hosts, scripts, blind] = await Promise.all([
    store.read(),
    Promise.all(placesOf(environment, account).map((place) => doorOf(group, account, place))),
    Promise.all(dataHosts(environment).map(({ name }) => loginOf(group, account, name))),
    scriptsOf(group, account),
    Promise.all(
      sentinelHosts(environment).map(async ({ name }) => ((await isSeeing(group, name)) ? [] : [name])),
    ),
  ]);
  return { stored, doors, hosts, scripts, blind: blind.flat() };
}

/** @throws RefusedError where files of hosts are not reached: a host that kept the old password would not find its group again */
async function scriptsOf(
  { environment, reach }: Group,
  { user, starts }: Account,
): Promise<readonly HostScripts[]> {
  if (!starts) return [];
  try {
    return await Promise.all(
      environment.hosts.map(async ({ name: host }) => ({
        host,
        password: ((await reach.read(host, LOGIN_FILE)) ?? '').trim(),
      })),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new RefusedError(
      `the scripts of hosts log in as ${user} by ${LOGIN_FILE}, and nobody can write that from here (${onOneLine(error.message)}); reach the hosts with --jump`,
    );
  }
}

/** The programs that let a user in: those of data hosts, and then the Sentinels. */
export function placesOf(environment: Environment, { programs }: Account): readonly Place[] {
  const hosts = { redis: dataHosts(environment), sentinel: sentinelHosts(environment) };
  return programs.flatMap((program) => hosts[program].map(({ name: host }) => ({ host, program })));
}

/** @throws RefusedError if the program does not have the user, or nobody can be it */
async function doorOf(group: Group, { user }: Account, place: Place): Promise<Door> {
  const found = await demand(group[place.program](place.host), 'ACL', 'GETUSER', user);
  const { flags, passwords } = aclUser(found);
  if (!flags.includes('on'))
    throw new RefusedError(
      `${nameOf(place)} has no user ${user} that is on; roll the definition out first, or mend it with vedette repair ${group.environment.name}`,
    );
  return { ...place, lets: passwords };
}

/** How one data host is logged in to. @throws as `lookAtRotation` does */
export async function loginOf(group: Group, account: Account, host: string): Promise<HostLogin> {
  const redis = group.redis(host);
  const [role, config] = await Promise.all([
    demand(redis, 'ROLE'),
    demand(redis, 'CONFIG', 'GET', 'master*'),
  ]);
  const [word = null, , , link = null] = listOf(role);
  const fields = fieldsOf(config);
  const [masterauth, masteruser = ''] = ['masterauth', 'masteruser'].map((name) => fields.get(name));
  if (masterauth === undefined)
    throw new UserError(`Redis on ${host} does not tell how it logs in to its primary`);
  if (account.replicates && (masteruser || DEFAULT_USER) !== account.user)
    throw new RefusedError(
      `Redis on ${host} logs in to its primary as ${masteruser || DEFAULT_USER}, and the definition has it log in as ${account.user}; roll the definition out first, or change that by hand`,
    );
  const isPrimary = textOf(word) === 'master';
  return {
    host,
    isPrimary,
    isLinked: isPrimary || textOf(link) === 'connected',
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
