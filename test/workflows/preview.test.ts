import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { MARKER } from '../../src/diff/comment.ts';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { fakeGh } from './_gh.ts';
import { checkoutOf } from './_repository.ts';
import { read, runOf, runStep, standIn, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('preview');
const scratch = scratchFolder('preview-workflow');
const VARIABLES = { VEDETTE: 'src/start/vedette.cjs', PREVIEW_OF: 'lab', BRANCH: 'Fix/A', NUMBER: '7' };
const RUN = 'https://github.com/o/r/actions/runs/1';
const PREVIEW = '<!-- vedette-preview -->';

const step = (job: string, name: string): string => runOf(workflow, job, name);

test('a pull request is compared, gets its environment and has all of it in one comment', async (t) => {
  const root = checkoutOf(join(scratch, 'whole'), (text) => text.replace("'64mb'", "'128mb'"));
  const told = join(root, 'variables');
  const variables = { ...VARIABLES, GITHUB_ENV: told, RUN };
  for (const name of ['Compare with the base', 'Create the environment']) {
    const { status, stderr } = await runStep(root, step('try', name), variables);
    t.is(status, 0, stderr);
  }
  t.is(read(told), 'NAME=fix-a-x989609\n');
  mkdirSync(join(root, 'out'));
  writeFileSync(join(root, 'out/rehearsal.md'), '### Rehearsal of fix-a-x989609: 1 of 1 drill held\n');
  const { status, summary, stderr } = await runStep(root, step('try', 'Write the comment'), variables);
  t.is(status, 0, stderr);
  const comment = read(join(root, 'comment.md'));
  t.is(summary, comment);
  t.true(comment.startsWith(`${PREVIEW}\n`));
  for (const part of [MARKER, 'worst impact live-heavy', 'for pr/7, until ', '1 of 1 drill held', RUN])
    t.true(comment.includes(part), part);
  t.false(comment.includes('There is no'), comment);
});

test('the rehearsal is of the environment that was created, with the rights that it needs', async (t) => {
  const root = join(scratch, 'sudo');
  const PATH = standIn(root, 'sudo', '#!/bin/sh\necho "$@"\n');
  const { stdout } = await runStep(root, step('try', 'Rehearse a failover'), {
    ...VARIABLES,
    PATH,
    NAME: 'fix-a-x989609',
  });
  t.regex(stdout, /^\/\S+ src\/start\/vedette\.cjs rehearse fix-a-x989609 kill-primary --report out\n$/);
});

test('the comment says what is missing where a step before it failed', async (t) => {
  const root = join(scratch, 'failed');
  mkdirSync(root);
  writeFileSync(join(root, 'diff.md'), `${MARKER}\n`);
  t.is((await runStep(root, step('try', 'Write the comment'), { RUN })).status, 0);
  const comment = read(join(root, 'comment.md'));
  for (const part of ['created.md', 'out/rehearsal.md'])
    t.true(comment.includes(`There is no ${part}: the run says why.`), comment);
});

test('what is too long for a comment stays in the summary, and the comment says where it is', async (t) => {
  const root = join(scratch, 'long');
  mkdirSync(root);
  writeFileSync(join(root, 'diff.md'), 'x'.repeat(65_500));
  const { status, summary } = await runStep(root, step('try', 'Write the comment'), { RUN });
  t.is(status, 0);
  t.true(summary.length > 65_500);
  const comment = read(join(root, 'comment.md'));
  t.true(comment.length < 1000);
  t.true(comment.startsWith(PREVIEW) && comment.includes(RUN));
});

const TARGETS = { COMMENTS: 'repos/o/r/issues/7/comments', COMMENT: 'repos/o/r/issues/comments' };
const OURS = { id: 42, user: { login: 'github-actions[bot]' }, body: `${PREVIEW}\nold` };
const OTHERS = [
  { id: 1, user: { login: 'someone' }, body: `${PREVIEW}\nquoted` },
  { id: 2, user: { login: 'github-actions[bot]' }, body: 'coverage' },
];
const CREATED = `api --silent --method POST ${TARGETS.COMMENTS} --field body=@comment.md\n`;
const UPDATED = `api --silent --method PATCH ${TARGETS.COMMENT}/42 --field body=@comment.md\n`;

const POSTS = [
  ['posted where there is none', [OTHERS], CREATED],
  ['updated where there is one on another page', [OTHERS, [OURS]], UPDATED],
  ['updated once where there are two', [[...OTHERS, OURS, { ...OURS, id: 43 }]], UPDATED],
] as const;

for (const [at, [title, pages, expected]] of POSTS.entries())
  needs('jq')(`the comment is ${title}`, async (t) => {
    const { root, variables, asked } = fakeGh(join(scratch, `gh-${at}`), { [TARGETS.COMMENTS]: pages });
    const { status, stderr } = await runStep(root, POST, { ...TARGETS, ...variables });
    t.is(status, 0, stderr);
    t.is(asked(), expected);
  });

const POST = step('comment', 'Post the comment, or update the one that is there');

needs('jq')('where GitHub does not answer, nothing is posted a second time', async (t) => {
  const { root, variables, asked } = fakeGh(join(scratch, 'gh-none'), {});
  const { status, stderr } = await runStep(root, POST, { ...TARGETS, ...variables });
  t.is(status, 1);
  t.regex(stderr, /HTTP 404/);
  t.is(asked(), '');
});
