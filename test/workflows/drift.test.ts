import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { needs } from '../_needs.ts';
import { scratchFolder } from '../cli/_run.ts';
import { type EndedStep, read, runOf, runStep, standIn, workflowNamed } from './_workflow.ts';

const workflow = workflowNamed('drift');
const scratch = scratchFolder('drift-workflow');
const withJq = needs('jq');
const LOOK = runOf(workflow, 'look', 'Look');

const STATE = '{"serial":3,"lineage":"d2a7"}';

/** What Terraform 1.11.4 prints of a state that is not there: in a file, and in a bucket. */
const NONE = ['', '{"serial":0,"lineage":""}'];

/** Runs the step with a terraform that has a state, or none, and whose plan ends so, or finds so much. */
async function look(
  name: string,
  state: string,
  planned: number,
  drift: readonly object[] | undefined = undefined,
): Promise<EndedStep & { asked: string }> {
  const root = join(scratch, name);
  const stack = join(root, 'cdktf.out/stacks/lab');
  mkdirSync(stack, { recursive: true });
  const PATH = standIn(
    root,
    'terraform',
    `#!/bin/sh\necho "$*" >> asked\ncase $1 in\n  state) printf '%s' '${state}' ;;\n  plan) echo '# a tag differs'; exit ${planned} ;;\n  show) echo '${JSON.stringify({ resource_drift: drift })}' ;;\nesac\n`,
  );
  const ended = await runStep(root, LOOK, { PATH, VEDETTE_ENVIRONMENTS: 'lab' });
  return { ...ended, asked: read(join(stack, 'asked')) };
}

withJq('it may only read, and asks for nothing but a plan that refreshes', async (t) => {
  t.deepEqual(workflow.jobs.look?.permissions, { contents: 'read', 'id-token': 'write' });
  const { asked } = await look('asked', STATE, 0);
  t.deepEqual(asked.trim().split('\n'), [
    'init -input=false',
    'state pull',
    'plan -refresh-only -input=false -lock=false -no-color -out=plan',
    'show -json plan',
  ]);
});

const LOOKS = [
  ['what is as its state says', 0, undefined, 0, /^lab is as its state says\.\n$/],
  [
    'what differs',
    0,
    [{ address: 'aws_vpc.vpc' }],
    2,
    /^lab differs from its state:\n\n {4}# a tag differs\n$/,
  ],
  ['that nobody can tell', 1, undefined, 1, /^Nobody can tell whether lab differs/],
] as const;

for (const [title, planned, drift, expected, told] of LOOKS)
  withJq(`it tells ${title}, and ends with ${expected}`, async (t) => {
    const { status, summary } = await look(title, STATE, planned, drift);
    t.is(status, expected);
    t.regex(summary, told);
  });

for (const [at, none] of NONE.entries())
  withJq(`an environment without a state is not told to be as it should: ${none}`, async (t) => {
    const { status, summary, asked } = await look(`no state ${at}`, none, 0);
    t.is(status, 0);
    t.is(summary, 'lab has no state here: it was not deployed, or its state is elsewhere.\n');
    t.false(asked.includes('plan'));
  });
