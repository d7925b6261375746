/** What the command that rehearses, joins or compares has to say. */
import { ExitCode, UsageError } from '../../base/errors.ts';
import type { Outcome } from '../../report/elements.ts';
import type { Rehearsal } from '../record.ts';
import { printRehearsalComment } from './comment.ts';
import { compareRehearsals } from './compare.ts';
import { comparisonReport } from './comparison.ts';
import { rehearsalReport } from './elements.ts';
import { readReport, writeReport } from './files.ts';
import { mergeRehearsals } from './merge.ts';
import { hasFailed, missingParts } from './words.ts';

/**
 * Tells a rehearsal, and writes its report where a folder is given. It fails where something that must hold did not.
 *
 * @param folder of `--report`
 */
export function rehearsalOutcome(rehearsal: Rehearsal, folder: string | undefined): Outcome {
  const written = folder === undefined ? undefined : writeReport(folder, rehearsal);
  return {
    data: { rehearsal, written },
    report: rehearsalReport(rehearsal),
    markdown: printRehearsalComment(rehearsal),
    notes: written === undefined ? [] : [`written: ${written.join(', ')}`],
    exitCode: hasFailed(rehearsal) ? ExitCode.failed : ExitCode.done,
  };
}

/** Tells the whole that parts come to; it fails too where one of them is missing, since nobody knows what that holds. */
export function mergeOutcome(paths: readonly string[], folder: string | undefined): Outcome {
  const [first, ...others] = paths.map(readReport);
  if (first === undefined) throw new UsageError('--merge has no folder; give those of the parts');
  const whole = mergeRehearsals(first, others);
  const outcome = rehearsalOutcome(whole, folder);
  return missingParts(whole).length === 0 ? outcome : { ...outcome, exitCode: ExitCode.failed };
}

/** Tells what differs between two rehearsals. */
export function compareOutcome(paths: readonly string[]): Outcome {
  const [before, after, ...more] = paths;
  if (before === undefined || after === undefined || more.length > 0)
    throw new UsageError(
      `--compare takes two files, ${paths.length} given; give one of before and one of after`,
    );
  const comparison = compareRehearsals(readReport(before).rehearsal, readReport(after).rehearsal);
  return { data: { comparison }, report: comparisonReport(comparison) };
}
