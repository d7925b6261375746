import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'ava';
import { parse } from 'yaml';
import { MARKER } from '../../src/diff/comment.ts';
import { needs } from '../_needs.ts';
import { shippedProject } from '../_project.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly permissions: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly concurrency: object;
  readonly jobs: Readonly<Record<'compare' | 'comment', Job>>;
}

const workflow: Workflow = parse(readFileSync(join(ROOT, '.github/workflows/diff.yml'), 'utf8'));
const scratch = scratchFolder('workflow');

/** The command of a step, which holds no expression: text from a pull request must not become a command. */
function runOf(job: 'compare' | 'comment', name: string): string {
  const step = workflow.jobs[job].steps.find((one) => one.name === name);
  if (step?.run === undefined) throw new RangeError(`${job} has no command ${name}`);
  return step.run;
}

test('the job that runs the code of a pull request may only read', (t) => {
  t.deepEqual(workflow.permissions, {});
  t.deepEqual(workflow.jobs.compare.permissions, { contents: 'read' });
  t.deepEqual(Object.keys(workflow.on), ['pull_request']);
});

test('the job that writes runs nothing of the pull request, and not for forks', (t) => {
  const { permissions, steps, if: condition } = workflow.jobs.comment;
  t.deepEqual(permissions, { 'pull-requests': 'write' });
  t.is(condition, 'github.event.pull_request.head.repo.full_name == github.repository');
  t.false(steps.some(({ uses }) => uses?.startsWith('actions/checkout') ?? false));
  t.false(steps.some(({ run }) => /node|npm/.test(run ?? '')));
});

test('a newer push ends the run of an older one', (t) => {
  t.deepEqual(workflow.concurrency, {
    group: 'diff-${{ github.event.pull_request.number }}',
    'cancel-in-progress': true,
  });
});

test('no command holds an expression', (t) => {
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run ?? ''));
  t.false(runs.some((run) => run.includes('${{')));
});

test('the installation runs no scripts of packages, and the checkout leaves no credentials', (t) => {
  t.is(runOf('compare', 'Install'), 'npm ci --ignore-scripts');
  t.deepEqual(workflow.jobs.compare.steps[0]?.with, { 'fetch-depth': 2, 'persist-credentials': false });
});

test('the comment is found by the marker that it starts with', (t) => {
  t.true(
    runOf('comment', 'Post the comment, or update the one that is there').includes(`startswith("${MARKER}")`),
  );
});

/** A project with a merge of a pull request on top. */
function repository(name: string, change: (text: string) => string): string {
  const root = shippedProject(join(scratch, name));
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args], { cwd: root });
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'base');
  git('checkout', '--quiet', '-b', 'change');
  const file = join(root, 'stacks/staging.ts');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  git('commit', '--quiet', '--allow-empty', '-a', '-m', 'change');
  git('checkout', '--quiet', 'main');
  git('merge', '--quiet', '--no-ff', '-m', 'merge', 'change');
  return root;
}

/** Runs a command as GitHub does: bash that ends at the first failure. */
function run(root: string, command: string, variables: Readonly<Record<string, string>> = {}) {
  const [output, summary] = [join(root, 'output'), join(root, 'summary')];
  const ended = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command], {
    cwd: root,
    encoding: 'utf8',
    env: { ...env, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, ...variables },
  });
  return { ...ended, output: read(output), summary: read(summary) };
}

function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const COMPARE = runOf('compare', 'Compare with the base');
const POST = runOf('comment', 'Post the comment, or update the one that is there');

test('a changed environment is compared with the base of the merge', (t) => {
  const root = repository('changed', (text) => text.replace("'64mb'", "'128mb'"));
  const { status, output, summary, stderr } = run(root, COMPARE);
  t.is(status, 0, stderr);
  t.is(output, 'changed=true\n');
  t.true(summary.startsWith(MARKER));
  t.true(summary.includes('| live-heavy | `repl-backlog-size` | `64mb` | `128mb` |'), summary);
  t.true(summary.includes('Unchanged: lab, production, quorum.'));
});

test('another spelling of an environment changes nothing that runs', (t) => {
  const root = repository('respelt', (text) => text.replace("'64mb'", "'65536kb'"));
  const { status, output, summary, stderr } = run(root, COMPARE);
  t.is(status, 0, stderr);
  t.is(output, 'changed=true\n');
  t.true(summary.includes('**It changes nothing that runs.**'), summary);
});

test('a definition that does not hold fails the job with its message', (t) => {
  const root = repository('broken', (text) => text.replace("name: 'staging'", "nmae: 'staging'"));
  const { status, output, stderr } = run(root, COMPARE);
  t.is(status, 1);
  t.is(output, '');
  t.regex(stderr, /stacks\/staging\.ts: "nmae" is not a field here; did you mean name\?/);
});

/** A `gh` that lists comments as GitHub does, and writes down what else it is asked. */
function fakeGh(
  name: string,
  comments: readonly object[],
): { readonly root: string; readonly asked: () => string } {
  const root = join(scratch, name);
  mkdirSync(join(root, 'bin'), { recursive: true });
  writeFileSync(join(root, 'comment.md'), `${MARKER}\n`);
  writeFileSync(join(root, 'comments.json'), JSON.stringify(comments));
  const gh =
    '#!/bin/sh\nif [ "$2" = --paginate ]; then jq -r "$5" comments.json; else echo "$*" >> asked; fi\n';
  writeFileSync(join(root, 'bin/gh'), gh);
  chmodSync(join(root, 'bin/gh'), 0o755);
  return { root, asked: () => read(join(root, 'asked')) };
}

const TARGETS = { COMMENTS: 'repos/o/r/issues/7/comments', COMMENT: 'repos/o/r/issues/comments' };

const OURS = { id: 42, user: { login: 'github-actions[bot]' }, body: `${MARKER}\nold` };
const OTHERS = [
  { id: 1, user: { login: 'someone' }, body: `${MARKER}\nquoted` },
  { id: 2, user: { login: 'github-actions[bot]' }, body: 'coverage' },
];
const CREATED = `api --silent --method POST ${TARGETS.COMMENTS} --field body=@comment.md\n`;
const UPDATED = `api --silent --method PATCH ${TARGETS.COMMENT}/42 --field body=@comment.md\n`;

const POSTS = [
  ['posted where there is none and something changed', OTHERS, 'true', CREATED],
  ['left out where there is none and nothing changed', OTHERS, 'false', ''],
  ['updated where there is one and something changed', [...OTHERS, OURS], 'true', UPDATED],
  ['updated where there is one and nothing changed any more', [...OTHERS, OURS], 'false', UPDATED],
] as const;

for (const [at, [title, comments, changed, expected]] of POSTS.entries())
  needs('jq')(`the comment is ${title}`, (t) => {
    const { root, asked } = fakeGh(`gh-${at}`, comments);
    const { status, stderr } = run(root, POST, {
      ...TARGETS,
      CHANGED: changed,
      PATH: `${join(root, 'bin')}:${env.PATH}`,
    });
    t.is(status, 0, stderr);
    t.is(asked(), expected);
  });
