/** Steps as they are shown before anybody agrees to them. */
import { type Element, type Phrase, table } from '../report/elements.ts';
import type { StepFacts } from './step.ts';

const COLUMNS = ['step', 'where', 'what', 'why here', 'clients notice', 'taken back by'];

/** A further column. */
export interface StepColumn<Each extends StepFacts> {
  readonly title: string;
  readonly of: (step: Each) => Phrase;
}

/** A row for each step, and one for steps that do the same to one host after the other; nothing where there are none. */
export function stepElements<Each extends StepFacts>(
  steps: readonly Each[],
  ...further: readonly StepColumn<Each>[]
): readonly Element[] {
  if (steps.length === 0) return [];
  const rows = alike(steps, further).map(({ first, steps: same }) => rowOf(first, same, further));
  return [table([...COLUMNS, ...further.map(({ title }) => title)], rows)];
}

/** Steps that have one row, and which is the first of them. */
interface Alike<Each> {
  readonly first: number;
  readonly steps: Each[];
}

function alike<Each extends StepFacts>(
  steps: readonly Each[],
  further: readonly StepColumn<Each>[],
): readonly Alike<Each>[] {
  const keyOf = (step: Each | undefined): string =>
    step === undefined ? '' : JSON.stringify([wordsOf(step), further.map(({ of }) => of(step))]);
  const rows: Alike<Each>[] = [];
  for (const [at, step] of steps.entries()) {
    const last = rows.at(-1);
    if (last !== undefined && keyOf(last.steps[0]) === keyOf(step)) last.steps.push(step);
    else rows.push({ first: at + 1, steps: [step] });
  }
  return rows;
}

/** Where is left out. */
function wordsOf({ kind, what, why, notice, undo, impact }: StepFacts): readonly string[] {
  return [kind, what, why, notice, undo, impact];
}

function rowOf<Each extends StepFacts>(
  first: number,
  steps: readonly Each[],
  further: readonly StepColumn<Each>[],
): readonly Phrase[] {
  const [step] = steps;
  if (step === undefined) return [];
  const last = first + steps.length - 1;
  const { what, why, notice, undo } = step;
  const where = steps.flatMap(({ hosts }) => hosts).join(', then ');
  const number = first === last ? String(first) : `${first} to ${last}`;
  return [number, where, what, why, notice, undo, ...further.map(({ of }) => of(step))];
}
