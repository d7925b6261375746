/** Commands under other names, or none. */

import { SENTINEL_COMMANDS } from '../../redis/acl/sentinel-rights.ts';
import { type Argument, isSecret } from '../../redis/document.ts';
import type { FileRule, Violation } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import type { FileServer, Line } from './configuration.ts';

export const renameMap: FileRule = {
  name: 'rename-map',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'Sentinel finds the commands that it calls, under their names or those that it is told.',
  why: 'A command that Sentinel does not find fails, and with it the failover.',
  source:
    'redis sentinel.c, sentinelInstanceMapCommand; measured on 7.0.15, 8.0.2 and Valkey 9.1: without CONFIG nobody is promoted',
  remedy:
    'tell Sentinel the name with sentinel rename-command, or take the command from users with ACL rules',
  check: ({ servers }) => servers.flatMap((server) => server.lines('rename-command').flatMap(judge(server))),
};

function judge({ group }: FileServer): (line: Line) => readonly Violation[] {
  return ({ args: [from, to], place }) => {
    const command = nameOf(from);
    if (!SENTINEL_COMMANDS.has(command)) return [];
    const told = group?.lines('rename-command').find(({ args: [name] }) => nameOf(name) === command);
    const severity = group === undefined ? 'warning' : 'error';
    if (to === '')
      return [
        {
          ...place,
          message: `removes ${command}, which Sentinel calls, so that no failover succeeds`,
          remedy: 'take it from users with ACL rules instead',
          severity,
        },
      ];
    return violatedWhen(told === undefined || nameOf(told.args[1]) !== nameOf(to), {
      ...place,
      message: `gives ${command}, which Sentinel calls, a name that Sentinel is not told`,
      remedy: `write sentinel rename-command with the group, ${command} and the same name, or take it from users with ACL rules`,
      severity,
    });
  };
}

/** Commands are known in any case. */
function nameOf(argument: Argument | undefined): string {
  if (argument === undefined) return '';
  return isSecret(argument) ? argument.secret : argument.toLowerCase();
}
