import test from 'ava';
import type { Element } from '../../src/report/elements.ts';
import { forecastReport } from '../../src/report/forecast.ts';
import { outlook } from '../../src/topology/outlook.ts';
import { small } from '../_environment.ts';

function blocksOf(minReplicasToWrite: number): readonly Element[] {
  const environment = small({ redis: { minReplicasToWrite } });
  return forecastReport(environment, outlook(environment));
}

test('terms of one name stand beside each other, those of a kill first', (t) => {
  const terms = blocksOf(1).flatMap((block) =>
    block.kind === 'table' && block.columns[0] === 'term' ? block.rows.map(([name]) => name) : [],
  );
  t.deepEqual(terms, ['downAfter', 'notice', 'notice', 'election', 'poll', 'guard', 'hello', 'resync']);
});

test('what a hung primary that wakes costs is told, with a write guard and without one', (t) => {
  const told = (guard: number) => JSON.stringify(blocksOf(guard));
  t.regex(told(0), /write to it for about 10 s more, and all of that is lost/);
  t.regex(told(1), /lose the write that is under way, and are refused for about 10 s more/);
  t.notRegex(told(1), /all of that is lost/);
});

test('what a power cut of all hosts loses is told', (t) => {
  t.regex(
    JSON.stringify(blocksOf(1)),
    /A power cut of all hosts at once loses all writes since the last snapshot: up to 1h/,
  );
});
