/** What two rehearsals were made of that is not the same. */
import type { Rehearsal } from '../record.ts';

/** Something that was different; undefined on the side that does not have it. */
export interface SettingChange {
  /** A field of the definition, or `engine`, `package`, `vedette`, `environment`. */
  readonly what: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Everything that differs, what ran first. */
export function settingChanges(before: Rehearsal, after: Rehearsal): readonly SettingChange[] {
  const [one, other] = [madeOf(before), madeOf(after)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .map((what) => ({ what, before: one.get(what), after: other.get(what) }))
    .filter((change) => change.before !== change.after);
}

function madeOf({ environment, vedette, engine, settings }: Rehearsal): ReadonlyMap<string, string> {
  return new Map([
    ['environment', environment],
    ['engine', `${engine.name} ${engine.version}`],
    ['package', engine.package],
    ['vedette', vedette],
    ...Object.entries(settings),
  ]);
}
