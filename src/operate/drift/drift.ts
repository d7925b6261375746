/** A group that runs against its definition, its files, and what it was last brought to. */
import type { Change } from '../../diff/change.ts';
import { fold } from '../../diff/fold.ts';
import { weighed } from '../../diff/weighed.ts';
import type { Group } from '../../group/group.ts';
import { worst } from '../../redis/impact.ts';
import type { Environment } from '../../topology/environment.ts';
import { observeConfiguration } from '../observe/configuration.ts';
import { isObserved, type Observed } from '../observe/observed.ts';
import type { Brought } from './brought.ts';
import type { Difference } from './difference.ts';
import type { Drift, ProgramDrift, SettingDrift, Whence } from './model.ts';
import { roleDifference } from './roles.ts';
import { runningDifferences } from './running.ts';
import { type Definitions, type ProgramSides, sidesFinder } from './sides.ts';
import { unknownDifferences } from './unknown.ts';
import { unwrittenDifferences } from './unwritten.ts';

/** How a group is looked at. */
export interface DriftOptions {
  /**
   * True where whatever engine runs stands in for the package of the definition, as on this machine: another version is no
   * difference then. @default false
   */
  readonly standsIn?: boolean;
  /** The lines that each host was last brought to, where `base` is not known. @default nobody knows */
  readonly brought?: Brought;
}

/**
 * Finds what is different between a group and its definition. Nothing is changed, and nothing is told to any program.
 *
 * @param base what every host was last brought to by a definition; undefined where nobody knows
 */
export async function findDrift(
  group: Group,
  base: Environment | undefined,
  { standsIn = false, brought = new Map() }: DriftOptions = {},
): Promise<Drift> {
  return judgeDrift(await observeConfiguration(group), { now: group.environment, base, brought, standsIn });
}

/** The same from what was observed. */
export function judgeDrift(observed: readonly Observed[], definitions: Definitions): Drift {
  const { now: environment } = definitions;
  const sidesOf = sidesFinder(definitions);
  const programs = observed.map((seen): Found => {
    const sides = isObserved(seen) ? sidesOf(seen) : undefined;
    const known = sides === undefined ? [] : knownDifferences(sides, observed, environment);
    return { seen, differences: [...known, ...unknownDifferences(seen, sides)] };
  });
  const of = (whence: Whence): readonly Change[] => rowsOf(programs, whence, environment);
  const rows = {
    unknown: of('unknown'),
    host: of('host'),
    left: of('left'),
    definition: of('definition'),
    expected: of('expected'),
  };
  const drifted = [...rows.unknown, ...rows.host, ...rows.left, ...rows.definition];
  return {
    environment: environment.name,
    hosts: programs.map(programDrift),
    rows,
    impact: worst(drifted.map(({ impact }) => impact)),
  };
}

/** A program and what is different about it. */
interface Found {
  readonly seen: Observed;
  readonly differences: readonly Difference[];
}

function knownDifferences(
  sides: ProgramSides,
  observed: readonly Observed[],
  environment: Environment,
): readonly Difference[] {
  const { seen } = sides;
  const unwritten = unwrittenDifferences(seen);
  const keys = new Set(unwritten.map(({ change }) => change.key));
  const running = runningDifferences(sides, keys, environment);
  const told = new Set(running.map(({ change }) => change.key));
  return [
    ...running,
    ...unwritten.filter(({ change }) => !told.has(change.key)),
    ...(seen.program === 'redis' ? roleDifference(seen, observed, environment) : []),
  ];
}

/** What is different for a reader, as a diff has it; no value is only counted, for each is a surprise. */
function rowsOf(
  programs: readonly Found[],
  wanted: Whence,
  { name: environment }: Environment,
): readonly Change[] {
  const changes = programs.flatMap(({ seen: { host, program }, differences }) =>
    differences
      .filter(({ whence }) => whence === wanted)
      .map(({ change }) => ({
        ...change,
        program,
        individual: false,
        places: [{ environment, hosts: [host] }],
      })),
  );
  return weighed(fold(changes));
}

function programDrift({ seen, differences }: Found): ProgramDrift {
  const { host, program } = seen;
  return {
    host,
    program,
    version: isObserved(seen) ? seen.version : undefined,
    unknown: differences.flatMap(({ whence, pair, change: { key, note } }) =>
      whence === 'unknown' && pair === undefined ? [`${key}: ${note}`] : [],
    ),
    settings: differences.flatMap(settingDrift),
  };
}

function settingDrift({ whence, change, pair, isUnwritten = false }: Difference): readonly SettingDrift[] {
  if (pair === undefined) return [];
  const { key, impact, note } = change;
  return [{ key, ...pair, whence, impact, ...(note === undefined ? {} : { note }), isUnwritten }];
}
