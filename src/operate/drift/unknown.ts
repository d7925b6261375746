/** What nobody can tell of a program: it counts as the worst that it may be. */

import { few } from '../../diff/clause.ts';
import { plainValue } from '../../diff/setting.ts';
import type { Observed } from '../observe/observed.ts';
import { isObserved } from '../observe/observed.ts';
import type { Difference } from './difference.ts';
import type { ProgramSides } from './sides.ts';

const NOT_KNOWN = plainValue('not known', 'nobody');

/** Rows for all that is not known of a program. */
export function unknownDifferences(seen: Observed, sides: ProgramSides | undefined): readonly Difference[] {
  if (!isObserved(seen)) return [unknown('what runs', seen.unknown)];
  const { file, strange, engine, program } = seen;
  return [
    ...('unread' in file
      ? [
          unknown(
            `${program}.conf`,
            `${file.unread}: what a restart would bring, and what the program does not tell, is not known`,
          ),
        ]
      : file.leftOut.map((name) => leftOut(name, file.path))),
    ...(strange.length === 0
      ? []
      : [
          unknown('other settings', `${engine} has ${few(strange, 'settings')}, which vedette does not know`),
        ]),
    ...(sides?.unread ?? []).map((name) => unknown(name, `${engine} does not have it`)),
  ];
}

function unknown(key: string, note: string): Difference {
  return {
    whence: 'unknown',
    change: {
      area: 'settings',
      key,
      before: NOT_KNOWN,
      impact: 'unknown',
      means: 'nothing',
      note,
      security: false,
      individual: false,
    },
  };
}

function leftOut(name: string, path: string): Difference {
  return {
    whence: 'host',
    change: {
      area: 'settings',
      key: name,
      before: plainValue('left out', path),
      impact: 'unknown',
      means: 'roll-out',
      note: 'Sentinel did not know this line and made it a comment (# ???)',
      security: false,
      individual: false,
    },
  };
}
