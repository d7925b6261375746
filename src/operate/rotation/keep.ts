/** Has programs write their passwords into their files, so that a restart changes nothing, and looks there. */
import { onOneLine, UserError } from '../../base/errors.ts';
import { type ConfigFile, readConfigFile } from '../../group/config-file.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import type { Directive } from '../../redis/document.ts';
import { parseDocument } from '../../redis/parse.ts';
import { hashOf } from '../../redis/password.ts';
import { configFile } from '../../render/freebsd.ts';
import type { Place } from './log-in.ts';
import type { RotationOperation } from './step.ts';

/** Names of a line with the password of the primary: Valkey writes the second one (measured with 8.1.1). */
const MASTERAUTH = ['masterauth', 'primaryauth'];

/** Says whether a line has what is looked for. */
export type LineTest = (line: Directive) => boolean;

/** The line with the password that a host shows its primary. */
export function showsPrimary(password: string): LineTest {
  return ({ name, args }) => MASTERAUTH.includes(name) && args[0] === password;
}

/** The line with the password that is asked of whoever names no user. */
export function asksFor(password: string): LineTest {
  return ({ name, args }) => name === 'requirepass' && args[0] === password;
}

/** The line of a user that has a password, which an engine writes as its hash. */
export function hasPassword(user: string, password: string): LineTest {
  return ({ name, args: [first, ...rules] }) =>
    name === 'user' && first === user && rules.includes(`#${hashOf(password)}`);
}

/** The line with the password that a Sentinel shows servers. */
export function showsServers(password: string): LineTest {
  return ({ args: [option, , shown] }) => option === 'auth-pass' && shown === password;
}

/** The line with the password that a Sentinel shows the others. */
export function showsSentinels(password: string): LineTest {
  return ({ args: [option, shown] }) => option === 'sentinel-pass' && shown === password;
}

/** Has a program write its file. @throws UserError if no line of it is as each test has it afterwards */
export async function keep(
  { group, tell }: Pick<RotationOperation, 'group' | 'tell'>,
  { host, program }: Place,
  ...tests: readonly LineTest[]
): Promise<void> {
  await (program === 'redis'
    ? demand(group.redis(host), 'CONFIG', 'REWRITE')
    : demand(group.sentinel(host), 'SENTINEL', 'FLUSHCONFIG'));
  await lookInto(group, { host, program }, tell, tests);
}

/** Ports alone are reached where there is no jump host: then that is told. */
async function lookInto(
  group: Group,
  { host, program }: Place,
  tell: (text: string) => void,
  tests: readonly LineTest[],
): Promise<void> {
  const file = configFile(group.environment.redis.engine, program);
  let read: ConfigFile | undefined;
  try {
    read = await readConfigFile(group.reach, host, program);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(`${host} has written ${file}, and nobody has looked into it: ${onOneLine(error.message)}`);
    return;
  }
  const lines = read === undefined ? [] : parseDocument(read.text, { file: read.file, kind: program });
  if (tests.every((test) => lines.some(test))) return;
  throw new UserError(
    `${file} of ${host} does not have the password that runs: a restart would bring back another one; look at its folder and its log`,
  );
}
