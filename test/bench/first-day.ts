/** What a first project takes: written and checked, times an empty Node process of the same run. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { fileURLToPath } from 'node:url';
import { measureProcesses } from './measure.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROUNDS = 15;

/** Two processes, as a person starts them. */
const INIT_AND_VALIDATE =
  'rm -rf "$1" && "$2" "$3" init "$1" --name first && "$2" "$3" validate first --dir "$1"';

/** Rows of a table: what, median, ratio of medians, ratio of the fastest, goal. */
export function firstDayBench(): readonly (readonly string[])[] {
  mkdirSync(join(ROOT, 'tmp'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, 'tmp', 'bench-'));
  try {
    const given = [join(folder, 'project'), execPath, join(ROOT, 'src/start/vedette.cjs')];
    const [empty, both] = measureProcesses(
      [
        [execPath, '-e', '0'],
        ['sh', '-c', INIT_AND_VALIDATE, 'sh', ...given],
      ],
      ROUNDS,
    );
    if (empty === undefined || both === undefined) return [];
    const ratios = [both.median / empty.median, both.fastest / empty.fastest];
    const shown = ratios.map((ratio) => ratio.toFixed(1));
    return [['init, then validate', `${both.median.toFixed(0)} ms`, ...shown, 'at most 10']];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
