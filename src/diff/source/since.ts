/** An environment, or all of them, as they are now and as they were at a revision. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UsageError, UserError } from '../../base/errors.ts';
import {
  definitionFile,
  definitionsIn,
  isEnvironment,
  namesIn,
  possibleFiles,
  stacksFolder,
} from '../../definition/project.ts';
import { openEnvironment } from '../../register/open.ts';
import { snapshotOf } from '../snapshot.ts';
import { FILE } from './given.ts';
import { atRevision, type Revision } from './history.ts';
import { type OpenedSide, openNow, openThen } from './opened.ts';
import { pairsOf, sidesOf, withName } from './pairing.ts';
import type { Comparison } from './sides.ts';

/**
 * Opens an environment as it is now and as it was. Stack and state go by its name: under another name it is another
 * environment, which comes while the old one goes, and in another file it is the same.
 */
export function openSince(nameOrPath: string, ref: string): Promise<Comparison> {
  if (nameOrPath.startsWith(FILE))
    throw new UsageError(
      `${nameOrPath}: a file is compared with another file; give two sides, without --since`,
    );
  const present = realOf(definitionFile(nameOrPath));
  return atRevision(ref, folderOf(present), async (revision) => {
    const file = existsSync(present) ? present : (goneFile(nameOrPath, revision) ?? present);
    const path = relative(revision.root, file);
    const [was, is] = [treeThen(ref, revision), treeNow(revision)];
    const then = await was.open(path);
    if (then !== undefined && 'unreadable' in then) throw new UserError(then.unreadable);
    // What does not load now fails the command, and so does what is in neither.
    const now =
      existsSync(file) || then === undefined ? snapshotOf(await openEnvironment(nameOrPath)) : undefined;
    const names = [...new Set([now, then].flatMap((one) => one?.name ?? []))];
    const pairs = await Promise.all(
      names.map(async (name) =>
        sidesOf(
          then?.name === name ? then : await findIn(was, name, path, revision),
          now?.name === name ? now : await findIn(is, name, path, revision),
        ),
      ),
    );
    return { pairs: pairs.flat(), notes: notesOf(revision, ref) };
  });
}

/** The file that a name or a path meant at a revision, by where it stood; undefined if there was none. */
function goneFile(nameOrPath: string, { root, folder }: Revision): string | undefined {
  return possibleFiles(nameOrPath)
    .map(realOf)
    .find((file) => existsSync(join(folder, relative(root, file))));
}

/** The nearest folder that is there: that of a file may be gone with it. */
function folderOf(file: string): string {
  const folder = dirname(file);
  return existsSync(folder) ? folder : folderOf(folder);
}

/** The files of a repository at one time. */
interface Tree {
  readonly root: string;
  /** Opens the definition in a file; undefined if there is none. */
  readonly open: (path: string) => Promise<OpenedSide | undefined>;
}

function treeThen(ref: string, revision: Revision): Tree {
  return { root: revision.folder, open: async (path) => (await openThen([path], ref, revision))[0] };
}

function treeNow({ root }: Revision): Tree {
  return { root, open: async (path) => (await openNow([join(root, path)]))[0] };
}

/** Finds the environment that left a file or came to it, by its name; undefined where no other file holds it. */
async function findIn(
  tree: Tree,
  name: string,
  path: string,
  revision: Revision,
): Promise<OpenedSide | undefined> {
  const files = filesOf(tree, name, path, revision);
  const opened = (await Promise.all(files.map(tree.open))).filter((one) => one !== undefined);
  return withName(opened, name);
}

/**
 * The files that may hold it: those beside its file, those of stacks/, and of what changed in the repository those that
 * have its name in them.
 */
function filesOf(tree: Tree, name: string, path: string, { root, changed }: Revision): readonly string[] {
  const beside = [dirname(path), relative(root, realOf(stacksFolder()))]
    .filter((folder) => !folder.startsWith('..'))
    .flatMap((folder) => definitionsIn(join(tree.root, folder)).map((file) => join(folder, file)));
  const moved = changed.filter(
    (file) => isEnvironment(file) && existsSync(join(tree.root, file)) && textOf(tree, file).includes(name),
  );
  return [...new Set([...beside, ...moved])].filter(
    (file) => file !== path && mayDefine(file, textOf(tree, file)),
  );
}

/** A helper exports no default, and other data has no hosts. */
function mayDefine(file: string, text: string): boolean {
  return text.includes(file.endsWith('.json') ? '"hosts"' : 'export default');
}

function textOf({ root }: Tree, file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** Opens every environment of stacks/ as it is now and as it was, by their names; those that came or went have one side. */
export function openAllSince(ref: string): Promise<Comparison> {
  const stacks = realOf(stacksFolder());
  return atRevision(ref, folderOf(stacks), async (revision) => {
    const folder = relative(revision.root, stacks);
    const files = definitionsIn(join(revision.folder, folder)).map((file) => join(folder, file));
    const past = await openThen(files, ref, revision);
    const present = await openNow(namesIn(stacks));
    const isIncomplete = present.some((one) => 'unreadable' in one);
    return { pairs: pairsOf(past, present), notes: notesOf(revision, ref), isIncomplete };
  });
}

function realOf(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}

/** What tells vedette's own repository from others. */
const OWN_START = 'src/start/vedette.cjs';

/** What vedette itself makes of a definition is the same on both sides: a reader must know when it is not in history. */
function notesOf({ root, changed }: Revision, ref: string): readonly string[] {
  if (!existsSync(join(root, OWN_START))) return [];
  const own = changed.filter((file) =>
    /^(src\/(aws|definition|topology|redis|render|rules)|templates)\//.test(file),
  );
  return own.length === 0
    ? []
    : [
        `vedette itself changed since ${ref} (files: ${own.length}): what that changes on hosts is not in this diff`,
      ];
}
