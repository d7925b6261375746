/** What preview.yml and reap.yml do, from a push to an empty account: with real hosts, Terraform and buckets. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import test from 'ava';
import { resourcesTagged } from '../../src/lifecycle/tagged/tagged.ts';
import { cloudEntries } from '../../src/local/registry.ts';
import { DRILLS, needs, type Register } from '../_needs.ts';
import { type Ended, scratchFolder, vedette } from '../cli/_run.ts';
import { client } from '../local/account/_account.ts';
import { WITH_TERRAFORM } from '../local/provider/_stack.ts';
import { type Account, openAccount } from './_account.ts';
import { fakeGh } from './_gh.ts';
import { jobAt, runJob } from './_job.ts';
import { cloneOf, remoteIn } from './_repository.ts';
import { type EndedStep, read, runOf, type StartedStep, startStep, workflowNamed } from './_workflow.ts';

/** It takes minutes. */
const inDrills: Register = DRILLS ? needs(...WITH_TERRAFORM, 'git', 'jq') : test.skip;

const scratch = scratchFolder('whole-workflow');
const preview = workflowNamed('preview');

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };

/** Two hosts, which is as small as a group can be. */
const TINY = {
  name: 'tiny',
  sentinel: { quorum: 1, downAfter: '5s' },
  network: { cidr: '10.9.0.0/28' },
  hosts: { one: { roles: ['primary', 'sentinel'] }, two: { roles: ['replica'] } },
  waive: { 'sentinel-count': 'a group for a test' },
};

/** Previews live for as long as it takes to deploy them. */
const CONFIG = { state: BUCKET, environments: { ttl: '1m' } };

const remote = remoteIn(scratch, {
  'stacks/tiny.json': JSON.stringify(TINY),
  'vedette.config.json': JSON.stringify(CONFIG),
});

let account: Account;

/** A runner of a pull request, with a checkout of its own. */
interface Runner {
  readonly step: (job: string, name: string, more?: Readonly<Record<string, string>>) => StartedStep;
  /** What the step that creates hands on. */
  readonly handedOn: () => Readonly<Record<string, string>>;
}

function runnerOf(number: number, reference: string): Runner {
  const folder = join(scratch, `${reference.replaceAll('/', '-')}-${number}`);
  mkdirSync(folder);
  const root = cloneOf(remote, reference, join(folder, 'checkout'));
  const PULL = `repos/o/r/pulls/${number}`;
  const gh = fakeGh(join(folder, 'gh'), { [PULL]: [{ state: 'open' }] });
  const told = join(folder, 'told');
  const variables = {
    ...account.variables,
    ...gh.variables,
    ...{ PULL, GITHUB_ENV: told, PUSHED: new Date().toISOString(), VEDETTE: 'src/start/vedette.cjs' },
    ...{ PREVIEW_OF: 'tiny', NUMBER: String(number), BRANCH: `whole/${number}` },
    GITHUB_RUN_ID: String(100 + number),
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'o/r',
  };
  return {
    step: (job, name, more = {}) => startStep(root, runOf(preview, job, name), { ...variables, ...more }),
    handedOn: () => Object.fromEntries([read(told).trim().split('=')]),
  };
}

/** Runs the job that deploys. */
async function deploy(runner: Runner): Promise<EndedStep> {
  const created = await runner.step('deploy', CREATE).ended;
  return created.status === 0 ? runner.step('deploy', 'Deploy it', runner.handedOn()).ended : created;
}

const CREATE = 'Create the environment where it is not there yet';

/** The keys of a bucket. */
async function objectsIn(bucket: string): Promise<readonly string[]> {
  const { Contents = [] } = await client(account.variables).send(
    new ListObjectsV2Command({ Bucket: bucket }),
  );
  return Contents.map(({ Key = '' }) => Key);
}

/** An issue of an earlier run. */
const FILED_BEFORE = { number: 5, user: { login: 'github-actions[bot]' }, body: '<!-- vedette-reap -->' };

/** Runs a command beside the jobs, in a checkout of main. */
function ask(...argv: readonly string[]): Promise<Ended> {
  return vedette(argv, { cwd: watch, variables: account.variables });
}

const watch = join(scratch, 'watch');

async function listed(): Promise<readonly { readonly name: string; readonly isExpired: boolean }[]> {
  return JSON.parse((await ask('env', 'list', '--format', 'json')).stdout).environments;
}

/** Runs the job that reaps, and the one that files an issue; `open` are the pull requests that are open. */
async function runReaper(name: string, open: readonly number[], issues: readonly object[]) {
  const root = cloneOf(remote, 'main', join(scratch, name));
  const PULLS = 'repos/o/r/pulls?state=open&per_page=100';
  const ISSUES = 'repos/o/r/issues';
  const gh = fakeGh(join(scratch, `${name}-gh`), {
    [PULLS]: [open.map((number) => ({ number }))],
    [`${ISSUES}?state=open&per_page=100`]: [issues],
    ...Object.fromEntries(
      RUNS_ENDED.map((run) => [`repos/o/r/actions/runs/${run}`, [{ status: 'completed' }]]),
    ),
  });
  const variables = {
    ...account.variables,
    ...gh.variables,
    ...{ RUNS: 'repos/o/r/actions/runs', ADDRESS: 'https://github.com/o/r/actions/runs/' },
    ...{ PULLS, ISSUES, GH_TOKEN: 'none', VEDETTE: 'src/start/vedette.cjs' },
  };
  const { statuses } = await runJob(jobAt('.github/workflows/reap.yml: reap'), root, variables, isInstall);
  const isReaped = Object.values(statuses).every((status) => status === 0);
  const RESULT = isReaped ? 'success' : 'failure';
  await runJob(jobAt('.github/workflows/reap.yml: issue'), root, { ...variables, RESULT, RUN: 'https://x' });
  return {
    isReaped,
    told: read(join(root, 'reaped.md')),
    issue: read(join(root, 'issue.md')),
    asked: gh.asked(),
  };
}

/** Those of the three pull requests. */
const RUNS_ENDED = [101, 102, 103];

/** The packages are those of the checkout. */
const isInstall = (command: string): boolean => command.startsWith('npm ci');

inDrills(
  'previews that were deployed, killed and closed are gone after the reaper, and nothing is left',
  async (t) => {
    t.timeout(30 * 60_000);
    for (const number of [1, 2, 3]) remote.pull(number, () => undefined);
    cloneOf(remote, 'main', watch);
    account = await openAccount(scratch);
    t.teardown(async () => {
      await account.close();
      for (const { folder, pid } of cloudEntries()) if (folder === scratch) process.kill(pid, 'SIGTERM');
    });
    const [first, second, third] = [1, 2, 3].map((number) => runnerOf(number, `refs/pull/${number}/merge`));
    if (first === undefined || second === undefined || third === undefined) return t.fail();

    for (const { status, stderr } of await Promise.all([deploy(first), deploy(second)]))
      t.is(status, 0, stderr);

    t.is((await third.step('deploy', CREATE).ended).status, 0);
    const killed = third.step('deploy', 'Deploy it', third.handedOn());
    while (!/aws_vpc\.vpc: created/.test(killed.told())) await pause(100);
    // Terraform is no part of the job's group of processes, and goes on until it is done.
    killed.kill();
    await killed.ended;

    const closed = await runnerOf(1, 'main').step('end', 'Destroy what the pull request has').ended;
    t.is(closed.status, 0, closed.stderr);
    t.is((await listed()).length, 2);

    while (!(await listed()).every(({ isExpired }) => isExpired)) await pause(1_000);
    const reaped = await runReaper('reap', [2, 3], [FILED_BEFORE]);
    t.true(reaped.isReaped, reaped.told);
    for (const name of [second, third].map((runner) => runner.handedOn().NAME ?? '-'))
      t.regex(reaped.told, new RegExp(`\\| ${name} \\|.*\\| gone \\|`));
    t.regex(reaped.told, /Nothing stays that was due\./);
    t.true(reaped.asked.includes('state=closed'), reaped.asked);

    t.deepEqual(await listed(), []);
    t.deepEqual(
      await objectsIn(BUCKET.bucket),
      ['vedette/environments.json'],
      'the list alone, no state and no lock',
    );
    const names = [first, second, third].map((runner) => runner.handedOn().NAME ?? '-');
    Object.assign(process.env, account.variables);
    for (const name of names) t.deepEqual(await resourcesTagged(name, { regions: [BUCKET.region] }), []);
    await account.close();
    // The cloud of an environment has its hosts, volumes and secrets, and ends with the last of them.
    const up = cloudEntries().map(({ name }) => name);
    t.deepEqual(
      names.filter((name) => up.includes(name)),
      [],
    );
  },
);
