/** One difference of one program. */
import type { SettingPair } from '../../diff/by-hand.ts';
import type { ProgramChange } from '../../diff/change.ts';
import type { Settings } from '../../diff/setting.ts';
import { defaultIn, settingsOf } from '../../diff/settings.ts';
import type { HostProgram } from '../../diff/snapshot.ts';
import type { Whence } from './model.ts';

/** A difference: its row, and the setting that it is about where it is about one. */
export interface Difference {
  readonly whence: Whence;
  readonly change: ProgramChange;
  readonly pair?: SettingPair | undefined;
  /** True where the file of the program does not say what runs. @default false */
  readonly isUnwritten?: boolean;
}

/** Finds a setting on two sides, by its key; a side that does not set it has its default. */
export function pairFinder(
  before: HostProgram,
  after: HostProgram,
): (key: string) => SettingPair | undefined {
  const [olds, news] = [settingsIn(before), settingsIn(after)];
  return (key) => {
    const [from, to] = [olds.get(key), news.get(key)];
    if (from === undefined && to === undefined) return undefined;
    return {
      before: from ?? defaultIn(before.version, to, before.program),
      after: to ?? defaultIn(after.version, from, after.program),
    };
  };
}

function settingsIn({ document, version, program }: HostProgram): Settings {
  return settingsOf(document, version, program);
}

/** A row with one more remark. */
export function withNote(change: ProgramChange, more: string | undefined): ProgramChange {
  const notes = [change.note, more].filter((note) => note !== undefined);
  return notes.length === 0 ? change : { ...change, note: notes.join('; ') };
}
