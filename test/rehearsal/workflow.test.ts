import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import test from 'ava';
import { parse } from 'yaml';
import { writeReport } from '../../src/rehearsal/report/files.ts';
import { shardNamed } from '../../src/rehearsal/shard.ts';
import { shipped } from '../_environment.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { madeRehearsal } from './_made-record.ts';

interface Step {
  readonly name?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly strategy?: { readonly matrix: { readonly part: readonly number[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: object;
  readonly jobs: Readonly<Record<'drills' | 'report', Job>>;
}

const workflow: Workflow = parse(readFileSync(join(ROOT, '.github/workflows/rehearse.yml'), 'utf8'));
const scratch = scratchFolder('rehearse-workflow');

function runOf(job: 'drills' | 'report', name: string): string {
  return workflow.jobs[job].steps.find((step) => step.name === name)?.run ?? '';
}

test('no command of the workflow of rehearsals holds an expression, and its jobs may only read', (t) => {
  const runs = Object.values(workflow.jobs).flatMap(({ steps }) => steps.map(({ run }) => run ?? ''));
  t.false(runs.some((run) => run.includes('${{')));
  t.deepEqual(workflow.permissions, { contents: 'read' });
});

test('the matrix has every part that the drills are shared out to', (t) => {
  const parts = workflow.jobs.drills.strategy?.matrix.part ?? [];
  const [, of = ''] = /--shard "\$PART\/(\d+)"/.exec(runOf('drills', 'Rehearse a part of the drills')) ?? [];
  t.deepEqual(
    parts.map((part) => shardNamed(`${part}/${of}`)),
    Array.from({ length: Number(of) }, (_, at) => ({ part: at + 1, of: Number(of) })),
  );
});

test('the workflow joins the parts where they were downloaded, and fails where a drill broke', async (t) => {
  const whole = madeRehearsal(await shipped('lab'));
  for (const [at, drill] of whole.drills.entries())
    writeReport(join(scratch, `out/part-${at + 1}`), {
      ...whole,
      shard: { of: whole.drills.length, parts: [at + 1] },
      drills: [drill],
    });
  const command = runOf('report', 'Join the parts').replace('src/start', `${ROOT}src/start`);
  const bash = ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command];
  const { status, stderr } = spawnSync('bash', bash, { cwd: scratch, encoding: 'utf8', env });
  t.is(status, 1, stderr);
  t.regex(readFileSync(join(scratch, 'whole/rehearsal.md'), 'utf8'), /2 of 5 drills held/);
});
