/** From what stands on the command line to the sides of a comparison. */
import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf, UsageError, UserError } from '../../base/errors.ts';
import { environmentNames, loadDefinition } from '../../definition/load.ts';
import type { RedisVersion } from '../../redis/catalogue/index.ts';
import { redactor } from '../../redis/redact.ts';
import { openEnvironment } from '../../topology/open.ts';
import { resolveEnvironment } from '../../topology/resolve.ts';
import type { Sides, Unread } from '../compare.ts';
import { type Snapshot, snapshotOf } from '../snapshot.ts';
import { fileSnapshot, USUAL_VERSION } from './file.ts';
import { folderSnapshot } from './folder.ts';
import { FILE } from './given.ts';
import { atRevision, type Revision } from './history.ts';

/** What is compared, and what is worth knowing about it. */
export interface Comparison {
  readonly pairs: readonly Sides[];
  /** Environments of which a side can't be read. */
  readonly unread: readonly Unread[];
  readonly notes: readonly string[];
}

const STACKS = fileURLToPath(new URL('../../../stacks/', import.meta.url));

/**
 * Opens two sides: a name in stacks/, the path of a definition, or `file:` and the path of a file or rendered folder.
 *
 * @param version the version of Redis that plain files are for
 */
export async function openSides(before: string, after: string, version?: RedisVersion): Promise<Sides> {
  const definitions = await Promise.all([before, after].map(openDefinition));
  const [known] = definitions.flatMap((snapshot) => snapshot?.environment ?? []);
  const reading = { version: version ?? known?.redis.version ?? USUAL_VERSION, redact: redactor() };
  const [one, other] = [before, after].map((given, at) => {
    const path = given.slice(FILE.length);
    return definitions[at] ?? (isFolder(path) ? folderSnapshot(path, reading) : fileSnapshot(path, reading));
  });
  if (one === undefined || other === undefined) throw new RangeError('two sides were given');
  refuseMixed(one, other);
  return { before: one, after: other };
}

async function openDefinition(given: string): Promise<Snapshot | undefined> {
  return given.startsWith(FILE) ? undefined : snapshotOf(await openEnvironment(given));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function refuseMixed(one: Snapshot, other: Snapshot): void {
  const programs = new Set(one.programs.map(({ program }) => program));
  if (!other.programs.some(({ program }) => programs.has(program)))
    throw new UsageError(
      `${one.label} and ${other.label} are files of different programs; compare two redis.conf or two sentinel.conf`,
    );
}

/** Opens an environment as it is now and as it was. */
export function openSince(nameOrPath: string, ref: string): Promise<Comparison> {
  return atRevision(ref, dirname(fileOf(nameOrPath)), async (revision) => ({
    pairs: [await sidesSince(nameOrPath, ref, revision)],
    unread: [],
    notes: notesOf(revision, ref),
  }));
}

/**
 * Opens every environment of stacks/ as it is now and as it was; those that came or went have one side, and those that
 * can't be read on a side are told with the reason.
 */
export function openAllSince(ref: string): Promise<Comparison> {
  return atRevision(ref, STACKS, async (revision) => {
    const then = join(revision.folder, relative(revision.root, realpathSync(STACKS)));
    const names = [...new Set([...environmentNames(), ...namesIn(then)])].sort();
    const pairs: Sides[] = [];
    const unread: Unread[] = [];
    for (const name of names) {
      try {
        pairs.push(await sidesSince(name, ref, revision));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        unread.push({ name, problem: error.message.replaceAll('\n', '; ') });
      }
    }
    return { pairs, unread, notes: notesOf(revision, ref) };
  });
}

async function sidesSince(nameOrPath: string, ref: string, revision: Revision): Promise<Sides> {
  const file = fileOf(nameOrPath);
  const path = relative(revision.root, file);
  const before = await openThen(join(revision.folder, path), `${ref}:${path}`, revision);
  if (before !== undefined && !existsSync(file)) return { before };
  const after = snapshotOf(await openEnvironment(nameOrPath));
  return before === undefined ? { after } : { before, after };
}

/**
 * Today's vedette decides what the old definition leaves open, so that both sides are told in the same terms, and
 * nothing of the old code has to be installed. What a definition imports, it imports as it was then.
 */
async function openThen(path: string, label: string, { folder }: Revision): Promise<Snapshot | undefined> {
  if (!existsSync(path)) return undefined;
  try {
    const { definition } = await loadDefinition(path);
    const environment = resolveEnvironment(definition, label);
    return snapshotOf(environment, `${label.slice(0, label.indexOf(':'))}:${environment.name}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const [first = ''] = messageOf(error).split('\n');
    throw new UserError(
      `${label}: today's vedette does not read this definition (${first.replaceAll(`${relative('.', folder)}/`, '')})`,
      { cause: error },
    );
  }
}

function fileOf(nameOrPath: string): string {
  const isPath = /[/\\]|\.[cm]?[jt]s$/.test(nameOrPath);
  const file = isPath ? resolve(nameOrPath) : join(STACKS, `${nameOrPath}.ts`);
  return existsSync(file) ? realpathSync(file) : file;
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.slice(0, -'.ts'.length));
}

/** What vedette itself makes of a definition is the same on both sides: a reader must know when it is not in history. */
function notesOf({ changed }: Revision, ref: string): readonly string[] {
  const own = changed.filter((file) => /^(src\/(definition|topology|redis|render)|templates)\//.test(file));
  return own.length === 0
    ? []
    : [
        `vedette itself changed since ${ref} (files: ${own.length}): what that changes on hosts is not in this diff`,
      ];
}
