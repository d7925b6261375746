/** Has programs write their passwords into their files, so that a restart changes nothing, and looks there. */
import { onOneLine, UserError } from '../../base/errors.ts';
import { type ConfigFile, readConfigFile } from '../../group/config-file.ts';
import { demand } from '../../group/demand.ts';
import type { Group } from '../../group/group.ts';
import type { Directive } from '../../redis/document.ts';
import { parseDocument } from '../../redis/parse.ts';
import { configFile } from '../../render/freebsd.ts';
import type { RotationOperation } from './step.ts';

/** Names of a line with the password of the primary: Valkey writes the second one (measured with 8.1.1). */
export const MASTERAUTH = ['masterauth', 'primaryauth'];

/** @param names of the line that has the password afterwards, of which one is enough @throws UserError if it has not */
export async function keepInRedis(
  { group, tell }: RotationOperation,
  host: string,
  names: readonly string[],
  password: string,
): Promise<void> {
  await demand(group.redis(host), 'CONFIG', 'REWRITE');
  await lookInto(
    group,
    { host, kind: 'redis' },
    tell,
    ({ name, args }) => names.includes(name) && args[0] === password,
  );
}

/** @throws UserError if its file does not have the password afterwards */
export async function keepInSentinel({ group, to, tell }: RotationOperation, host: string): Promise<void> {
  await demand(group.sentinel(host), 'SENTINEL', 'FLUSHCONFIG');
  await lookInto(group, { host, kind: 'sentinel' }, tell, ({ args: [option, , password] }) => {
    return option === 'auth-pass' && password === to;
  });
}

interface Place {
  readonly host: string;
  readonly kind: 'redis' | 'sentinel';
}

/** Ports alone are reached where there is no jump host: then that is told. */
async function lookInto(
  group: Group,
  { host, kind }: Place,
  tell: (text: string) => void,
  hasIt: (line: Directive) => boolean,
): Promise<void> {
  const file = configFile(group.environment.redis.engine, kind);
  let read: ConfigFile | undefined;
  try {
    read = await readConfigFile(group.reach, host, kind);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    tell(`${host} has written ${file}, and nobody has looked into it: ${onOneLine(error.message)}`);
    return;
  }
  if (read !== undefined && parseDocument(read.text, { file: read.file, kind }).some(hasIt)) return;
  throw new UserError(
    `${file} of ${host} does not have the password that runs: a restart would bring back another one; look at its folder and its log`,
  );
}
