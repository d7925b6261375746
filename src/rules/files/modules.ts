/** Modules that servers load. */
import { posix } from 'node:path';
import { isSecret } from '../../redis/document.ts';
import type { FileRule } from '../rule.ts';
import { violatedWhen } from '../violation.ts';
import { areOfOneGroup } from './census.ts';
import type { FileServer, Line } from './configuration.ts';

export const moduleEqual: FileRule = {
  name: 'module-equal',
  judges: 'files',
  needs: ['server'],
  severity: 'error',
  waivable: false,
  summary: 'All servers of a group load the same modules.',
  why: 'A server without the module cannot load data of its types: it does not follow, and clients miss its commands after a failover.',
  source: 'redis rdb.c, rdbLoadObject: module data without a module that has the type is refused',
  remedy: 'install the module on every data host, and write the same loadmodule lines',
  check: ({ servers }) =>
    servers.flatMap((server) =>
      server.lines('loadmodule').flatMap((line) => {
        const name = nameOf(line);
        const other = servers.find((one) => areOfOneGroup(one, server) && !loads(one, name));
        return violatedWhen(other !== undefined, {
          ...line.place,
          message: `loads ${name}, which ${other?.file.path} does not, so that it cannot load data of that module`,
        });
      }),
    ),
};

function loads(server: FileServer, name: string): boolean {
  return server.lines('loadmodule').some((line) => nameOf(line) === name);
}

/** Hosts may have it in different folders. */
function nameOf({ args: [path] }: Line): string {
  return path === undefined || isSecret(path) ? '' : posix.basename(path);
}
