import test from 'ava';
import { projectSteps, projectWorkflow } from './_workflow.ts';

test('the workflow of a project runs for pull requests only, and may only read', (t) => {
  t.deepEqual(Object.keys(projectWorkflow.on), ['pull_request']);
  t.deepEqual(Object.keys(projectWorkflow.jobs), ['check']);
  t.deepEqual(projectWorkflow.jobs.check?.permissions, { contents: 'read' });
});

test('it has the merge and its base, which it compares', (t) => {
  const [checkout] = projectSteps('uses');
  t.deepEqual(checkout?.with, { 'fetch-depth': 2, 'persist-credentials': false });
  t.true(projectSteps('run').at(-1)?.run?.includes('--since HEAD^1'));
});
