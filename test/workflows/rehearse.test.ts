import { join } from 'node:path';
import test from 'ava';
import { writeReport } from '../../src/rehearsal/report/files.ts';
import { shardNamed } from '../../src/rehearsal/shard.ts';
import { shipped } from '../_environment.ts';
import { ROOT, scratchFolder } from '../cli/_run.ts';
import { madeRehearsal } from '../rehearsal/_made-record.ts';
import { runOf, runStep, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('rehearse');
const scratch = scratchFolder('rehearse-workflow');

test('the matrix has every part that the drills are shared out to', (t) => {
  const parts = workflow.jobs.drills?.strategy?.matrix.part ?? [];
  const [, of = ''] =
    /--shard "\$PART\/(\d+)"/.exec(runOf(workflow, 'drills', 'Rehearse a part of the drills')) ?? [];
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
  const command = runOf(workflow, 'report', 'Join the parts').replace('src/start', `${ROOT}src/start`);
  const { status, stderr } = await runStep(scratch, command);
  t.is(status, 1, stderr);
  const shown = await runStep(scratch, runOf(workflow, 'report', 'Show what held'));
  t.regex(shown.summary, /2 of 5 drills held/);
});
