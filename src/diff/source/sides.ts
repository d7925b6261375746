/** From what stands on the command line to the sides of a comparison. */
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, UsageError, UserError } from '../../base/errors.ts';
import { environmentNames, loadDefinition } from '../../definition/load.ts';
import type { EngineVersion } from '../../redis/catalogue/index.ts';
import type { DocumentKind } from '../../redis/document.ts';
import { redactor } from '../../redis/redact.ts';
import { openEnvironment } from '../../topology/open.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';
import type { Sides, Unreadable } from '../compare.ts';
import { type Snapshot, snapshotOf } from '../snapshot.ts';
import { isFolder } from './disk.ts';
import { fileSnapshot, type Reading } from './file.ts';
import { folderSnapshot } from './folder.ts';
import { FILE, refuseFile, versionOfFiles } from './given.ts';
import { atRevision, type Revision } from './history.ts';
import { valkeyNotes } from './notes.ts';

/** What is compared, and what is worth knowing about it. */
export interface Comparison {
  readonly pairs: readonly Sides[];
  readonly notes: readonly string[];
  /** True where a definition of today cannot be read. @default false */
  readonly isIncomplete?: boolean;
}

const STACKS = fileURLToPath(new URL('../../../stacks/', import.meta.url));

/** For what the files on both sides are read, where somebody says it. */
export interface SideReaders {
  readonly versions: readonly [before: EngineVersion | undefined, after: EngineVersion | undefined];
  readonly program: DocumentKind | undefined;
}

/**
 * Opens two sides: a name in stacks/, the path of a definition, or `file:` and the path of a file or rendered folder. A
 * file for which nothing tells its version is read for that of the other side.
 */
export async function openSides(
  before: string,
  after: string,
  { versions: [older, newer], program }: SideReaders,
): Promise<Comparison> {
  const redact = redactor();
  const [from, to] = await Promise.all([sideOf(before, older), sideOf(after, newer)]);
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

async function sideOf(given: string, version: EngineVersion | undefined): Promise<Side> {
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

/**
 * Opens an environment as it is now and as it was. Stack and state go by its name: under another name it is another
 * environment, which comes while the old one goes, and in another file it is the same.
 */
export function openSince(nameOrPath: string, ref: string): Promise<Comparison> {
  if (nameOrPath.startsWith(FILE))
    throw new UsageError(
      `${nameOrPath}: a file is compared with another file; give two sides, without --since`,
    );
  const file = fileOf(nameOrPath);
  return atRevision(ref, dirname(file), async (revision) => {
    const after = existsSync(file) ? snapshotOf(await openEnvironment(nameOrPath)) : undefined;
    const path = relative(revision.root, file);
    const there = await openThen(path, ref, revision);
    if (there !== undefined && 'unreadable' in there) throw new UserError(there.unreadable);
    if (after === undefined && there === undefined) await openEnvironment(nameOrPath);
    const before =
      after === undefined || there?.name === after.name
        ? there
        : (await pastOf(dirname(path), ref, revision)).find((past) => past.name === after.name);
    const gone = there !== undefined && there !== before ? [{ before: there }] : [];
    return { pairs: [...pairOf(snapshotIn(before), after), ...gone], notes: notesOf(revision, ref) };
  });
}

/** Opens every environment of stacks/ as it is now and as it was, by their names; those that came or went have one side. */
export function openAllSince(ref: string): Promise<Comparison> {
  return atRevision(ref, STACKS, async (revision) => {
    const past = await pastOf(relative(revision.root, realpathSync(STACKS)), ref, revision);
    const present = await Promise.all(environmentNames().map(openNow));
    const pairs = [...new Set([...past, ...present].map(({ name }) => name))]
      .sort()
      .flatMap((name) => sidesOf(withName(past, name), withName(present, name)));
    const isIncomplete = present.some((one) => 'unreadable' in one);
    return { pairs, notes: notesOf(revision, ref), isIncomplete };
  });
}

/** A definition, or why it cannot be read; then the name is that of its file. */
type Opened = Snapshot | Unreadable;

function withName(all: readonly Opened[], name: string): Opened | undefined {
  return all.find((one) => one.name === name);
}

/** Of what cannot be read on one side nobody can tell how it differs. */
function sidesOf(before: Opened | undefined, after: Opened | undefined): readonly Sides[] {
  const unreadable = [after, before].find((side) => side !== undefined && 'unreadable' in side);
  if (unreadable !== undefined && 'unreadable' in unreadable) return [unreadable];
  return pairOf(snapshotIn(before), snapshotIn(after));
}

function pairOf(before: Snapshot | undefined, after: Snapshot | undefined): readonly Sides[] {
  if (after !== undefined) return [before === undefined ? { after } : { before, after }];
  return before === undefined ? [] : [{ before }];
}

function snapshotIn(opened: Opened | undefined): Snapshot | undefined {
  return opened === undefined || 'unreadable' in opened ? undefined : opened;
}

async function openNow(name: string): Promise<Opened> {
  try {
    return snapshotOf(await openEnvironment(name));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { name, unreadable: messageOf(error).replaceAll('\n', '; ') };
  }
}

/** Every definition of a folder as it was. */
async function pastOf(folder: string, ref: string, revision: Revision): Promise<readonly Opened[]> {
  const then = join(revision.folder, folder);
  const files = existsSync(then) ? readdirSync(then).filter((file) => file.endsWith('.ts')) : [];
  const opened = await Promise.all(files.map((file) => openThen(join(folder, file), ref, revision)));
  return opened.filter((one) => one !== undefined);
}

/**
 * Today's vedette decides what the old definition leaves open, so that both sides are told in the same terms, and
 * nothing of the old code has to be installed. What a definition imports, it imports as it was then.
 *
 * @param path the file, from the root of the repository
 */
async function openThen(path: string, ref: string, { folder }: Revision): Promise<Opened | undefined> {
  const file = join(folder, path);
  if (!existsSync(file)) return undefined;
  const label = `${ref}:${path}`;
  try {
    const { definition } = await loadDefinition(file);
    const environment = resolveEnvironment(definition, label);
    return snapshotOf(environment, `${ref}:${environment.name}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const reason = firstLine(error).replaceAll(`${relative('.', folder)}/`, '');
    return {
      name: basename(path, '.ts'),
      unreadable: `${label}: today's vedette does not read this definition (${reason})`,
    };
  }
}

function firstLine(error: UserError): string {
  return messageOf(error).split('\n')[0] ?? '';
}

function fileOf(nameOrPath: string): string {
  const isPath = /[/\\]|\.[cm]?[jt]s$/.test(nameOrPath);
  const file = isPath ? resolve(nameOrPath) : join(STACKS, `${nameOrPath}.ts`);
  return existsSync(file) ? realpathSync(file) : file;
}

/** What vedette itself makes of a definition is the same on both sides: a reader must know when it is not in history. */
function notesOf({ changed }: Revision, ref: string): readonly string[] {
  const own = changed.filter((file) =>
    /^(src\/(aws|definition|topology|redis|render|rules)|templates)\//.test(file),
  );
  return own.length === 0
    ? []
    : [
        `vedette itself changed since ${ref} (files: ${own.length}): what that changes on hosts is not in this diff`,
      ];
}
