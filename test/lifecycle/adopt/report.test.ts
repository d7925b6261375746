import test from 'ava';
import { adoptionElements } from '../../../src/lifecycle/adopt/report.ts';
import { judgePlan } from '../../../src/lifecycle/plan/judge.ts';
import { printHuman } from '../../../src/report/human.ts';
import { pair, planOf } from '../plan/_plan.ts';

const ADOPTION = {
  stack: { import: [] },
  imports: [{ to: 'aws_vpc.vpc', id: 'vpc-1' }],
  missing: [{ address: 'aws_route.route', why: 'nothing' }],
  strangers: [],
  known: 0,
};

const shown = (errored: boolean): string => {
  const environment = pair();
  const plan = planOf(environment, {}, { errored });
  const judged = judgePlan(plan, environment, undefined, { purpose: 'adopt' });
  return printHuman(adoptionElements(ADOPTION, judged), { width: 100, paint: (_, text) => text });
};

test('what would be imported is listed, and of a plan that is refused only why', (t) => {
  for (const part of ['vpc-1', 'aws_route.route']) {
    t.true(shown(false).includes(part), shown(false));
    t.false(shown(true).includes(part), shown(true));
  }
  t.regex(shown(true), /errored-plan/);
});
