/** Makes a folder a project: first everything is planned, then it is written. */
import { lstatSync, readFileSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as z from 'zod/mini';
import { messageOf, onOneLine, UsageError, UserError } from '../base/errors.ts';
import { makeFolder, replaceFile } from '../base/files.ts';
import { definitionsIn, environmentOf } from '../definition/project.ts';
import { environmentName } from '../definition/shapes.ts';
import { environmentFile, type ProjectFile, surroundings } from './files.ts';
import { completedManifest, namesVedette } from './manifest.ts';
import { previewFiles } from './previews.ts';

/** What becomes of a file: `kept` is one that was there and says something else. */
export type FileState = 'written' | 'completed' | 'unchanged' | 'kept';

/** A file of the project, and what becomes of it. */
export interface FileOutcome {
  /** From the project's folder. */
  readonly path: string;
  readonly state: FileState;
  /** What is left to be done by hand; undefined if nothing is. */
  readonly todo: string | undefined;
}

/** A project that was made. */
export interface Project {
  /** As it was given. */
  readonly folder: string;
  /** One of its environments. */
  readonly environment: string;
  readonly files: readonly FileOutcome[];
}

/** The name of the first environment where none is given. */
const FIRST = 'dev';

/** What is to become of a file, and what writes it; undefined where nothing does. */
interface Step {
  readonly outcome: FileOutcome;
  readonly write?: () => void;
}

/**
 * Makes a folder a project. What is there stays: only package.json is completed.
 *
 * @param folder which is made where there is none
 * @param name of the environment that is written; undefined for `dev`, or none where the project has some already
 * @param hasPreviews true for one whose pull requests get environments
 * @throws UsageError if the name is none; UserError if package.json is none, or the folder cannot be written
 */
export function initProject(folder: string, name: string | undefined, hasPreviews = false): Project {
  if (name !== undefined) refuseName(name);
  const root = resolve(folder);
  try {
    const known = definitionsIn(join(root, 'stacks'));
    const environment = name ?? known.map(environmentOf).sort()[0] ?? FIRST;
    const steps = [
      ...(name === undefined && known.length > 0 ? [] : [environmentFile(environment, known)]),
      ...surroundings(environment),
      ...(hasPreviews ? previewFiles(environment) : []),
    ].map((file) => stepOf(root, file));
    const all = [...steps, manifestStep(root)];
    for (const { write } of all) write?.();
    return { folder, environment, files: all.map(({ outcome }) => outcome) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${onOneLine(folder)} cannot be made a project: ${messageOf(error)}; give another folder`,
      { cause: error },
    );
  }
}

function refuseName(name: string): void {
  const checked = z.safeParse(environmentName, name);
  if (!checked.success) throw new UsageError(`--name: ${checked.error.issues[0]?.message}`);
}

function stepOf(root: string, { path, text, serves, otherwise }: ProjectFile): Step {
  const file = join(root, path);
  const present = textIn(file);
  if (present !== undefined) {
    const isFine = present === text || serves?.(present) === true;
    return { outcome: { path, state: isFine ? 'unchanged' : 'kept', todo: isFine ? undefined : otherwise } };
  }
  return {
    outcome: { path, state: 'written', todo: undefined },
    write: () => {
      makeFolder(dirname(file));
      writeFileSync(file, text, { flag: 'wx' });
    },
  };
}

function manifestStep(root: string): Step {
  const path = 'package.json';
  const file = join(root, path);
  const present = textIn(file);
  const text = completedManifest(root, present);
  const todo = namesVedette(text) ? undefined : 'npm install the folder or tarball that vedette comes from';
  if (present === text) return { outcome: { path, state: 'unchanged', todo } };
  return {
    outcome: { path, state: present === undefined ? 'written' : 'completed', todo },
    write: () => {
      makeFolder(root);
      if (present === undefined) writeFileSync(file, text, { flag: 'wx' });
      else replaceFile(realpathSync(file), text, statSync(file).mode);
    },
  };
}

/** The text of a file, or nothing if there is none; a link that leads nowhere is an error, since it is somebody's. */
function textIn(file: string): string | undefined {
  return lstatSync(file, { throwIfNoEntry: false }) === undefined ? undefined : readFileSync(file, 'utf8');
}
