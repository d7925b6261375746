/** From what stands on the command line to the sides of a comparison. */
import { UsageError } from '../../base/errors.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { redactor } from '../../redis/redact.ts';
import { openEnvironment } from '../../register/open.ts';
import type { Sides } from '../compare.ts';
import { type Snapshot, snapshotOf } from '../snapshot.ts';
import { isFolder } from './disk.ts';
import { fileSnapshot, type Reading } from './file.ts';
import { folderSnapshot } from './folder.ts';
import { FILE, refuseFile, versionOfFiles } from './given.ts';
import { valkeyNotes } from './notes.ts';

/** What is compared, and what is worth knowing about it. */
export interface Comparison {
  readonly pairs: readonly Sides[];
  readonly notes: readonly string[];
  /** True where a definition of today cannot be read. @default false */
  readonly isIncomplete?: boolean;
}

/** What stands before the name of an environment, for what its hosts run with now. */
const LIVE = 'live:';

/** Opens what the hosts of an environment run with. */
export type LiveOpener = (environment: string, label: string) => Promise<Snapshot>;

/** For what the files on both sides are read, where somebody says it. */
export interface SideReaders {
  readonly versions: readonly [before: EngineVersion | undefined, after: EngineVersion | undefined];
  readonly program: DocumentKind | undefined;
  /** @default nobody can ask hosts from here */
  readonly live?: LiveOpener;
}

/**
 * Opens two sides: a name in stacks/, the path of a definition, `live:` and either of them, or `file:` and the path of a
 * file or rendered folder. A file for which nothing tells its version is read for that of the other side.
 */
export async function openSides(
  before: string,
  after: string,
  { versions: [older, newer], program, live }: SideReaders,
): Promise<Comparison> {
  const redact = redactor();
  const [from, to] = await Promise.all([sideOf(before, older, live), sideOf(after, newer, live)]);
  const one = snapshotAt(from, { version: older, otherwise: to.version, program, redact });
  const other = snapshotAt(to, { version: newer, otherwise: from.version, program, redact });
  refuseMixed(one, other);
  return { pairs: [{ before: one, after: other }], notes: [one, other].flatMap(valkeyNotes) };
}

/** What was given as a side. */
interface Side {
  /** The path of a file or folder, or what a definition makes. */
  readonly opened: string | Snapshot;
  /** The version that it is known to be of; undefined where nothing tells. */
  readonly version: EngineVersion | undefined;
}

async function sideOf(
  given: string,
  version: EngineVersion | undefined,
  live: LiveOpener | undefined,
): Promise<Side> {
  if (given.startsWith(LIVE) && live !== undefined) {
    const opened = await live(given.slice(LIVE.length), given);
    return { opened, version: opened.programs[0]?.version };
  }
  if (given.startsWith(FILE)) {
    const path = given.slice(FILE.length);
    return { opened: path, version: version ?? versionOfFiles(path) };
  }
  refuseFile(given);
  const environment = await openEnvironment(given);
  return { opened: snapshotOf(environment), version: environment.redis.version };
}

function snapshotAt({ opened }: Side, reading: Reading): Snapshot {
  if (typeof opened !== 'string') return opened;
  return isFolder(opened) ? folderSnapshot(opened, reading) : fileSnapshot(opened, reading);
}

function refuseMixed(one: Snapshot, other: Snapshot): void {
  const programs = new Set(one.programs.map(({ program }) => program));
  if (!other.programs.some(({ program }) => programs.has(program)))
    throw new UsageError(
      `${one.label} and ${other.label} are files of different programs; compare two redis.conf or two sentinel.conf`,
    );
}
