import { fc } from '@fast-check/ava';
import type { ExecutionContext } from 'ava';
import { synthesizedStack } from '../../../src/aws/synthesize.ts';
import type { SynthesizedStack } from '../../../src/aws/synthesized-stack.ts';
import { forcing, type PlannedResource } from '../../../src/diff/infrastructure/action.ts';
import { planInfrastructure } from '../../../src/diff/infrastructure/plan.ts';
import { needs } from '../../_needs.ts';
import { anyChanges, OTHERS } from './_definitions.ts';
import { Terraform, type TerraformChange } from './_terraform.ts';

/** Pairs that are tried: `npm run property` tries more. */
const PAIRS = Number(process.env.VEDETTE_PAIRS ?? 20);

const ACTIONS: Readonly<Record<PlannedResource['action'], string>> = {
  'no-op': 'no-op',
  create: 'create',
  update: 'update',
  replace: 'delete create',
  delete: 'delete',
  forget: 'forget',
  unknown: 'unknown',
};

/** What happens to a resource and why, as both tell it. */
function told(resource: PlannedResource): string {
  const { action, triggers } = resource;
  const paths = forcing(resource);
  // Where both ask for it, Terraform gives the trigger as its reason.
  const reason = triggers.length > 0 ? 'triggers' : [...paths].sort().join(' ');
  return [ACTIONS[action], ...(action === 'replace' ? [reason] : [])].join(': ');
}

function toldByTerraform({
  change: { actions, replace_paths: paths = [] },
  action_reason: reason,
}: TerraformChange): string {
  const action = actions.join(' ');
  if (action !== 'delete create') return action;
  const names = paths.map((path) => path.filter((step) => typeof step === 'string').join('.'));
  return `${action}: ${reason === 'replace_by_triggers' ? 'triggers' : names.sort().join(' ')}`;
}

needs('terraform')(
  'what the stacks tell is what Terraform plans, action by action, with its reasons',
  async (t) => {
    t.timeout(PAIRS * 60_000);
    const terraform = await Terraform.start();
    try {
      await fc.assert(
        fc.asyncProperty(anyChanges, async ({ before, afters }) => {
          const applied = synthesizedStack(before);
          await terraform.apply(applied);
          for (const after of afters) await compare(t, terraform, applied, synthesizedStack(after));
        }),
        { numRuns: PAIRS / OTHERS, endOnFailure: true },
      );
    } finally {
      await terraform.stop();
    }
  },
);

async function compare(
  t: ExecutionContext,
  terraform: Terraform,
  before: SynthesizedStack,
  after: SynthesizedStack,
): Promise<void> {
  const plan = planInfrastructure(before, after);
  const { resource_changes: changes = [], errored = false } = await terraform.plan(after);
  const refusals = [
    ...plan.refusals.map(({ reason }) => reason),
    ...plan.resources.flatMap((each) => each.refusals),
  ];
  t.is(refusals.length > 0, errored, refusals.join('\n'));
  const theirs = new Map(
    changes.filter(({ mode }) => mode === 'managed').map((each) => [each.address, toldByTerraform(each)]),
  );
  // Where a plan is refused, Terraform leaves out what it had not come to.
  const compared = plan.resources.filter(({ address }) => !errored || theirs.has(address));
  t.deepEqual(
    Object.fromEntries(compared.map((each) => [each.address, told(each)])),
    Object.fromEntries(compared.map(({ address }) => [address, theirs.get(address) ?? 'missing'])),
  );
  t.deepEqual(
    [...theirs.keys()].filter((address) => !plan.resources.some((each) => each.address === address)),
    [],
  );
}
