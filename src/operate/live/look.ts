/** Looks whether settings have come to a program: in what it answers, and in its file. */

import { defaultIn, settingsOf } from '../../diff/settings.ts';
import type { HostProgram } from '../../diff/snapshot.ts';
import type { Group } from '../../group/group.ts';
import { type KnownSecrets, redactor } from '../../redis/redact.ts';
import type { ObservedProgram } from '../observe/observed.ts';
import { observeRedis } from '../observe/redis.ts';
import { observeSentinel } from '../observe/sentinel.ts';
import type { LiveChange } from './change.ts';

/** What of a change is not there. */
export interface Lacking {
  /** The keys of the settings that the program runs with otherwise. */
  readonly running: readonly string[];
  /** The keys of those that its file does not say. */
  readonly inFile: readonly string[];
  /** Why nobody could look into the file, as a clause; undefined where it was looked. */
  readonly unread: string | undefined;
}

/**
 * Looks for it.
 *
 * @param known the secrets that are brought. @default none is
 * @throws UserError if the program does not tell what it runs with
 */
export async function lookFor(group: Group, change: LiveChange, known?: KnownSecrets): Promise<Lacking> {
  const { running, file } = await observe(group, change, known);
  const isRead = 'content' in file;
  return {
    running: otherwise(change, running),
    inFile: isRead ? otherwise(change, file.content) : [],
    unread: isRead ? undefined : file.unread,
  };
}

/** A secret that is not known gets a reference of its own. */
function observe(
  group: Group,
  { host, program }: LiveChange,
  known: KnownSecrets | undefined,
): Promise<ObservedProgram> {
  return program === 'redis'
    ? observeRedis(group, host, redactor(known))
    : observeSentinel(group, host, redactor(known));
}

/** A setting that no line makes has its default. */
function otherwise({ settings, version, program }: LiveChange, found: HostProgram): readonly string[] {
  const there = settingsOf(found.document, found.version, found.program);
  return settings
    .filter(({ key, before, after }) => {
      const setting = there.get(key) ?? defaultIn(version, after ?? before, program);
      return setting?.value.canonical !== after?.value.canonical;
    })
    .map(({ key }) => key);
}
