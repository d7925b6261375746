/** Jobs as they are: packages from the registry, Terraform, moto and hosts of this machine in the place of AWS. */
import { execFileSync } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import test from 'ava';
import { DRILLS, needs, type Register, serially } from '../_needs.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { WITH_TERRAFORM } from '../local/provider/_stack.ts';
import { motoServer } from '../register/_s3.ts';
import { type Account, openAccount } from './_account.ts';
import { commandsOf, type EndedJob, jobAt, runJob } from './_job.ts';
import { type EndedStep, JOBS, read, runStep, standIn } from './_workflow.ts';

/** They take minutes. */
const inDrills: Register = DRILLS
  ? needs(...WITH_TERRAFORM, 'npm registry', 'git', 'jq', 'aws', 'moto_server', 'apt-get')
  : test.skip;
const inTurn = serially(inDrills);

const scratch = scratchFolder('jobs-workflow');
const root = join(scratch, 'checkout');

/** Packages of the system are resolved and not installed, and no service of this machine is touched. */
const SUDO = `#!/bin/sh
case $1 in
  systemctl) ;;
  apt-get) [ "$2" = update ] || { shift; exec apt-get --simulate "$@"; } ;;
  *) exec "$@" ;;
esac
`;

let account: Account;

/** A checkout of this repository with a commit before it, which is what a runner begins with. */
function checkOut(): void {
  execFileSync('git', ['clone', '--quiet', '--depth', '2', `file://${ROOT}`, root]);
  writeFileSync(join(root, 'stacks/tiny.json'), JSON.stringify(TINY));
  standIn(root, 'sudo', SUDO);
}

/** Two hosts, which is as small as a group can be. */
const TINY = {
  name: 'tiny',
  sentinel: { quorum: 1, downAfter: '5s' },
  network: { cidr: '10.9.0.0/28' },
  hosts: { one: { roles: ['primary', 'sentinel'] }, two: { roles: ['replica'] } },
  waive: { 'sentinel-count': 'a group for a test' },
};

/** What a runner finds. */
const surroundings = () => ({
  ...account.variables,
  PATH: `${join(root, 'bin')}:${process.env.PATH}`,
  RUNNER_TEMP: scratch,
});

/** The commands by which the jobs of this repository install: each ran before the first job, and its packages stay. */
const INSTALLS = new Set(
  JOBS.filter(({ place }) => place.startsWith('.github/')).flatMap((placed) =>
    commandsOf(placed).flatMap(({ name, run: command }) => (name === 'Install' ? command : [])),
  ),
);

/** Runs a job of a file. */
function run(job: string, given: Readonly<Record<string, string>> = {}): Promise<EndedJob> {
  const variables = { ...surroundings(), ...given };
  return runJob(jobAt(`.github/workflows/${job}`), root, variables, (command) => INSTALLS.has(command));
}

test.serial.before('a runner with an account, where everything is installed', async (t) => {
  if (!DRILLS) return;
  t.timeout(20 * 60_000);
  checkOut();
  account = await openAccount(scratch);
  for (const command of INSTALLS) {
    const { status, stderr } = await runStep(root, command, surroundings());
    t.is(status, 0, stderr);
  }
});

test.serial.after.always('the account is closed', async () => {
  await account?.close();
});

inTurn('the changes of a commit are compared with the one before it', async (t) => {
  t.timeout(10 * 60_000);
  const { statuses, summary, told } = await run('diff.yml: compare');
  t.deepEqual(statuses, { 'Compare with the base': 0 }, told);
  t.regex(summary, /lab/);
});

inTurn('a stack is synthesized, valid, and planned', async (t) => {
  t.timeout(10 * 60_000);
  const given = { VEDETTE_ENVIRONMENTS: 'lab' };
  const valid = await run('plan.yml: validate', given);
  t.deepEqual(valid.statuses, { Synthesize: 0, Validate: 0 }, valid.told);
  t.regex(valid.told, /The configuration is valid/);
  const planned = await run('plan.yml: plan', given);
  t.deepEqual(planned.statuses, { Synthesize: 0, Plan: 0 }, planned.told);
  t.regex(planned.told, /Plan: \d+ to add, 0 to change, 0 to destroy/);
});

inTurn('the lab is applied with an image of moto, does not change by a second plan, and goes', async (t) => {
  t.timeout(10 * 60_000);
  const AWS_ENDPOINT_URL = await motoServer(t, 'any');
  // The version of the AWS CLI that pip has reads this one; that of a runner, which is 2, AWS_REGION.
  const AWS_DEFAULT_REGION = 'eu-central-1';
  const keys = { AWS_ACCESS_KEY_ID: 'emulated', AWS_SECRET_ACCESS_KEY: 'emulated' };
  const { statuses, told } = await run('plan.yml: emulate', {
    ...keys,
    AWS_ENDPOINT_URL,
    AWS_DEFAULT_REGION,
  });
  t.deepEqual(
    statuses,
    { 'Write the lab with an image that the emulator has': 0, 'Apply and destroy': 0 },
    told,
  );
  t.regex(told, /Apply complete! .*No changes\..*Destroy complete!/s);
});

inTurn('what runs as its state says has not drifted', async (t) => {
  t.timeout(10 * 60_000);
  const given = { VEDETTE_ENVIRONMENTS: TINY.name };
  const before = await run('drift.yml: look', given);
  t.deepEqual(before.statuses, { Synthesize: 0, Look: 0 }, before.told);
  t.regex(before.summary, /tiny has no state here/);
  try {
    t.is((await vedette('deploy', TINY.name, '--yes')).status, 0);
    const { statuses, summary, told } = await run('drift.yml: look', given);
    t.deepEqual(statuses, { Synthesize: 0, Look: 0 }, told + summary);
    t.regex(summary, /tiny is as its state says\./);
  } finally {
    const gone = await vedette('destroy', TINY.name, '--yes');
    t.is(gone.status, 0, gone.stderr);
  }
});

inTurn('a pull request gets its environment, and a failover is rehearsed in it', async (t) => {
  t.timeout(10 * 60_000);
  const given = { NUMBER: '7', BRANCH: 'drill/try', PREVIEW_OF: 'lab', RUN: 'https://x' };
  const { statuses, told } = await run('preview.yml: try', given);
  t.deepEqual(Object.values(statuses), [0, 0, 0], told);
  const comment = read(join(root, 'comment.md'));
  for (const part of ['for pr/7, until ', '1 of 1 drill held']) t.true(comment.includes(part), comment);
});

inTurn('a part of the drills is rehearsed, and the report says which parts are missing', async (t) => {
  t.timeout(20 * 60_000);
  const part = await run('rehearse.yml: drills', { ENVIRONMENT: 'lab', ROUNDS: '1', PART: '1' });
  t.deepEqual(part.statuses, { 'Rehearse a part of the drills': 0 }, part.told);
  // As it is uploaded, and downloaded by the other job.
  renameSync(join(root, 'out/1'), join(root, 'out/part-1'));
  const report = await run('rehearse.yml: report', { ENVIRONMENT: 'lab', ROUNDS: '1' });
  t.deepEqual(report.statuses, { 'Join the parts': 1, 'Show what held': 0 }, report.told);
  t.regex(report.summary, /drills held/);
});

inTurn('a project that init writes is installed, checked and compared', async (t) => {
  t.timeout(10 * 60_000);
  const project = join(scratch, 'project');
  t.is((await vedette('init', project)).status, 0);
  const commit = 'git -c user.name=t -c user.email=t@example.com commit --quiet --allow-empty';
  const made = `npm install --package-lock-only --ignore-scripts && git init --quiet && git add --all && ${commit} -m base && ${commit} -m change`;
  t.is((await runStep(project, made)).status, 0);
  const { statuses, summary, told } = await runJob(
    jobAt('templates/.github/workflows/vedette.yml: check'),
    project,
    {},
  );
  t.deepEqual(statuses, { Install: 0, Check: 0, 'Compare with the base': 0 }, told);
  t.regex(summary, /Nothing differs/);
});

/** Runs a command of vedette between jobs. */
function vedette(...argv: readonly string[]): Promise<EndedStep> {
  return runStep(root, `'${execPath}' src/start/vedette.cjs ${argv.join(' ')}`, account.variables);
}
