import { fc, testProp } from '@fast-check/ava';
import { type JudgedPlan, judgePlan, type LiveGroup } from '../../../src/lifecycle/plan/judge.ts';
import type { ResourceChange } from '../../../src/lifecycle/terraform/plan-json.ts';
import { IMPACTS } from '../../../src/redis/impact.ts';
import { CREATED, deleted, type Given, live, pair, planOf, replaced, resource, updated } from './_plan.ts';

const ENVIRONMENTS = [
  pair(),
  pair({ redis: { persistence: 'none' } }),
  pair({ protected: true, aws: { account: '123456789012' } }),
] as const;

const ADDRESSES = [
  ...(planOf(pair()).resource_changes ?? []).map(({ address }) => address),
  'aws_instance.instance_z9',
  'terraform_data.kind_z9',
  'aws_ebs_volume.volume_z9',
  'aws_nat_gateway.nat',
  'aws_unheard_of.thing',
];

const CHANGES: readonly Given[] = [
  CREATED,
  deleted({ input: 'data sentinel' }),
  replaced(['private_ip']),
  replaced([]),
  { ...replaced([]), action_reason: 'replace_by_triggers' },
  updated({ instance_type: 'm7g.large', size: 10 }, { instance_type: 'm7g.xlarge', size: 20 }),
  updated({ size: 20 }, { size: 10 }),
  updated({ tags_all: {} }, { tags_all: { team: 'data' } }),
  updated({ colour: 'red' }, { colour: 'blue' }),
  { change: { actions: ['forget'] } },
  { change: { actions: ['melt'] } },
  { change: { importing: { id: 'one' } } },
  { previous_address: 'aws_vpc.other' },
  { mode: 'data', change: { actions: ['read'] } },
];

const anyGroup: fc.Arbitrary<LiveGroup | undefined> = fc.constantFrom(
  undefined,
  live(undefined),
  live('a1'),
  live('b1', ['a1']),
);

const anyEnvironment = fc.constantFrom(...ENVIRONMENTS);

const anyChange = fc
  .tuple(fc.constantFrom(...ADDRESSES), fc.constantFrom(...CHANGES))
  .map(([address, change]) => [address, withMemory(address, change)] as const);

/** What the state remembers does not depend on what is done with it. */
function withMemory(address: string, { change = {}, ...given }: Given): Given {
  const remembered = REMEMBERED.get(address);
  if (remembered === undefined || change.before === null) return { ...given, change };
  return { ...given, change: { ...change, before: remembered } };
}

const REMEMBERED: ReadonlyMap<string, unknown> = new Map(
  (planOf(pair()).resource_changes ?? [])
    .filter(({ type }) => type === 'terraform_data')
    .map(({ address, change }) => [address, change.before]),
);

const anyChanges = fc.array(anyChange, { maxLength: 8 }).map((entries) => Object.fromEntries(entries));

/** Who holds the data is one question, whether one does or several. */
function guardsOf({ refusals }: JudgedPlan): ReadonlySet<string> {
  return new Set(refusals.map(({ guard }) => guard.replace(/^only-data-host$/, 'all-data-hosts')));
}

/** Whether a verdict is as hard as another, or harder. */
function isAsHard(one: JudgedPlan, than: JudgedPlan): boolean {
  const rank = ({ impact }: JudgedPlan): number => IMPACTS.indexOf(impact);
  const finals = ({ refusals }: JudgedPlan): number => refusals.filter(({ isFinal }) => isFinal).length;
  return (
    rank(one) >= rank(than) &&
    [...guardsOf(than)].every((guard) => guardsOf(one).has(guard)) &&
    (finals(than) === 0 || finals(one) > 0) &&
    (than.effect !== 'resources' || one.effect === 'resources')
  );
}

testProp(
  'whatever the order of the changes, the verdict is the same',
  [anyEnvironment, anyChanges, anyGroup, fc.infiniteStream(fc.nat())],
  (t, environment, given, group, numbers) => {
    const plan = planOf(environment, given);
    const shuffled = (plan.resource_changes ?? [])
      .map((change) => ({ change, at: numbers.next().value }))
      .sort((one, other) => one.at - other.at)
      .map(({ change }) => change);
    t.deepEqual(
      judgePlan({ ...plan, resource_changes: shuffled }, environment, group),
      judgePlan(plan, environment, group),
    );
  },
  { numRuns: 100 },
);

testProp(
  'one change more never makes the verdict milder',
  [anyEnvironment, anyChanges, anyChange, anyGroup],
  (t, environment, given, [address, change], group) => {
    fc.pre(!Object.hasOwn(given, address));
    const without = judgePlan(planOf(environment, given), environment, group);
    const more = judgePlan(planOf(environment, { ...given, [address]: change }), environment, group);
    t.true(isAsHard(more, without), JSON.stringify([without.refusals, more.refusals]));
  },
  { numRuns: 200 },
);

/** Names that nothing in a plan has. */
const anyField = fc.tuple(
  fc.string().map((text) => `x${text}`),
  fc.jsonValue(),
);

testProp(
  'fields that nobody knows never make the verdict milder',
  [anyEnvironment, anyChanges, anyGroup, anyField, anyField, anyField, fc.nat()],
  (t, environment, given, group, [name, value], [inside, other], [deep, third], at) => {
    const plan = planOf(environment, given);
    const strange = (change: ResourceChange): ResourceChange => ({
      ...change,
      [inside]: other,
      change: { ...change.change, [deep]: third },
    });
    const changes = plan.resource_changes ?? [];
    const chosen = at % changes.length;
    const resource_changes = changes.map((change, index) => (index === chosen ? strange(change) : change));
    const judged = judgePlan({ ...plan, resource_changes, [name]: value }, environment, group);
    t.true(isAsHard(judged, judgePlan(plan, environment, group)), JSON.stringify(judged.refusals));
  },
  { numRuns: 150 },
);

testProp(
  'whatever a plan says of a resource, it is told, and an unknown word is never nothing',
  [
    fc.record({
      actions: fc.array(fc.string()),
      action_reason: fc.string(),
      type: fc.string(),
      mode: fc.string(),
    }),
  ],
  (t, { actions, ...words }) => {
    const plan = planOf(pair());
    const strange = resource('aws_vpc.vpc', { ...words, change: { actions } });
    const judged = judgePlan(
      { ...plan, resource_changes: [...(plan.resource_changes ?? []), strange] },
      pair(),
      live('a1'),
    );
    t.is(judged.impact, 'unknown');
    t.deepEqual(
      judged.refusals.map(({ guard }) => guard),
      ['unknown-change'],
    );
  },
  { numRuns: 100 },
);
