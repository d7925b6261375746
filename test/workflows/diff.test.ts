import { join } from 'node:path';
import test from 'ava';
import { scratchFolder } from '../cli/_run.ts';
import { checkoutOf } from './_repository.ts';
import { runOf, runStep, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('diff');
const scratch = scratchFolder('diff-workflow');
const COMPARE = runOf(workflow, 'compare', 'Compare with the base');

test('the job that runs the code of a pull request may only read', (t) => {
  t.deepEqual(Object.keys(workflow.on), ['pull_request']);
  t.deepEqual(workflow.jobs.compare?.permissions, { contents: 'read' });
});

test('a changed environment is compared with the base of the merge', async (t) => {
  const root = checkoutOf(join(scratch, 'changed'), (text) => text.replace("'64mb'", "'128mb'"));
  const { status, summary, stderr } = await runStep(root, COMPARE);
  t.is(status, 0, stderr);
  t.true(summary.includes('| live-heavy | `repl-backlog-size` | `64mb` | `128mb` |'), summary);
  t.true(summary.includes('Unchanged: lab, production, quorum, valkey.'));
});

test('another spelling of an environment changes nothing that runs', async (t) => {
  const root = checkoutOf(join(scratch, 'respelt'), (text) => text.replace("'64mb'", "'65536kb'"));
  const { status, summary, stderr } = await runStep(root, COMPARE);
  t.is(status, 0, stderr);
  t.true(summary.includes('**It changes nothing that runs.**'), summary);
});

test('a definition that does not hold fails the job, and the summary says that nobody can tell', async (t) => {
  const root = checkoutOf(join(scratch, 'broken'), (text) =>
    text.replace("name: 'staging'", "nmae: 'staging'"),
  );
  const { status, summary, stderr } = await runStep(root, COMPARE);
  t.is(status, 1);
  t.true(summary.includes('**Nobody can tell what would become of staging.**'), summary);
  t.regex(stderr, /stacks\/staging\.ts: "nmae" is not a field here; did you mean name\?/);
});
