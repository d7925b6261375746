import test from 'ava';
import { stepsOf, workflow } from './_workflow.ts';

test('the workflow of a project runs for pull requests only, and may only read', (t) => {
  t.deepEqual(Object.keys(workflow.on), ['pull_request']);
  t.deepEqual(workflow.permissions, { contents: 'read' });
  t.deepEqual(Object.keys(workflow.jobs), ['check']);
  t.is(workflow.jobs.check.permissions, undefined);
});

test('no command of it holds an expression, since text of a pull request must not become a command', (t) => {
  t.true(stepsOf('run').length > 0);
  t.deepEqual(
    stepsOf('run').filter(({ run = '' }) => run.includes('${')),
    [],
  );
});

test('it leaves no credentials in the checkout, and runs no scripts of packages', (t) => {
  const [checkout] = stepsOf('uses');
  t.deepEqual(checkout?.with, { 'fetch-depth': 2, 'persist-credentials': false });
  t.is(stepsOf('run')[0]?.run, 'npm ci --ignore-scripts');
});
