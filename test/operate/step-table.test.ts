import test from 'ava';
import type { StepFacts } from '../../src/operate/step.ts';
import { stepElements } from '../../src/operate/step-table.ts';

const STEP = {
  kind: 'live',
  why: 'it is its turn',
  notice: 'nothing',
  undo: 'back',
  impact: 'live',
} as const;

function step(host: string, what = 'it changes'): StepFacts {
  return { ...STEP, hosts: [host], what };
}

test('steps that do the same to one host after the other are one row, and the others have their own', (t) => {
  t.deepEqual(stepElements([]), []);
  const [table] = stepElements([step('a'), step('b'), step('c', 'it goes'), step('d')]);
  t.deepEqual(
    table?.kind === 'table' ? table.rows.map(([number, where, what]) => [number, where, what]) : [],
    [
      ['1 to 2', 'a, then b', 'it changes'],
      ['3', 'c', 'it goes'],
      ['4', 'd', 'it changes'],
    ],
  );
});

test('steps that differ in a further column have rows of their own', (t) => {
  const lost = { title: 'lost', of: ({ hosts }: StepFacts) => (hosts[0] === 'b' ? 'a write' : 'nothing') };
  const [table] = stepElements([step('a'), step('b')], lost);
  t.deepEqual(table?.kind === 'table' ? [table.columns.at(-1), table.rows.map((row) => row.at(-1))] : [], [
    'lost',
    ['nothing', 'a write'],
  ]);
});
