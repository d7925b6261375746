import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { fakeGh } from './_gh.ts';
import { checkoutOf } from './_repository.ts';
import { read, runOf, runStep, standIn, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('reap');
const scratch = scratchFolder('reap-workflow');
const withJq = needs('jq');

test('it runs by the clock and on demand, on the default branch', (t) => {
  t.deepEqual(Object.keys(workflow.on), ['schedule', 'workflow_dispatch']);
});

const LIST = runOf(workflow, 'reap', 'List the pull requests that are open');
const PULLS = 'repos/o/r/pulls?state=open&per_page=100';

withJq(
  'the list has every page of open pull requests, and says what it is about where there is none',
  async (t) => {
    for (const [name, pages, expected] of [
      ['some', [[{ number: 7 }, { number: 9 }], [{ number: 11 }]], 'pr/\npr/7\npr/9\npr/11\n'],
      ['none', [[]], 'pr/\n'],
    ] as const) {
      const { root, variables } = fakeGh(join(scratch, name), { [PULLS]: pages });
      const { status, stderr } = await runStep(root, LIST, { ...variables, PULLS });
      t.is(status, 0, stderr);
      t.is(read(join(root, 'alive')), expected);
    }
  },
);

withJq('where GitHub does not say who is open, the job ends before it could end anything', async (t) => {
  const { root, variables } = fakeGh(join(scratch, 'silent'), {});
  t.is((await runStep(root, LIST, { ...variables, PULLS })).status, 1);
  const names = workflow.jobs.reap?.steps.map(({ name }) => name) ?? [];
  t.true(names.indexOf('List the pull requests that are open') < names.indexOf('Reap'));
});

withJq(
  'locks are asked to be broken where somebody has a state, by the run where GitHub says that it has ended, and one that stays stops nothing',
  async (t) => {
    const root = join(scratch, 'locks');
    mkdirSync(root);
    const environments = [
      { name: 'one', lock: { id: '1', run: 'ada@laptop' } },
      { name: 'two' },
      { name: 'three', lock: { id: '3', run: `${ADDRESS}7` } },
      { name: 'four', lock: { id: '4', run: `${ADDRESS}8` } },
      { name: 'five', lock: { id: '5', run: `${ADDRESS}9` } },
      { name: 'six', lock: { id: '6', run: `${ADDRESS}7/../8 --yes` } },
      { name: 'seven', lock: { id: '7', run: 'https://github.com/o/other/actions/runs/7' } },
      { name: 'eight', lock: { id: '8' } },
      { name: 'nine', lock: { unknown: 'the bucket does not answer' } },
    ];
    const gh = fakeGh(join(root, 'gh'), {
      [`${RUNS}/7`]: [{ status: 'completed' }],
      [`${RUNS}/8`]: [{ status: 'in_progress' }],
    });
    writeFileSync(join(root, 'listed.json'), JSON.stringify({ environments }));
    standIn(
      join(root, 'gh'),
      'node',
      '#!/bin/sh\nif [ "$3" = list ]; then cat listed.json; else echo "$*" >>asked; [ "$4" != one ]; fi\n',
    );
    const { status, stderr } = await runStep(root, UNLOCK, { ...gh.variables, VEDETTE, RUNS, ADDRESS });
    t.is(status, 0, stderr);
    t.deepEqual(
      read(join(root, 'asked')).trimEnd().split('\n'),
      ['one', `three --holder-gone ${ADDRESS}7`, 'four', 'five', 'six', 'seven', 'eight'].map(
        (line) => `${VEDETTE} env unlock ${line}`,
      ),
    );
  },
);

test('the reaper tells in the summary what became of each, and ends as the command does', async (t) => {
  const root = checkoutOf(join(scratch, 'reap'), (text) => text);
  writeFileSync(join(root, 'alive'), 'pr/\n');
  const { status, summary, stderr } = await runStep(root, REAP, { VEDETTE });
  t.is(status, 0, stderr);
  t.true(summary.length > 0);
  t.is(summary, read(join(root, 'reaped.md')));
  writeFileSync(join(root, 'alive'), '');
  const empty = await runStep(root, REAP, { VEDETTE });
  t.is(empty.status, 1);
  t.regex(empty.stderr, /--alive alive names nobody of any kind/);
});

const RUNS = 'repos/o/r/actions/runs';
const ADDRESS = 'https://github.com/o/r/actions/runs/';
const UNLOCK = runOf(workflow, 'reap', 'Break the locks whose holder is proven gone');
const REAP = runOf(workflow, 'reap', 'Reap');
const VEDETTE = 'src/start/vedette.cjs';

const ISSUE = runOf(
  workflow,
  'issue',
  'File an issue where something stays, edit the one that is open, or close it',
);
const ISSUES = 'repos/o/r/issues';
const MARKER = '<!-- vedette-reap -->';
const BOT = { login: 'github-actions[bot]' };
const OTHERS = [
  { number: 1, user: { login: 'someone' }, body: `${MARKER}\nquoted` },
  { number: 2, user: BOT, body: null },
];
const OPEN = { number: 5, user: BOT, body: `${MARKER}\nold` };
const FILED = `api --silent --method POST ${ISSUES} --field title=Environments that are over could not be ended --field body=@issue.md\n`;
const EDITED = `api --silent --method PATCH ${ISSUES}/5 --field body=@issue.md\n`;
const CLOSED = `api --silent --method PATCH ${ISSUES}/5 --field body=@issue.md --field state=closed\n`;

const ENDS = [
  ['filed where something stays and none is open', 'failure', [OTHERS], FILED],
  ['edited where something stays and one is open', 'failure', [OTHERS, [OPEN]], EDITED],
  ['closed where nothing stays', 'success', [[...OTHERS, OPEN]], CLOSED],
  ['not filed where nothing stays', 'success', [OTHERS], ''],
] as const;

for (const [at, [title, RESULT, pages, expected]] of ENDS.entries())
  withJq(`an issue is ${title}`, async (t) => {
    const { root, variables, asked } = fakeGh(join(scratch, `issue-${at}`), {
      [`${ISSUES}?state=open&per_page=100`]: pages,
    });
    writeFileSync(join(root, 'reaped.md'), 'pr-7 stays\n');
    const RUN = 'https://github.com/o/r/actions/runs/1';
    const { status, stderr } = await runStep(root, ISSUE, { ...variables, ISSUES, RESULT, RUN });
    t.is(status, 0, stderr);
    t.is(asked(), expected);
    const text = read(join(root, 'issue.md'));
    for (const part of [MARKER, RUN, 'pr-7 stays']) t.true(text.includes(part), text);
  });

withJq('an issue is filed where the run failed before it could tell anything', async (t) => {
  const { root, variables, asked } = fakeGh(join(scratch, 'untold'), {
    [`${ISSUES}?state=open&per_page=100`]: [[]],
  });
  const { status } = await runStep(root, ISSUE, {
    ...variables,
    ISSUES,
    RESULT: 'failure',
    RUN: 'https://x',
  });
  t.is(status, 0);
  t.is(asked(), FILED);
});
