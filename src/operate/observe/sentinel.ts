/** What a Sentinel runs with. */
import type { Group } from '../../group/group.ts';
import { fieldsOf, infoOf, linesOf, listOf, textOf } from '../../group/reply.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { Redactor } from '../../redis/redact.ts';
import { requiresTls } from '../../topology/tls.ts';
import type { ObservedProgram } from './observed.ts';
import { answered, programOfAnswers } from './program.ts';
import { type Told, together, toldBySentinel, toldId, toldOfGroup, toldPort, toldUsers } from './told.ts';

const COMMANDS = [
  ['INFO'],
  ['SENTINEL', 'MASTERS'],
  ['SENTINEL', 'CONFIG', 'GET', '*'],
  ['SENTINEL', 'MYID'],
  ['ACL', 'LIST'],
] as const;

/**
 * Asks the Sentinel of a host. It has no CONFIG: what it does not tell, its file does.
 *
 * @throws UserError if it does not answer, or does not tell
 */
export async function observeSentinel(
  group: Group,
  host: string,
  redact: Redactor,
): Promise<ObservedProgram> {
  const program = 'sentinel';
  const { environment } = group;
  const [info = null, groups = null, options = null, id = null, users = null] = await group
    .sentinel(host)
    .askAll(COMMANDS);
  const tell = (version: EngineVersion): Told =>
    together([
      toldPort(infoOf(info), requiresTls(environment) ? environment.tls.sentinelPort : undefined),
      ...listOf(answered({ host, program }, 'SENTINEL MASTERS', groups)).map((one) =>
        toldOfGroup(fieldsOf(one), version),
      ),
      toldBySentinel(fieldsOf(answered({ host, program }, 'SENTINEL CONFIG GET', options)), version),
      toldId(textOf(answered({ host, program }, 'SENTINEL MYID', id))),
      toldUsers(linesOf(answered({ host, program }, 'ACL LIST', users))),
    ]);
  return programOfAnswers({ host, program, reach: group.reach, redact, info, tell });
}
