import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import test from 'ava';
import { MARKER } from '../../src/diff/comment.ts';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { account } from '../local/account/_account.ts';
import { fakeGh } from './_gh.ts';
import { checkoutOf } from './_repository.ts';
import { read, runOf, runStep, standIn, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('preview');
const scratch = scratchFolder('preview-workflow');
const VARIABLES = { VEDETTE: 'src/start/vedette.cjs', PREVIEW_OF: 'lab', BRANCH: 'Fix/A', NUMBER: '7' };
const RUN = 'https://github.com/o/r/actions/runs/1';
const PREVIEW = '<!-- vedette-preview -->';

const withJq = needs('jq');

const step = (job: string, name: string): string => runOf(workflow, job, name);

/** A node that is itself for all but rehearsals, which take a minute, and clouds, which take root: their command is run. */
const NODE = `#!/bin/sh
case $2 in
  local) shift 4; exec "$@" ;;
  rehearse) echo "$*" >asked; mkdir out; echo '### Rehearsal: 1 of 1 drill held' >out/rehearsal.md ;;
  *) exec '${execPath}' "$@" ;;
esac
`;

test('a pull request is compared, gets its environment and has all of it in one comment', async (t) => {
  const root = checkoutOf(join(scratch, 'whole'), (text) => text.replace("'64mb'", "'128mb'"));
  standIn(root, 'sudo', '#!/bin/sh\nexec "$@"\n');
  const variables = { ...VARIABLES, RUN, PATH: standIn(root, 'node', NODE) };
  for (const name of ['Compare with the base', 'Create the environment, and rehearse a failover']) {
    const { status, stderr } = await runStep(root, step('try', name), variables);
    t.is(status, 0, stderr);
  }
  t.is(read(join(root, 'asked')), 'src/start/vedette.cjs rehearse fix-a-x989609 kill-primary --report out\n');
  const { status, summary, stderr } = await runStep(root, step('try', 'Write the comment'), variables);
  t.is(status, 0, stderr);
  const comment = read(join(root, 'comment.md'));
  t.is(summary, comment);
  t.true(comment.startsWith(`${PREVIEW}\n`));
  for (const part of [MARKER, 'worst impact live-heavy', 'for pr/7, until ', '1 of 1 drill held', RUN])
    t.true(comment.includes(part), part);
  t.false(comment.includes('There is no'), comment);
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
  withJq(`the comment is ${title}`, async (t) => {
    const { root, variables, asked } = fakeGh(join(scratch, `gh-${at}`), { [TARGETS.COMMENTS]: pages });
    const { status, stderr } = await runStep(root, POST, { ...TARGETS, ...variables });
    t.is(status, 0, stderr);
    t.is(asked(), expected);
  });

const POST = step('comment', 'Post the comment, or update the one that is there');

withJq('where GitHub does not answer, nothing is posted a second time', async (t) => {
  const { root, variables, asked } = fakeGh(join(scratch, 'gh-none'), {});
  const { status, stderr } = await runStep(root, POST, { ...TARGETS, ...variables });
  t.is(status, 1);
  t.regex(stderr, /HTTP 404/);
  t.is(asked(), '');
});

const PULL = 'repos/o/r/pulls/7';
const CREATE = step('deploy', 'Create the environment where it is not there yet');

/** Runs the step that creates, in a project with a bucket or without one, for a pull request in a state. */
function create(
  name: string,
  state: 'open' | 'closed',
  config: object,
  variables: Readonly<Record<string, string>> = {},
) {
  const root = checkoutOf(join(scratch, name), (text) => text);
  writeFileSync(join(root, 'vedette.config.json'), JSON.stringify(config));
  const gh = fakeGh(join(scratch, `${name}-gh`), { [PULL]: [{ state }] });
  const told = join(root, 'variables');
  const given = { ...VARIABLES, ...gh.variables, PULL, PUSHED: '2026-11-27T12:00:00Z', GITHUB_ENV: told };
  const run = (more: Readonly<Record<string, string>> = {}) =>
    runStep(root, CREATE, { ...given, ...variables, ...more });
  return { run, told: () => read(told) };
}

const BUCKET = { state: { bucket: 'acme-state', region: 'eu-central-1' } };

withJq('an environment is created in AWS once, and a later push finds it', async (t) => {
  const variables = await account(t, join(scratch, 'buckets'));
  const { run, told } = create('aws', 'open', BUCKET, variables);
  const [first, second] = [await run(), await run()];
  t.is(first.status, 0, first.stderr);
  t.is(second.status, 0, second.stderr);
  t.is(told(), 'NAME=fix-a-x989609\n'.repeat(2));
  const other = await run({ NUMBER: '8' });
  t.is(other.status, 1);
  t.regex(other.stderr, /fix-a-x989609 is there already: .* created it of lab for pr\/7 at /);
});

withJq('nothing is created for a pull request that is closed', async (t) => {
  const { run, told } = create('closed', 'closed', {});
  const { status, stderr } = await run();
  t.is(status, 1);
  t.is(stderr, 'the pull request is closed\n');
  t.is(told(), '');
});

withJq('nothing is deployed where no bucket keeps the list', async (t) => {
  const { run, told } = create('no bucket', 'open', {});
  const { status, stderr } = await run();
  t.is(status, 1);
  t.regex(stderr, /vedette\.config names no state\.bucket, so what is deployed would be in no list\n$/);
  t.is(told(), '');
});

withJq(
  'the end of a pull request ends what it owns and nothing else, and goes on after a failure',
  async (t) => {
    const root = join(scratch, 'end');
    mkdirSync(root);
    const owned = { one: 'pr/7', two: 'pr/71', three: 'pr/7', four: 'ada' };
    const environments = Object.entries(owned).map(([name, owner]) => ({ name, owner }));
    writeFileSync(join(root, 'listed.json'), JSON.stringify({ environments }));
    const node =
      '#!/bin/sh\nif [ "$3" = list ]; then cat listed.json; else echo "$*" >>asked; [ "$4" != one ]; fi\n';
    const PATH = standIn(root, 'node', node);
    const { status } = await runStep(root, step('end', 'Destroy what the pull request has'), {
      ...VARIABLES,
      PATH,
    });
    t.is(status, 1);
    t.deepEqual(read(join(root, 'asked')).trim().split('\n'), [
      'src/start/vedette.cjs env destroy one --yes --format markdown',
      'src/start/vedette.cjs env destroy three --yes --format markdown',
    ]);
  },
);
