import test from 'ava';
import { repairData } from '../../../src/operate/repair/data.ts';
import { diagnose } from '../../../src/operate/repair/diagnose.ts';
import type { Repaired } from '../../../src/operate/repair/repair.ts';
import { diagnosisElements, exitCodeOf, repairedElements } from '../../../src/operate/repair/report.ts';
import { printMarkdown } from '../../../src/report/markdown.ts';
import { small } from '../../_environment.ts';
import { isOfSchema } from '../../cli/_schema.ts';
import { wellObserved, withLink, withoutRedis, withRedis } from '../status/_observed.ts';
import { examined } from './_examined.ts';

const environment = small();
const WELL = wellObserved(environment);

/** A repair of what was seen, of which nothing is done. */
function untaken(observed: typeof WELL, keep?: string): Repaired {
  const ailments = diagnose(examined(environment, observed), keep);
  const steps = ailments.flatMap(({ cure }) => (cure.kind === 'steps' ? cure.steps : []));
  const kind = ailments.length === 0 ? 'healthy' : steps.length === 0 ? 'helpless' : 'planned';
  return { found: { ailments, steps }, fate: { kind }, left: ailments };
}

function isPrinted(t: Parameters<typeof isOfSchema>[0], repaired: Repaired): void {
  const printed = {
    formatVersion: 1,
    command: 'repair',
    environment: 'small',
    how: 'here',
    ...repairData(repaired),
  };
  isOfSchema(t, 'repair', JSON.stringify(printed));
}

const FORKED = withRedis(WELL, 'two', {
  role: 'primary',
  following: undefined,
  replicationId: 'other',
  offset: 7_000,
});

test('a choice shows what each host has, and what is lost with it', (t) => {
  const repaired = untaken(FORKED);
  const shown = printMarkdown(diagnosisElements('small', repaired.found));
  t.true(shown.includes('1 thing of small to mend'), shown);
  t.true(shown.includes('--keep one') && shown.includes('--keep two'), shown);
  t.true(shown.includes('all that two holds (10 keys, offset 7000 of stream other)'), shown);
  t.is(exitCodeOf(repaired), 1);
  t.true(
    printMarkdown(repairedElements('small', repaired)).includes('no step can be taken without a person'),
  );
  isPrinted(t, repaired);
});

test('a step that loses data says so beside it', (t) => {
  const repaired = untaken(FORKED, 'one');
  t.deepEqual(
    repaired.found.steps.map(({ hosts, impact }) => [hosts.join(), impact]),
    [['two', 'data-loss']],
  );
  t.true(printMarkdown(diagnosisElements('small', repaired.found)).includes('all that two holds'));
  isPrinted(t, repaired);
});

test('a healthy group is told in a sentence, and ends with 0', (t) => {
  const repaired = untaken(WELL);
  t.is(printMarkdown(repairedElements('small', repaired)).trim(), 'small is healthy');
  t.is(exitCodeOf(repaired), 0);
  isPrinted(t, repaired);
});

test('steps that were taken are told with their times, and what they were stopped at with the reason', (t) => {
  const chained = withLink(withoutRedis(WELL, 'three'), 'two', {
    primary: { address: '10.9.9.9', port: 6379 },
  });
  const { found, left } = untaken(chained);
  const [step] = found.steps;
  if (step === undefined) return t.fail('there is a step');
  const stopped = { at: 'in', why: 'two gets data from one: not within 20.0 s' } as const;
  const repaired: Repaired = {
    found,
    fate: { kind: 'taken', progress: { done: [], left: [step], stopped } },
    left,
  };
  const shown = printMarkdown(repairedElements('small', repaired));
  t.true(shown.includes('failed: two gets data from one: not within 20.0 s'), shown);
  t.true(shown.includes('2 things of small are broken still'), shown);
  isPrinted(t, repaired);
});
