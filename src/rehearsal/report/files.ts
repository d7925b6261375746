/** The files of a report: written to a folder, read again to be compared or joined. */
import { accessSync, constants, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, UserError } from '../../base/errors.ts';
import { jsonText } from '../../report/output.ts';
import type { Rehearsal } from '../record.ts';
import { isRehearsal } from '../record-schema.ts';
import { printRehearsalComment } from './comment.ts';
import type { ReadRehearsal } from './merge.ts';
import { printPage } from './page.ts';

const RECORD = 'rehearsal.json';

/**
 * Writes `index.html`, `rehearsal.md` and `rehearsal.json`, which is what `--format json` prints.
 *
 * @returns their paths
 */
export function writeReport(folder: string, rehearsal: Rehearsal): readonly string[] {
  const files = {
    'index.html': printPage(rehearsal),
    'rehearsal.md': printRehearsalComment(rehearsal),
    [RECORD]: jsonText('rehearse', { rehearsal }),
  };
  makeReportFolder(folder);
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  });
}

/**
 * Makes the folder of a report, so that a place where nothing can be written is told before anything is run.
 *
 * @param folder undefined is none
 * @throws UserError if it cannot be made or written to
 */
export function makeReportFolder(folder: string | undefined): void {
  if (folder === undefined) return;
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw new UserError(`--report ${folder} cannot be written to: ${messageOf(error)}; give another folder`);
  }
}

/**
 * Reads what `writeReport` wrote, or what `--format json` printed.
 *
 * @param path of the file, or of the folder that it is in
 * @throws UserError if it cannot be read, or is no record of a rehearsal
 */
export function readReport(path: string): ReadRehearsal {
  const file = isFolder(path) ? join(path, RECORD) : path;
  const value = parse(file);
  if (typeof value === 'object' && value !== null && 'rehearsal' in value && isRehearsal(value.rehearsal))
    return { file, rehearsal: value.rehearsal };
  throw new UserError(
    `${file}: it is no record of a rehearsal as this vedette writes it; give a rehearsal.json of vedette rehearse --report`,
  );
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // What is not JSON is quoted in the error, with its lines.
    const why = error instanceof SyntaxError ? 'it is not JSON' : `it cannot be read: ${messageOf(error)}`;
    throw new UserError(`${file}: ${why}; give a rehearsal.json of vedette rehearse --report`);
  }
}
