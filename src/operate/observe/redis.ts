/** What a Redis runs with. */
import type { Group } from '../../group/group.ts';
import { fieldsOf, linesOf, listOf, type Reply, textOf } from '../../group/reply.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { Redactor } from '../../redis/redact.ts';
import type { ObservedProgram } from './observed.ts';
import { answered, programOfAnswers } from './program.ts';
import { NAMES_TO_ASK_FOR, type Told, together, toldByConfig, toldModules, toldUsers } from './told.ts';

const COMMANDS = [
  ['INFO'],
  ['CONFIG', 'GET', '*', ...NAMES_TO_ASK_FOR],
  ['ACL', 'LIST'],
  ['MODULE', 'LIST'],
] as const;

/**
 * Asks the Redis of a data host.
 *
 * @throws UserError if it does not answer, or does not tell
 */
export async function observeRedis(group: Group, host: string, redact: Redactor): Promise<ObservedProgram> {
  const program = 'redis';
  const [info = null, config = null, users = null, modules = null] = await group.redis(host).askAll(COMMANDS);
  const tell = (version: EngineVersion): Told =>
    together([
      toldByConfig(fieldsOf(answered({ host, program }, 'CONFIG GET', config)), version),
      toldUsers(linesOf(answered({ host, program }, 'ACL LIST', users))),
      toldModules(modulesIn(answered({ host, program }, 'MODULE LIST', modules))),
    ]);
  return programOfAnswers({ host, program, reach: group.reach, redact, info, tell });
}

/**
 * The path of each module, with its arguments. One that came with the engine has none, or only its name (measured with Redis
 * 8.0.2 and Valkey 9.1.2).
 */
function modulesIn(reply: Reply): readonly (readonly string[])[] {
  return listOf(reply).flatMap((module) => {
    const words = listOf(module);
    const after = (name: string): Reply =>
      words[words.findIndex((word) => textOf(word) === name) + 1] ?? null;
    const path = textOf(after('path'));
    return path === '' || path === textOf(after('name'))
      ? []
      : [[path, ...listOf(after('args')).map(textOf)]];
  });
}
