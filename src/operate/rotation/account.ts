/** A user of a group whose password is rotated: where it is let in, and which programs of the group log in as it. */
import { UsageError } from '../../base/errors.ts';
import { adviceOf, nearest } from '../../base/nearest.ts';
import type { DocumentKind, Secret } from '../../redis/document.ts';
import { OWN_USER, REDIS_PASSWORD, userPassword } from '../../render/secrets.ts';
import type { Environment } from '../../topology/environment.ts';
import { DEFAULT_USER, type GroupUser, groupUsers, requiresUsers } from '../../topology/users.ts';

/** A user, as a rotation needs to know it. */
export interface Account {
  /** `default` for the one whose password is the group's. */
  readonly user: string;
  /** Its password in the secret store. */
  readonly secret: Secret;
  /** The programs that let it in with that password. */
  readonly programs: readonly DocumentKind[];
  /** True where replicas log in as it at their primary (masterauth). */
  readonly replicates: boolean;
  /** True where Sentinels log in as it at servers (auth-pass). */
  readonly watches: boolean;
  /** True where Sentinels log in as it at one another (sentinel-pass). */
  readonly votes: boolean;
  /** True where the scripts of hosts log in as it, by a file of their own. */
  readonly starts: boolean;
  /** True where others than programs of the group log in as it, of whom nobody can see from here which password they have. */
  readonly hasClients: boolean;
}

/** Users as which only hosts and vedette log in, which read the store or are told. */
const OF_THE_GROUP: readonly string[] = ['replication', 'sentinel', OWN_USER];

/**
 * The users of a group whose passwords are rotated, the default one first; where users are required, that one has none. The
 * last one is whom this program itself logs in as, whose turn takes files of hosts that may not be reached.
 */
export function accountsOf(environment: Environment): readonly Account[] {
  const required = requiresUsers(environment);
  const isOwn = ({ name }: Pick<GroupUser, 'name'>): number => Number(name === OWN_USER);
  const users = groupUsers(environment).toSorted((one, other) => isOwn(one) - isOwn(other));
  const named = users.map(
    ({ name, rules }): Account => ({
      user: name,
      secret: userPassword(name),
      programs: (['redis', 'sentinel'] as const).filter((program) => rules[program] !== undefined),
      replicates: required && name === 'replication',
      watches: required && name === 'sentinel',
      votes: name === 'sentinel',
      starts: name === OWN_USER,
      hasClients: !OF_THE_GROUP.includes(name),
    }),
  );
  return required ? named : [OF_ALL, ...named];
}

/**
 * Whose passwords are rotated: one user's, or where none is named the group's, which are those of all users where users are
 * required.
 *
 * @throws UsageError if there is no such user
 */
export function chosenAccounts(environment: Environment, user: string | undefined): readonly Account[] {
  const accounts = accountsOf(environment);
  if (user === undefined) return requiresUsers(environment) ? accounts : accounts.slice(0, 1);
  const found = accounts.find((account) => account.user === user);
  if (found !== undefined) return [found];
  const names = accounts.map((account) => account.user);
  throw new UsageError(
    `--user ${user}: ${environment.name} has no such user with a password; ${adviceOf(nearest(user, names), names)}`,
  );
}

/** Whoever names no user: where users are not required, hosts too. Sentinels ask it for no password. */
const OF_ALL: Account = {
  user: DEFAULT_USER,
  secret: REDIS_PASSWORD,
  programs: ['redis'],
  replicates: true,
  watches: true,
  votes: false,
  starts: false,
  hasClients: true,
};
