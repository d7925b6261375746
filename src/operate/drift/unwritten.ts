/** What runs and is not in the file that the next start reads. */
import type { ProgramChange } from '../../diff/change.ts';
import { comparePrograms } from '../../diff/program-changes.ts';
import { plainValue } from '../../diff/setting.ts';
import { rewrite } from '../../diff/step.ts';
import { worst } from '../../redis/impact.ts';
import type { ObservedProgram } from '../observe/observed.ts';
import { type Difference, pairFinder, withNote } from './difference.ts';

/** What is to be said of a value that runs and is not in the file. */
export const UNWRITTEN = 'it runs, is not in the file, and goes with the next restart';

/**
 * The settings of a program that its file does not say, such as what CONFIG SET set without CONFIG REWRITE, or what could
 * not be written: `before` is what runs, `after` what a restart would bring.
 */
export function unwrittenDifferences({ running, file, program }: ObservedProgram): readonly Difference[] {
  if ('unread' in file) return [];
  const { content } = file;
  const settingOf = pairFinder(running, content);
  const settings = comparePrograms({ before: running, after: content }, false).map((change): Difference => {
    const before = settingOf(change.key)?.before;
    return {
      whence: 'host',
      change: {
        ...withNote(change, UNWRITTEN),
        impact: worst([change.impact, 'live']),
        means: 'roll-out',
        byHand: [rewrite(program)],
      },
      pair: { before, after: before },
      isUnwritten: true,
    };
  });
  return running.follows === content.follows
    ? settings
    : [...settings, unwrittenRole(running.follows, content.follows)];
}

/** Who is started looks who is primary before, so that this is no second primary. */
function unwrittenRole(runs = '', written = ''): Difference {
  const change: ProgramChange = {
    area: 'topology',
    key: 'replicaof',
    before: plainValue(runs, 'CONFIG GET'),
    after: plainValue(written, 'redis.conf'),
    impact: 'live',
    means: 'roll-out',
    byHand: [rewrite('redis')],
    note: UNWRITTEN,
    security: false,
    individual: false,
  };
  return { whence: 'host', change };
}
