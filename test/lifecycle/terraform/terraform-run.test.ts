import { execFile } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chdir, env, execPath } from 'node:process';
import { promisify } from 'node:util';
import test from 'ava';
import { UserError } from '../../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { writeStackOf } from '../../../src/lifecycle/terraform/synth.ts';
import { openRun } from '../../../src/lifecycle/terraform/terraform-run.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { ROOT, scratchFolder } from '../../cli/_run.ts';

const folder = scratchFolder('terraform-run');

const DEFINITION: EnvironmentDefinition = {
  name: 'runs',
  sentinel: { quorum: 1 },
  network: { cidr: '10.7.1.0/24' },
  hosts: { one: { roles: ['primary'] }, two: { roles: ['replica', 'sentinel'] } },
  waive: { 'sentinel-count': 'one is enough for a test' },
};

const environment = resolveEnvironment(DEFINITION, 'definition.ts');

const PLAN = {
  format_version: '1.2',
  resource_changes: ['one', 'two'].map((name) => ({
    address: `aws_instance.${name}`,
    mode: 'managed',
    type: 'aws_instance',
    name,
    change: { actions: ['create'] },
  })),
};

/** A state that has some instances. */
function state(...names: readonly string[]): string {
  const resources = names.map((name) => ({ mode: 'managed', type: 'aws_instance', name, instances: [{}] }));
  return JSON.stringify({ version: 4, serial: 3, lineage: 'x', outputs: {}, resources });
}

function hook(type: string, name: string): string {
  return JSON.stringify({ type, hook: { resource: { addr: `aws_instance.${name}` }, action: 'create' } });
}

const SUMMARY = JSON.stringify({
  type: 'change_summary',
  changes: { add: 2, change: 0, remove: 0, operation: 'apply' },
});

/**
 * A program in the place of Terraform, for ends that the real one cannot be brought to at a given moment: `apply` is what it
 * does then, and what it printed and was given is kept in files.
 */
function standIn(apply: string, after: string): void {
  const program = join(folder, 'terraform');
  writeFileSync(join(folder, 'plan.json'), JSON.stringify(PLAN));
  writeFileSync(join(folder, 'after.json'), after);
  writeFileSync(
    program,
    `#!/bin/sh
echo "$*" >> ${folder}/arguments
case $1 in
  plan) if [ -e ${folder}/refusal ]; then : > plan; cat ${folder}/refusal; echo; exit 1; fi ;;
  show) cat ${folder}/plan.json ;;
  state) if [ -e ${folder}/applied ]; then cat ${folder}/after.json; fi ;;
  apply) : > ${folder}/applied
${apply}
esac
`,
  );
  chmodSync(program, 0o755);
  writeFileSync(join(folder, 'arguments'), '');
  env.TERRAFORM_BINARY_NAME = program;
}

/** Plans and applies with what stands in the place of Terraform. */
async function planAndApply(apply: string, after: string) {
  rmSync(join(folder, 'applied'), { force: true });
  standIn(apply, after);
  using run = await openRun(environment, { tell: () => undefined, variables: { token: 'hidden-value' } });
  await run.plan();
  return await run.apply();
}

test.before('the runs of this file are in its folder', () => chdir(folder));

test.serial('a run synthesizes the same stack as the app of cdktf, byte by byte', async (t) => {
  const definition = join(folder, 'definition.ts');
  writeFileSync(definition, `export default ${JSON.stringify(DEFINITION)};\n`);
  const outdir = join(folder, 'by-app');
  await promisify(execFile)(execPath, [join(ROOT, 'src/start/app.cjs')], {
    cwd: ROOT,
    env: { ...env, VEDETTE_ENVIRONMENTS: definition, CDKTF_OUTDIR: outdir },
  });
  const stack = await writeStackOf(environment, join(folder, 'by-run'));
  t.is(
    readFileSync(join(stack, 'cdk.tf.json'), 'utf8'),
    readFileSync(join(outdir, 'stacks/runs/cdk.tf.json'), 'utf8'),
  );
});

test.serial(
  'what Terraform says it did, and the state shows, is applied; values of variables are no arguments',
  async (t) => {
    const { added } = await planAndApply(
      `printf '%s' "$TF_VAR_token" > ${folder}/token; echo '${SUMMARY}'`,
      state('one', 'two'),
    );
    t.is(added, 2);
    t.is(readFileSync(join(folder, 'token'), 'utf8'), 'hidden-value');
    const given = readFileSync(join(folder, 'arguments'), 'utf8');
    t.regex(given, /^apply -json -input=false plan$/m);
    t.notRegex(given, /hidden-value/);
    t.deepEqual(readdirSync('.vedette/runs'), []);
  },
);

test.serial(
  'an exit code of 0 is no success where Terraform did not say that it came to its end',
  async (t) => {
    const error = await t.throwsAsync(planAndApply('exit 0', state('one', 'two')), { instanceOf: UserError });
    t.regex(error.message, /nothing of runs is changed/);
  },
);

test.serial('an end of Terraform is no success where the state does not show what was planned', async (t) => {
  const error = await t.throwsAsync(planAndApply(`echo '${SUMMARY}'`, state('one')), {
    instanceOf: UserError,
  });
  t.regex(
    error.message,
    /the state says otherwise: aws_instance\.two is not in the state; look who else changes/,
  );
});

test.serial('of a Terraform that was killed is told what is in no state, and how to go on', async (t) => {
  const apply = [hook('apply_start', 'one'), hook('apply_complete', 'one'), hook('apply_start', 'two')].map(
    (line) => `echo '${line}'`,
  );
  const error = await t.throwsAsync(planAndApply([...apply, 'kill -KILL $$'].join('\n'), state('one')), {
    instanceOf: UserError,
  });
  t.regex(error.message, /^Terraform was ended by SIGKILL before it was done$/m);
  t.regex(error.message, /^in no state, and may exist, 1 in all: .*\n {2}aws_instance\.two$/m);
  t.regex(error.message, /go on with vedette deploy runs$/);
});

test.serial(
  'a plan that the stack refuses can be judged and not applied, one that failed otherwise is none',
  async (t) => {
    const planned = async (summary: string) => {
      standIn('', '');
      writeFileSync(join(folder, 'plan.json'), JSON.stringify({ ...PLAN, errored: true }));
      const diagnostic = { severity: 'error', summary, detail: 'why', address: 'aws_instance.one' };
      writeFileSync(join(folder, 'refusal'), JSON.stringify({ type: 'diagnostic', diagnostic }));
      using run = await openRun(environment, { tell: () => undefined });
      const plan = await run.plan();
      await t.throwsAsync(run.apply(), { message: 'nothing was planned that could be applied' });
      return plan;
    };
    t.true((await planned('Resource postcondition failed')).errored);
    await t.throwsAsync(planned('No valid credential sources found'), {
      instanceOf: UserError,
      message: 'Terraform cannot plan runs: aws_instance.one: No valid credential sources found\nwhy',
    });
    rmSync(join(folder, 'refusal'));
  },
);

test.serial('who has the state is named to whoever is kept out', async (t) => {
  const lock = {
    ID: 'l-1',
    Who: 'ada@elsewhere',
    Created: '2026-01-02T03:04:05Z',
    Operation: 'OperationTypeApply',
  };
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync('.vedette/state/.runs.tfstate.lock.info', JSON.stringify(lock));
  const diagnostic = {
    severity: 'error',
    summary: 'Error acquiring the state lock',
    detail: 'Lock Info: ...',
  };
  const line = JSON.stringify({ type: 'diagnostic', diagnostic });
  const error = await t.throwsAsync(planAndApply(`echo '${line}'; exit 1`, state()), {
    instanceOf: UserError,
  });
  rmSync('.vedette/state/.runs.tfstate.lock.info');
  t.is(
    error.message,
    'ada@elsewhere has had the state of runs since 2026-01-02T03:04:05Z (apply): wait for its end and run vedette deploy runs again, or, if it is gone, break its lock with vedette env unlock runs',
  );
});

test.serial('a state that could not be stored is kept where it is named', async (t) => {
  const error = await t.throwsAsync(planAndApply('echo stray > errored.tfstate; exit 1', state()), {
    instanceOf: UserError,
  });
  t.regex(error.message, /the state could not be stored: it is in \.vedette\/runs\.errored\.tfstate;/);
  t.is(readFileSync('.vedette/runs.errored.tfstate', 'utf8'), 'stray\n');
});
