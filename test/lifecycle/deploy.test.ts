import test from 'ava';
import { type Deployer, deploy } from '../../src/lifecycle/deploy.ts';
import { fatePhrase } from '../../src/lifecycle/deployment-report.ts';
import type { TerraformPlan } from '../../src/lifecycle/terraform/plan-json.ts';
import type { TerraformRun } from '../../src/lifecycle/terraform/terraform-run.ts';
import { textOf } from '../../src/report/elements.ts';
import { live, pair, planOf, replaced, updated } from './plan/_plan.ts';

/** A run that plans this, with what was asked of it. */
function runOf(plan: TerraformPlan): { readonly run: TerraformRun; readonly applied: () => number } {
  let count = 0;
  const state = { serial: 1, lineage: 'one', outputs: {}, resources: [] };
  const run: TerraformRun = {
    plan: async () => plan,
    apply: async () => {
      count += 1;
      return { added: 0, changed: 1, destroyed: 0, state };
    },
    state: async () => state,
    [Symbol.dispose]() {},
  };
  return { run, applied: () => count };
}

const deployer = (own: Partial<Deployer> = {}): Deployer => ({
  live: Promise.resolve(live('a1')),
  show: () => {},
  approve: async () => 'yes',
  begin: async () => {},
  end: async () => {},
  ...own,
});

const TAGGED = { 'aws_vpc.vpc': updated({ tags_all: {} }, { tags_all: { team: 'data' } }) };

test('hosts that wait for a roll-out are no reason to apply anything, and no deployed definition', async (t) => {
  const pending = { actions: ['update'], before: { a1: 'at one' }, after: { a1: 'at two' } };
  const { run, applied } = runOf(planOf(pair(), {}, { output_changes: { pending } }));
  const deployment = await deploy(run, pair(), deployer());
  t.is(deployment.fate.kind, 'unchanged');
  t.is(applied(), 0);
  t.is(
    textOf(fatePhrase('pair', deployment)),
    'nothing of pair is left to deploy, and a roll-out is left to do',
  );
});

test('what was changed outside of Terraform is written into the state', async (t) => {
  const drift = { ...planOf(pair()).resource_changes?.[0] };
  const { run, applied } = runOf(planOf(pair(), {}, { resource_drift: [JSON.parse(JSON.stringify(drift))] }));
  t.is((await deploy(run, pair(), deployer())).fate.kind, 'applied');
  t.is(applied(), 1);
});

test('a refused plan is shown, and nobody is asked', async (t) => {
  const { run, applied } = runOf(planOf(pair(), { 'aws_instance.instance_a1': replaced(['private_ip']) }));
  let shown = 0;
  const own: Partial<Deployer> = {
    show: () => {
      shown += 1;
    },
    approve: async () => {
      throw new Error('asked');
    },
  };
  t.is((await deploy(run, pair(), deployer(own))).fate.kind, 'refused');
  t.is(
    (await deploy(run, pair(), deployer({ ...own, live: Promise.resolve(undefined) }))).fate.kind,
    'refused',
  );
  t.deepEqual([shown, applied()], [2, 0]);
});

test('the state that an apply leaves is written down, and nothing where none was applied', async (t) => {
  const { run } = runOf(planOf(pair(), TAGGED));
  const left: number[] = [];
  const end: Deployer['end'] = async ({ serial }) => {
    left.push(serial);
  };
  await deploy(run, pair(), deployer({ end, approve: async () => 'no' }));
  t.deepEqual(left, []);
  await deploy(run, pair(), deployer({ end }));
  t.deepEqual(left, [1]);
});

test('only what is approved, and noted first, is applied', async (t) => {
  const { run, applied } = runOf(planOf(pair(), TAGGED));
  t.is((await deploy(run, pair(), deployer({ approve: async () => 'no' }))).fate.kind, 'declined');
  t.is((await deploy(run, pair(), deployer({ approve: async () => 'nobody' }))).fate.kind, 'unasked');
  const begin = async (): Promise<void> => {
    throw new Error('the register cannot be written');
  };
  await t.throwsAsync(deploy(run, pair(), deployer({ begin })), {
    message: 'the register cannot be written',
  });
  t.is(applied(), 0);
  t.is((await deploy(run, pair(), deployer())).fate.kind, 'applied');
  t.is(applied(), 1);
});
