/** What a program is compared with: what is declared for it, and what it was last brought to. */
import type { Pair } from '../../diff/pairs.ts';
import { type HostProgram, snapshotOf } from '../../diff/snapshot.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import { optionOf, withSharedNames } from '../../redis/option.ts';
import type { Environment } from '../../topology/environment.ts';
import { knows, type ObservedProgram } from '../observe/observed.ts';
import { type Brought, broughtProgram } from './brought.ts';

/** The sides of one program. */
export interface ProgramSides {
  readonly seen: ObservedProgram;
  readonly declared: HostProgram;
  /** Undefined where nobody knows what it was brought to, or it was not there then. */
  readonly base: HostProgram | undefined;
  /** The step from one version to another that the definition takes, where what runs tells no version. */
  readonly upgrade: Pair | undefined;
  /** Names of declared directives that the engine of this machine does not know. */
  readonly unread: readonly string[];
}

/** The two definitions. */
export interface Definitions {
  readonly now: Environment;
  readonly base: Environment | undefined;
  /** The lines that hosts were brought to, where there is no such definition. @default nobody knows */
  readonly brought?: Brought;
  /**
   * True where whatever engine runs stands in for the package, as on this machine: that it is another version is no
   * difference then.
   */
  readonly standsIn: boolean;
}

/** Finds the sides of a program; undefined for one that is not declared. */
export function sidesFinder(definitions: Definitions): (seen: ObservedProgram) => ProgramSides | undefined {
  const { now, base, brought = new Map(), standsIn } = definitions;
  const [declared, before] = [snapshotOf(now).programs, base === undefined ? [] : snapshotOf(base).programs];
  return (seen) => {
    const isThis = ({ host, program }: HostProgram): boolean =>
      host === seen.host && program === seen.program;
    const comparable = (side: HostProgram): HostProgram =>
      comparableWith(seen, standsIn ? inPlaceOf(side, seen.version) : side);
    const [to, from] = [declared.find(isThis), before.find(isThis) ?? broughtProgram(brought, seen)];
    if (to === undefined) return undefined;
    const isUpgraded = standsIn && from !== undefined && from.version !== to.version;
    return {
      seen,
      declared: comparable(to),
      base: from && comparable(from),
      upgrade: isUpgraded ? { before: from, after: to } : undefined,
      unread: standsIn ? unknownIn(inPlaceOf(to, seen.version), seen.version) : [],
    };
  };
}

/** As the engine reads it that stands in for that of its package. */
function inPlaceOf(side: HostProgram, version: EngineVersion): HostProgram {
  return { ...side, version, document: withSharedNames(side.document, side.program, side.version) };
}

/** Without what nobody knows of the program that runs, and without what its version does not have. */
function comparableWith(seen: ObservedProgram, side: HostProgram): HostProgram {
  const { document, program, version } = side;
  return {
    ...side,
    document: document.filter((line) => {
      const { spec } = optionOf(line, program, version);
      return spec !== undefined && knows(seen, spec.name);
    }),
  };
}

function unknownIn({ document, program }: HostProgram, version: EngineVersion): readonly string[] {
  const options = document.map((line) => optionOf(line, program, version));
  return [...new Set(options.filter(({ spec }) => spec === undefined).map(({ name }) => name))];
}
