/** Brings users to a program that runs: each by one command, which takes effect whole. */

import { aclUser } from '../../group/acl-user.ts';
import type { Command } from '../../group/client.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import { userPasswordOf } from '../../group/password.ts';
import { isSecret } from '../../redis/document.ts';
import { hashOf } from '../../redis/password.ts';
import { knownPassword } from '../../redis/redact.ts';
import { userPassword } from '../../render/secrets.ts';
import type { Environment } from '../../topology/environment.ts';
import { usersOf } from '../../topology/users.ts';
import type { SettingDrift } from '../drift/model.ts';
import { bring, type Orders } from '../live/bring.ts';
import type { LiveChange } from '../live/change.ts';
import { keepsPasswords } from './setting.ts';

/** A user whose rules Sentinels log in to one another with. */
const SENTINEL = 'sentinel';

/**
 * Brings them with the rules of the definition, and looks whether they are there, also in the file. A user that stays keeps its
 * passwords; a new one gets that of the store, by its hash.
 *
 * @throws UserError if the store has no password of one, before anything is told; and as {@link bring} does
 */
export async function bringUsers(
  group: Group,
  environment: Environment,
  change: LiveChange,
  tell: (text: string) => void,
): Promise<void> {
  const orders: Orders[] = [];
  for (const setting of change.settings)
    orders.push(await ordersFor({ group, environment, change }, setting));
  await bring(group, change, tell, {
    commands: orders.flatMap(({ commands }) => commands),
    undoing: orders.flatMap(({ undoing }) => undoing).reverse(),
    known: new Map(orders.flatMap(({ known = new Map() }) => [...known])),
  });
}

interface Bringing {
  readonly group: Group;
  readonly environment: Environment;
  readonly change: LiveChange;
}

async function ordersFor(bringing: Bringing, setting: SettingDrift): Promise<Orders> {
  return setting.key.startsWith('user/') ? userOrders(bringing, setting) : loginOrders(bringing, setting);
}

async function userOrders({ group, environment, change }: Bringing, setting: SettingDrift): Promise<Orders> {
  const { before, after } = setting;
  const { host, program } = change;
  const name = String((before ?? after)?.part);
  const has = hashRules(await demand(group[program](host), 'ACL', 'GETUSER', name));
  const before_ = before === undefined ? delUser(name) : setUser(name, rulesOf(before.args), has);
  if (after === undefined) return { commands: [delUser(name)], undoing: [before_] };
  const rules = usersOf(environment, program).find((user) => user.name === name)?.rules[program] ?? [];
  if (keepsPasswords(setting))
    return { commands: [setUser(name, ['on', ...rules], has)], undoing: [before_] };
  const password = await userPasswordOf(group, host, name);
  return {
    commands: [setUser(name, ['on', ...rules], [`#${hashOf(password)}`])],
    undoing: [before_],
    known: knownPassword(password, userPassword(name)),
  };
}

/** How a Sentinel logs in to the others. One that has no such user yet takes what follows all the same (sentinel.c, sentinelSendAuthIfNeeded). */
async function loginOrders({ group, change }: Bringing, { after }: SettingDrift): Promise<Orders> {
  const option = after?.spec.name ?? '';
  const isPassword = after?.args.some(isSecret) === true;
  const password = isPassword ? await userPasswordOf(group, change.host, SENTINEL) : SENTINEL;
  return {
    commands: [['SENTINEL', 'CONFIG', 'SET', option, password]],
    undoing: [['SENTINEL', 'CONFIG', 'SET', option, '']],
    ...(isPassword ? { known: knownPassword(password, userPassword(SENTINEL)) } : {}),
  };
}

/** Redis applies the rules of one command to a copy of the user, and then all at once (redis acl.c, aclCommand). */
function setUser(name: string, rules: readonly string[], hashes: readonly string[]): Command {
  return ['ACL', 'SETUSER', name, 'reset', ...rules, ...hashes];
}

function delUser(name: string): Command {
  return ['ACL', 'DELUSER', name];
}

function rulesOf(args: NonNullable<SettingDrift['before']>['args']): readonly string[] {
  return args.filter((rule) => typeof rule === 'string');
}

function hashRules(user: Parameters<typeof aclUser>[0]): readonly string[] {
  return aclUser(user).passwords.map((hash) => `#${hash}`);
}
