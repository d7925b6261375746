/** Looks whether settings have come to a program: in what it answers, and in its file. */

import type { Settings } from '../../diff/setting.ts';
import { defaultIn, settingsOf } from '../../diff/settings.ts';
import type { Group } from '../../group/group.ts';
import { redactor } from '../../redis/redact.ts';
import type { ObservedProgram } from '../observe/observed.ts';
import { observeRedis } from '../observe/redis.ts';
import { observeSentinel } from '../observe/sentinel.ts';
import type { LiveChange } from './change.ts';

/** The keys of the settings that the program runs with otherwise. @throws UserError if it does not tell */
export async function runsOtherwise(group: Group, change: LiveChange): Promise<readonly string[]> {
  const { running } = await observe(group, change);
  return otherwise(change, settingsOf(running.document, running.version, running.program));
}

/** What of a change the file of a program does not say. */
export interface Lacking {
  /** The keys of those settings. */
  readonly lacks: readonly string[];
  /** Why nobody could look, as a clause; undefined where it was looked. */
  readonly unread: string | undefined;
}

/** Looks into the file, where it can be read from here. @throws UserError if the program does not tell which it is */
export async function fileLacks(group: Group, change: LiveChange): Promise<Lacking> {
  const { file } = await observe(group, change);
  if ('unread' in file) return { lacks: [], unread: file.unread };
  const { document, version, program } = file.content;
  return { lacks: otherwise(change, settingsOf(document, version, program)), unread: undefined };
}

/** Secrets are none of what is brought live: each gets a reference of its own. */
function observe(group: Group, { host, program }: LiveChange): Promise<ObservedProgram> {
  return program === 'redis'
    ? observeRedis(group, host, redactor())
    : observeSentinel(group, host, redactor());
}

/** A setting that no line makes has its default. */
function otherwise({ settings, version, program }: LiveChange, found: Settings): readonly string[] {
  return settings
    .filter(({ key, before, after }) => {
      const there = found.get(key) ?? defaultIn(version, after ?? before, program);
      return there?.value.canonical !== after?.value.canonical;
    })
    .map(({ key }) => key);
}
