/** What runs and is not what is declared. */
import type { SettingPair } from '../../diff/by-hand.ts';
import type { ProgramChange } from '../../diff/change.ts';
import { comparePrograms } from '../../diff/program-changes.ts';
import { versionChange } from '../../diff/version-changes.ts';
import type { Environment } from '../../topology/environment.ts';
import { isLeftOver } from '../switchover/leftovers.ts';
import { type Difference, pairFinder, withNote } from './difference.ts';
import { expectedBecause } from './expected.ts';
import type { Whence } from './model.ts';
import type { ProgramSides } from './sides.ts';
import { UNWRITTEN } from './unwritten.ts';

/**
 * The settings of a program that are not as declared: `before` is what runs.
 *
 * @param unwritten the keys of what its file does not say
 */
export function runningDifferences(
  sides: ProgramSides,
  unwritten: ReadonlySet<string>,
  environment: Environment,
): readonly Difference[] {
  const { seen, declared, upgrade } = sides;
  const pairOf = pairFinder(seen.running, declared);
  const foundOf = finder(sides);
  const settings = comparePrograms({ before: seen.running, after: declared }, false).map(
    (change): Difference => {
      const pair = pairOf(change.key);
      const isUnwritten = unwritten.has(change.key);
      // What a restart would take back is never as it should be: a Sentinel would name the old primary again.
      const expected = pair && !isUnwritten ? expectedBecause(pair, seen, environment) : undefined;
      if (expected !== undefined)
        return { whence: 'expected', change: { ...change, note: expected }, pair } as const;
      const found = foundOf(change.key);
      const isLeft =
        !found.isDeclaredAnew &&
        isLeftOver(environment, seen.host, change.key, pair?.before?.value.canonical);
      const whence = isLeft ? 'left' : whenceOf(found.whence, pair, isUnwritten);
      const notes = [found.note, isUnwritten ? UNWRITTEN : undefined];
      return { whence, change: notes.reduce<ProgramChange>(withNote, change), pair, isUnwritten };
    },
  );
  const versions = upgrade === undefined ? [] : versionChange(upgrade);
  return [...settings, ...versions.map((change): Difference => ({ whence: 'definition', change }))];
}

/** Of the host is whom a Sentinel names, and what was never written into a file: no definition brought that. */
function whenceOf(found: Whence, pair: SettingPair | undefined, isUnwritten: boolean): Whence {
  const isOfHost = pair?.before?.part === 'address' || (isUnwritten && found === 'unknown');
  return isOfHost ? 'host' : found;
}

/** Where a difference comes from, and what else is to be said of that. */
interface Found {
  readonly whence: Whence;
  /** True where the definition does not say any more what the host was brought to. */
  readonly isDeclaredAnew: boolean;
  readonly note?: string;
}

/** What a program was brought to decides: who has moved away from it, the host or the definition. */
function finder({ seen, declared, base }: ProgramSides): (key: string) => Found {
  if (base === undefined) return () => ({ whence: 'unknown', isDeclaredAnew: false });
  const keys = [
    { before: seen.running, after: base },
    { before: base, after: declared },
  ].map((pair) => new Set(comparePrograms(pair, false).map(({ key }) => key)));
  const [onHost, inDefinition] = keys;
  return (key) => {
    if (onHost?.has(key) !== true) return { whence: 'definition', isDeclaredAnew: true };
    return inDefinition?.has(key)
      ? { whence: 'host', isDeclaredAnew: true, note: 'the definition changed it too' }
      : { whence: 'host', isDeclaredAnew: false };
  };
}
