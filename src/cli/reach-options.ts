/** How the group of an environment is reached: the options of every command that asks one. */
import { isAttached } from '../aws/credentials.ts';
import { UserError } from '../base/errors.ts';
import { authorityInFile } from '../group/authority-file.ts';
import { directWay } from '../group/direct-way.ts';
import { Group } from '../group/group.ts';
import { type KnownPasswords, knownPasswords, passwordsOfHosts } from '../group/password.ts';
import { passwordInFile } from '../group/password-file.ts';
import { type JumpHost, parseJump } from '../group/ssh/jump-host.ts';
import { type Trust, trustOfHosts } from '../group/trust.ts';
import type { Way } from '../group/way.ts';
import { connect, type LocalCloud } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import type { CloudEntry } from '../local/registry.ts';
import { storedIn } from '../rehearsal/client-password.ts';
import { secretName, userPassword } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';
import { requiresUsers } from '../topology/users.ts';
import type { ReachOptions } from './reach-arguments.ts';

export { REACH_OPTIONS, type ReachOptions } from './reach-arguments.ts';

/** A group that can be asked until it is closed. */
export interface OpenedGroup extends Disposable {
  readonly group: Group;
  /** How it is reached, in a phrase: `on this machine`. */
  readonly how: string;
  /**
   * The same group in another shape, reached in the same way: with hosts that leave, which the definition of now has not.
   * It is closed with this one.
   */
  in(environment: Environment): Group;
}

/**
 * Opens the group of an environment: through a jump host where one is given, on this machine where it is up here, else by
 * the addresses of its hosts.
 *
 * @throws UserError if it cannot be reached, or its password cannot be read; RefusedError if who answers is another group
 */
export function openGroup(environment: Environment, options: ReachOptions): Promise<OpenedGroup> {
  return open(environment, options, cloudFor(environment));
}

/** The same for the one that Terraform deploys: what else is up on this machine is another one. */
export function openDeployed(environment: Environment, options: ReachOptions): Promise<OpenedGroup> {
  return open(environment, options, isAttached(process.env) ? cloudFor(environment) : undefined);
}

/** Refuses what was given before anything is begun. @throws UsageError if it is no jump host, or no file with a password */
export function checkReach(options: ReachOptions): void {
  read(options);
}

async function open(
  environment: Environment,
  options: ReachOptions,
  entry: CloudEntry | undefined,
): Promise<OpenedGroup> {
  const way = await wayTo(environment, read(options), entry);
  const groups: Group[] = [];
  const groupOf = (shape: Environment): Group => {
    const group = new Group(way.reachOf(shape), shape, way.passwords, way.trust);
    groups.push(group);
    return group;
  };
  const close = (): void => {
    for (const group of groups) group[Symbol.dispose]();
    way.close();
  };
  const group = groupOf(environment);
  await way.ready(group).catch((error) => {
    close();
    throw error;
  });
  return { group, how: way.how, in: groupOf, [Symbol.dispose]: close };
}

/** What was given, read. */
interface Given {
  readonly jump: readonly JumpHost[] | undefined;
  readonly password: string | undefined;
  /** The certificates of authorities, as PEM. */
  readonly authority: string | undefined;
}

function read({ jump, 'password-file': file, authority }: ReachOptions): Given {
  return {
    jump: jump === undefined ? undefined : parseJump(jump),
    password: file === undefined ? undefined : passwordInFile(file),
    authority: authority === undefined ? undefined : authorityInFile(authority),
  };
}

/** @param entry its cloud, where it is on this machine */
async function wayTo(
  environment: Environment,
  { jump, password, authority }: Given,
  entry: CloudEntry | undefined,
): Promise<Way> {
  const trust = trustIn(environment, authority);
  if (jump !== undefined) {
    const { jumpWay } = await import('../group/ssh/jump-way.ts');
    return jumpWay(jump, passwordsFor(environment, password), trust);
  }
  if (entry !== undefined) {
    const cloud = connect(entry);
    const way = wayOnThisMachine(environment, cloud, password);
    return { ...way, trust: authority === undefined ? trustOfHosts(cloud, environment) : trust };
  }
  if (isAttached(process.env))
    throw new UserError(`${environment.name} has no hosts on this machine; deploy it first`);
  return directWay(passwordsFor(environment, password), trust);
}

/** The passwords are in the files of the hosts, unless one is given, or this machine is taken for AWS. */
function wayOnThisMachine(
  environment: Environment,
  cloud: LocalCloud,
  password: string | undefined,
): Omit<Way, 'trust'> {
  const isTold = password !== undefined || isAttached(process.env);
  const known = isTold ? passwordsFor(environment, password) : undefined;
  return {
    how: 'on this machine',
    passwords: known?.passwords ?? passwordsOfHosts(cloud, storedIn(cloud, environment)),
    reachOf: () => cloud,
    ready: async () => {
      await known?.known;
    },
    close: () => undefined,
  };
}

/** Nobody but who signs can say which certificates are those of hosts. */
function trustIn(environment: Environment, authority: string | undefined): Trust {
  const { name, tls } = environment;
  return async () => {
    if (authority !== undefined) return authority;
    if (tls.authority === 'environment')
      return (await import('./stored-authority.ts')).storedAuthority(environment);
    throw new UserError(
      `the connections of ${name} are encrypted, and nobody says who signs the certificates of its hosts; give the authority's certificate with --authority`,
    );
  };
}

function passwordsFor(environment: Environment, password: string | undefined): KnownPasswords {
  const { region } = environment.aws;
  return knownPasswords(environment, async (user) => {
    if (password !== undefined) return [password];
    const { passwordsIfStored, storedPasswords } = await import('../group/stored-passwords.ts');
    const name = secretName(environment, user === undefined ? undefined : userPassword(user));
    // Where users are not required, those of a definition may have no passwords yet.
    const isExpected = user === undefined || requiresUsers(environment);
    return isExpected ? storedPasswords({ region, name }) : passwordsIfStored({ region, name });
  });
}
