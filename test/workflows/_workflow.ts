/** The workflow files of this repository, and that of a project, as data; and their steps, run as GitHub runs them. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { env, kill } from 'node:process';
import { text } from 'node:stream/consumers';
import { parse } from 'yaml';
import { surroundings } from '../../src/project/files.ts';
import { ROOT } from '../cli/_run.ts';

/** A step of a job. */
export interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string | number | boolean>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly if?: string;
  readonly run?: string;
}

/** Who may run beside whom. */
export interface Concurrency {
  readonly group: string;
  readonly 'cancel-in-progress': boolean;
}

/** A job of a workflow. */
export interface Job {
  readonly if?: string;
  readonly needs?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly (string | number)[]>> };
  readonly steps: readonly Step[];
}

/** What the tests read of a workflow. */
export interface Workflow {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: object;
  readonly env?: Readonly<Record<string, string>>;
  readonly concurrency?: Concurrency;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** A file, as text and as data. */
export interface WorkflowFile {
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

const FOLDER = '.github/workflows';

/** Every workflow file of this repository, and each that `vedette init` writes, below `templates`. */
export const FILES: readonly WorkflowFile[] = [
  ...readdirSync(join(ROOT, FOLDER)).map((name) =>
    fileOf(`${FOLDER}/${name}`, readFileSync(join(ROOT, FOLDER, name), 'utf8')),
  ),
  ...surroundings('dev')
    .filter(({ path }) => path.startsWith(FOLDER))
    .map((file) => fileOf(`templates/${file.path}`, file.text)),
];

function fileOf(path: string, content: string): WorkflowFile {
  return { path, text: content, workflow: parse(content) };
}

/** The workflow of a file of this repository, by its name. */
export function workflowNamed(name: string): Workflow {
  return workflowIn(`${FOLDER}/${name}.yml`);
}

function workflowIn(path: string): Workflow {
  const file = FILES.find((one) => one.path === path);
  if (file === undefined) throw new RangeError(`there is no ${path}`);
  return file.workflow;
}

/** The workflow that `vedette init` writes for every project. */
export const projectWorkflow: Workflow = workflowIn('templates/.github/workflows/vedette.yml');

/** Its steps that use an action, or that run a command. */
export function projectSteps(kind: 'uses' | 'run'): readonly Step[] {
  return projectWorkflow.jobs.check?.steps.filter((step) => step[kind] !== undefined) ?? [];
}

/** A job of a workflow with its name, and the file's. */
export interface PlacedJob {
  readonly place: string;
  readonly job: Job;
  readonly workflow: Workflow;
}

/** Every job of every file. */
export const JOBS: readonly PlacedJob[] = FILES.flatMap(({ path, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ place: `${path}: ${name}`, job, workflow })),
);

/** The command of a step. */
export function runOf(workflow: Workflow, job: string, name: string): string {
  const step = workflow.jobs[job]?.steps.find((one) => one.name === name);
  if (step?.run === undefined) throw new RangeError(`${job} has no command ${name}`);
  return step.run;
}

/** How a step ended, and what it told the runner. */
export interface EndedStep {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly output: string;
  readonly summary: string;
}

/** A step that runs. */
export interface StartedStep {
  readonly ended: Promise<EndedStep>;
  /** What it has written so far, of what is for people. */
  readonly told: () => string;
  /** Ends it with all that it started, as a runner that is taken away. */
  readonly kill: () => void;
}

/** Starts a command as GitHub does: bash that ends at the first failure. */
export function startStep(
  root: string,
  command: string,
  variables: Readonly<Record<string, string>> = {},
): StartedStep {
  const [output, summary] = [join(root, 'output'), join(root, 'summary')];
  const argv = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command];
  const step = spawn('bash', argv, {
    cwd: root,
    detached: true,
    env: { ...env, GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let told = '';
  step.stderr.on('data', (data) => {
    told += data;
  });
  const ended = Promise.all([text(step.stdout), once(step, 'close')]).then(([stdout, [status]]) => ({
    status,
    stdout,
    stderr: told,
    output: read(output),
    summary: read(summary),
  }));
  return { ended, told: () => told, kill: () => kill(-(step.pid ?? Number.NaN), 'SIGKILL') };
}

/** Runs one to its end. */
export function runStep(
  root: string,
  command: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<EndedStep> {
  return startStep(root, command, variables).ended;
}

/** Puts a program into `bin` of a folder. */
export function standIn(root: string, name: string, script: string): string {
  const bin = join(root, 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, name), script);
  chmodSync(join(bin, name), 0o755);
  return `${bin}:${env.PATH}`;
}

/** The text of a file; nothing where there is none. */
export function read(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}
