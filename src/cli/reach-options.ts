/** How the group of an environment is reached: the options of every command that asks one. */
import { isAttached } from '../aws/credentials.ts';
import { UserError } from '../base/errors.ts';
import { directReach } from '../group/direct.ts';
import { Group } from '../group/group.ts';
import { type Passwords, passwordsOfHosts } from '../group/password.ts';
import { passwordInFile } from '../group/password-file.ts';
import type { Reach } from '../group/reach.ts';
import { connect } from '../local/connection.ts';
import { cloudFor } from '../local/find-cloud.ts';
import { secretName } from '../render/secrets.ts';
import type { Environment } from '../topology/environment.ts';

export const REACH_OPTIONS = {
  jump: {
    type: 'string',
    requiresArg: true,
    describe: 'reach the hosts through this host by ssh, such as me@bastion.example.com',
  },
  'password-file': {
    type: 'string',
    requiresArg: true,
    describe: 'a file with the password of Redis, which nobody else may read',
    defaultDescription: 'the secret store of AWS',
  },
} as const;

/** What was given of them. */
export interface ReachOptions {
  readonly jump?: string | undefined;
  readonly 'password-file'?: string | undefined;
}

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

/** The way to hosts, whichever of them are asked. */
interface Way {
  readonly how: string;
  reachOf(environment: Environment): Reach;
  /** Where its Redis say nothing else. */
  passwordsOf(reach: Reach): Passwords;
}

/**
 * Opens the group of an environment: on this machine where it is up here, else by the addresses of its hosts.
 *
 * @throws UserError if it cannot be reached, or its password cannot be read
 */
export async function openGroup(environment: Environment, options: ReachOptions): Promise<OpenedGroup> {
  const way = await wayTo(environment, options);
  const groups: Group[] = [];
  const open = (shape: Environment): Group => {
    const reach = way.reachOf(shape);
    const group = new Group(reach, shape, way.passwordsOf(reach));
    groups.push(group);
    return group;
  };
  return {
    group: open(environment),
    how: way.how,
    in: open,
    [Symbol.dispose]: () => {
      for (const group of groups) group[Symbol.dispose]();
    },
  };
}

async function wayTo(environment: Environment, options: ReachOptions): Promise<Way> {
  const { jump, 'password-file': file } = options;
  if (jump !== undefined) throw new UserError('--jump is not there yet; run it in the VPC');
  const passwords = file === undefined ? undefined : [passwordInFile(file)];
  const entry = cloudFor(environment);
  if (entry !== undefined) {
    const cloud = connect(entry);
    return {
      how: 'on this machine',
      reachOf: () => cloud,
      passwordsOf: (reach) => (passwords === undefined ? passwordsOfHosts(reach) : async () => passwords),
    };
  }
  if (isAttached(process.env))
    throw new UserError(`${environment.name} has no hosts on this machine; deploy it first`);
  const known = passwords ?? (await passwordsInStore(environment));
  return { how: 'by the addresses of its hosts', reachOf: directReach, passwordsOf: () => async () => known };
}

async function passwordsInStore(environment: Environment): Promise<readonly string[]> {
  const { storedPasswords } = await import('../group/stored-passwords.ts');
  return storedPasswords({ region: environment.aws.region, name: secretName(environment) });
}
