import test from 'ava';
import { type JudgeOptions, judgePlan, type LiveGroup } from '../../../src/lifecycle/plan/judge.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import {
  CREATED,
  deleted,
  type Given,
  live,
  pair,
  planOf,
  replaced,
  resource,
  updated,
  type Whole,
} from './_plan.ts';

interface Case {
  readonly environment?: Environment;
  /** Undefined where nobody can be asked. @default a1 is the primary */
  readonly group?: LiveGroup | undefined;
  readonly options?: JudgeOptions;
  readonly whole?: Whole;
}

function judge(given: Readonly<Record<string, Given>>, own: Case = {}) {
  const { environment, group, options, whole } = { environment: pair(), group: live('a1'), ...own };
  return judgePlan(planOf(environment, given, whole), environment, group, options);
}

const guards = (...args: Parameters<typeof judge>): readonly string[] =>
  judge(...args).refusals.map(({ guard }) => guard);

const REPLACE_A = { 'aws_instance.instance_a1': replaced(['private_ip']) };
const REPLACE_B = { 'aws_instance.instance_b1': replaced(['private_ip']) };
const REPLACE_C = { 'aws_instance.instance_c1': replaced(['private_ip']) };
const NOBODY = { group: undefined };
const MEMORY = pair({ redis: { persistence: 'none' } });
const PROTECTED = pair({ protected: true, aws: { account: '123456789012' } });

test('a plan without changes changes nothing, and nothing refuses it', (t) => {
  t.like(judge({}), { effect: 'nothing', impact: 'none', refusals: [], rows: [], resources: [] });
});

test('that only tags change is said, once for all that have them', (t) => {
  const tagged = updated({ tags_all: { Name: 'x' } }, { tags_all: { Name: 'x', team: 'data' } });
  const judged = judge({ 'aws_vpc.vpc': tagged, 'aws_instance.instance_a1': tagged });
  t.is(judged.summary, 'vedette deploy would change aws.tags live. Only tags change.');
  t.deepEqual(
    judged.rows.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [['aws.tags', 'none', '{"team":"data"}']],
  );
  t.deepEqual(judged.refusals, []);
});

test('outputs alone leave a roll-out to do, and their values are not told', (t) => {
  const line = '2026-11-27T21:09:34Z: waits for vedette rollout: redis.conf: maxmemory 1gb';
  const outputs = {
    rendered: { actions: ['update'], before: { a1: 'one' }, after: { a1: 'hidden-digest' } },
    pending: { actions: ['update'], before: {}, after: { a1: line, b1: line }, after_unknown: false },
  };
  const judged = judge({}, { whole: { output_changes: outputs } });
  t.like(judged, {
    effect: 'outputs',
    impact: 'none',
    waiting: ['a1', 'b1'],
    waits: [{ hosts: ['a1', 'b1'], what: 'redis.conf: maxmemory 1gb' }],
    outputs: ['pending', 'rendered'],
  });
  t.regex(
    judged.summary,
    /^It changes no resource\. A roll-out is left to do: a1 and b1 run with what an earlier/,
  );
  t.false(JSON.stringify(judged).includes('hidden-digest'));
});

test('hosts that go on waiting are told, and are nothing to apply', (t) => {
  const pending = { actions: ['update'], before: { a1: 'at one' }, after: { a1: 'at two' } };
  t.like(judge({}, { whole: { output_changes: { pending } } }), { effect: 'nothing', waiting: ['a1'] });
});

test('the current primary is not replaced, and another data host is', (t) => {
  t.deepEqual(guards(REPLACE_A), ['current-primary']);
  t.deepEqual(guards(REPLACE_A, { group: live('b1') }), []);
  t.deepEqual(guards(REPLACE_B), []);
  t.is(
    judge(REPLACE_A).refusals[0]?.reason,
    'a1 is the current primary and would be replaced: writes that no replica has yet are lost',
  );
});

test('whoever holds data may be the primary where nobody can be asked', (t) => {
  t.deepEqual(guards(REPLACE_B, NOBODY), ['current-primary']);
  t.deepEqual(guards(REPLACE_B, { group: live(undefined) }), ['current-primary']);
  t.deepEqual(guards(REPLACE_C, NOBODY), []);
  t.regex(judge(REPLACE_B, NOBODY).refusals[0]?.reason ?? '', /nobody could be asked who is the primary/);
});

test('a stop and start takes a host away like a replacement', (t) => {
  const larger = {
    'aws_instance.instance_a1': updated({ instance_type: 'm7g.large' }, { instance_type: 'm7g.xlarge' }),
  };
  const judged = judge(larger);
  t.like(judged, { impact: 'stop-start' });
  t.deepEqual(
    judged.refusals.map(({ guard }) => guard),
    ['current-primary'],
  );
});

test('a minority of the Sentinels may go at once, and no more', (t) => {
  t.deepEqual(guards(REPLACE_C), []);
  t.deepEqual(guards({ ...REPLACE_B, ...REPLACE_C }), ['sentinel-majority']);
  t.is(
    judge({ ...REPLACE_B, ...REPLACE_C }).refusals[0]?.reason,
    '2 of 3 Sentinels (b1 and c1) would be replaced, and without 2 nobody fails over',
  );
});

test('a Sentinel that leaves counts like one that is replaced', (t) => {
  const { hosts } = pair().definition;
  const { b1: _gone, ...others } = hosts;
  const without = pair({ hosts: others, sentinel: { quorum: 1 } });
  const leaving = {
    'aws_instance.instance_b1': deleted({}),
    'terraform_data.kind_b1': deleted({ input: 'sentinel' }),
  };
  t.deepEqual(guards(leaving, { environment: without }), []);
  t.deepEqual(guards({ ...leaving, ...REPLACE_C }, { environment: without }), ['sentinel-majority']);
});

test('what a host was is not known where the state does not say so: then it was both', (t) => {
  const lost = { 'terraform_data.kind_c1': CREATED };
  t.deepEqual(guards({ ...REPLACE_C, ...lost }, NOBODY), ['current-primary']);
  t.deepEqual(guards({ ...REPLACE_B, ...lost }), ['sentinel-majority']);
});

test('all data hosts are not replaced at once, nor the only one that has the data', (t) => {
  t.deepEqual(guards({ ...REPLACE_A, ...REPLACE_B }), [
    'all-data-hosts',
    'current-primary',
    'sentinel-majority',
  ]);
  t.deepEqual(guards(REPLACE_A, { group: live('a1', ['b1']) }), ['only-data-host', 'current-primary']);
  t.deepEqual(guards(REPLACE_B, { group: live('a1', ['b1']) }), []);
});

test('a first creation is refused by nothing', (t) => {
  const all = Object.fromEntries(
    planOf(pair()).resource_changes?.map(({ address }) => [address, CREATED]) ?? [],
  );
  const judged = judge(all, NOBODY);
  t.deepEqual(judged.refusals, []);
  t.deepEqual(
    judged.hosts.map(({ fate }) => fate),
    ['created', 'created', 'created'],
  );
  t.regex(judged.summary, /^vedette deploy would create a1, b1 and c1/);
});

test('no data volume is destroyed, with a snapshot or without', (t) => {
  const lost = judge({ 'aws_ebs_volume.volume_b1': deleted({ size: 10 }) });
  t.deepEqual(
    lost.refusals.map(({ guard, reason }) => [guard, reason]),
    [['data-volume', 'the data volume of b1 would be destroyed with the data on it']],
  );
  t.is(lost.impact, 'data-loss');
  const kept = judge(
    { 'aws_ebs_volume.volume_b1': deleted({ final_snapshot: true }) },
    { environment: PROTECTED },
  );
  t.deepEqual(
    kept.refusals.map(({ guard, reason }) => [guard, reason]),
    [['data-volume', 'the data volume of b1 would be destroyed, and a snapshot of it stays']],
  );
});

test('an older object of a volume is a volume', (t) => {
  const older = { ...deleted({ size: 10 }), deposed: 'abcd1234' };
  const plan = planOf(pair());
  const more = {
    ...plan,
    resource_changes: [...(plan.resource_changes ?? []), resource('aws_ebs_volume.volume_b1', older)],
  };
  const judged = judgePlan(more, pair(), live('a1'));
  t.deepEqual(
    judged.refusals.map(({ guard }) => guard),
    ['data-volume'],
  );
  t.deepEqual(
    judged.resources.map(({ address }) => address),
    ['aws_ebs_volume.volume_b1 (an older object)'],
  );
});

test('nothing lets a protected environment lose data', (t) => {
  const options: JudgeOptions = {
    allowed: ['data-volume', 'all-data-hosts', 'current-primary', 'sentinel-majority', 'unknown-change'],
  };
  const lost = { 'aws_ebs_volume.volume_b1': deleted({ final_snapshot: false }) };
  t.deepEqual(guards(lost, { environment: PROTECTED, options }), ['protected-data']);
  const unknown = { 'aws_vpc.vpc': { change: { actions: ['melt'] } } };
  t.deepEqual(guards(unknown, { environment: PROTECTED, options }), ['unknown-change']);
  const memory = pair({ protected: true, aws: { account: '123456789012' }, redis: { persistence: 'none' } });
  t.deepEqual(guards({ ...REPLACE_A, ...REPLACE_B }, { environment: memory, options }), ['protected-data']);
  t.deepEqual(guards({ ...REPLACE_A, ...REPLACE_B }, { environment: MEMORY, options }), []);
});

test('what is deployed is protected until a deploy has taken that away', (t) => {
  const options: JudgeOptions = { allowed: ['data-volume'] };
  const lost = {
    'aws_ebs_volume.volume_b1': deleted({ final_snapshot: false }),
    'aws_instance.instance_a1': updated(
      { disable_api_termination: true },
      { disable_api_termination: false },
    ),
  };
  t.deepEqual(guards(lost, { options }), ['protected-data']);
});

const UNKNOWN: readonly (readonly [string, Given | undefined, Whole?])[] = [
  ['an action', { change: { actions: ['melt'] } }],
  ['no action', { change: { actions: [] } }],
  ['a combination of actions', { change: { actions: ['create', 'forget'] } }],
  ['a reason', { ...replaced(['cidr_block']), action_reason: 'replace_by_whim' }],
  ['a replacement without a reason', { change: { actions: ['delete', 'create'] } }],
  ['a mode', { ...CREATED, mode: 'dream' }],
  ['a type', { ...CREATED, type: 'aws_unheard_of' }],
  ['a provider', { ...CREATED, provider_name: 'registry.terraform.io/else/aws' }],
  ['a resource in a module', { ...CREATED, module_address: 'module.more' }],
  ['one of several', { ...CREATED, index: 0 }],
  ['an argument', updated({ colour: 'red' }, { colour: 'blue' })],
  ['an update without a difference', updated({}, {})],
  [
    'an argument that replaces and is changed in place',
    updated({ cidr_block: 'one' }, { cidr_block: 'two' }),
  ],
  ['a change that is put off', undefined, { deferred_changes: [{ reason: 'resource_config_unknown' }] }],
  ['an action that is invoked', undefined, { action_invocations: [{ address: 'action.x' }] }],
  ['a part of the plan', undefined, { novelties: true }],
];

for (const [what, given, whole = {}] of UNKNOWN)
  test(`what vedette does not know is unknown, counts as the worst, and is refused: ${what}`, (t) => {
    const judged = judge(given === undefined ? {} : { 'aws_vpc.vpc': given }, { whole });
    t.is(judged.impact, 'unknown');
    t.is(judged.effect, 'resources');
    t.deepEqual(
      judged.refusals.map(({ guard }) => guard),
      ['unknown-change'],
    );
  });

test('a host that a plan does not name is unknown', (t) => {
  const plan = planOf(pair());
  const without = plan.resource_changes?.filter(({ address }) => address !== 'aws_instance.instance_b1');
  const judged = judgePlan({ ...plan, resource_changes: without }, pair(), live('a1'));
  t.like(judged.hosts[1], { host: 'b1', fate: 'unknown' });
  t.deepEqual(
    judged.refusals.map(({ guard }) => guard),
    ['unknown-change'],
  );
});

test('an adoption names the hosts that are left, and one whose hosts were never made is refused nothing', (t) => {
  const plan = planOf(pair(), { 'aws_vpc.vpc': { change: { importing: { id: 'vpc-1' } } } });
  const left = plan.resource_changes?.filter(({ type }) => type !== 'aws_instance');
  const adopt = (changes: typeof left, options: JudgeOptions) =>
    judgePlan({ ...plan, resource_changes: changes }, pair(), undefined, options);
  const judged = adopt(left, { purpose: 'adopt' });
  t.deepEqual([judged.impact, judged.refusals], ['none', []]);
  t.true(judged.hosts.every(({ exists }) => !exists));
  t.true(adopt(left, {}).refusals.length > 0);
  const stopped = adopt([...(left ?? []), ...(planOf(pair(), REPLACE_A).resource_changes ?? [])], {
    purpose: 'adopt',
  });
  t.true(stopped.refusals.length > 0);
  t.regex(stopped.summary, /^vedette env adopt would /);
});

test('a plan that Terraform did not finish is refused, with what its conditions say', (t) => {
  const problems = [{ message: 'redis.port is 6380 and the hosts listen on 6379.' }];
  const checks = [
    {
      address: { kind: 'resource', to_display: 'terraform_data.port_redis' },
      status: 'fail',
      instances: [{ address: { to_display: 'terraform_data.port_redis' }, status: 'fail', problems }],
    },
  ];
  const judged = judge(REPLACE_A, { whole: { errored: true, complete: false, checks } });
  t.deepEqual(
    judged.refusals.map(({ guard, isFinal, reason }) => [guard, isFinal, reason]),
    [['errored-plan', true, 'Terraform refuses the plan: redis.port is 6380 and the hosts listen on 6379']],
  );
  t.like(judged, { impact: 'refused' });
  t.deepEqual(guards({}, { whole: { errored: true, complete: false } }), ['errored-plan']);
  t.deepEqual(guards({}, { whole: { complete: false } }), ['incomplete-plan']);
  t.deepEqual(guards({}, { whole: { checks: 'all fine' } }), ['errored-plan']);
});

test('a volume that is to get smaller is refused before the apply is', (t) => {
  const judged = judge({ 'aws_ebs_volume.volume_a1': updated({ size: 20 }, { size: 10 }) });
  t.deepEqual(
    judged.refusals.map(({ guard, isFinal }) => [guard, isFinal]),
    [['impossible-change', true]],
  );
});

test('imports, moves, reads and what is forgotten are told and refused by nothing', (t) => {
  const judged = judge({
    'aws_vpc.vpc': { change: { importing: { id: 'vpc-1' } } },
    'aws_subnet.subnet_a': { previous_address: 'aws_subnet.subnet_one' },
    'aws_volume_attachment.volume_attachment_b1': { change: { actions: ['forget'], after: null } },
    'data.aws_ebs_volumes.volumes': {
      mode: 'data',
      action_reason: 'read_because_dependency_pending',
      change: { actions: ['read'] },
    },
  });
  t.like(judged, { effect: 'resources', impact: 'none', refusals: [] });
  t.deepEqual(
    judged.resources.map(({ address, action }) => [address, action]),
    [
      ['aws_subnet.subnet_a', 'move'],
      ['aws_volume_attachment.volume_attachment_b1', 'forget'],
      ['aws_vpc.vpc', 'import'],
      ['data.aws_ebs_volumes.volumes', 'read'],
    ],
  );
});

test('a volume that an earlier run left half made is replaced with what is on it', (t) => {
  const judged = judge({
    'aws_ebs_volume.volume_b1': { ...replaced([]), action_reason: 'replace_because_tainted' },
  });
  t.deepEqual(
    judged.rows.map(({ key, impact }) => [key, impact]),
    [['host/volume', 'data-loss']],
  );
  t.regex(
    judged.rows[0]?.note ?? '',
    /an earlier run did not finish it; its volume is destroyed with its data/,
  );
});

test('a host says what replaces it: its kind, its volume, or an argument', (t) => {
  const triggered = { ...replaced([]), action_reason: 'replace_by_triggers' };
  const byKind = judge({
    'aws_instance.instance_b1': triggered,
    'terraform_data.kind_b1': updated({ input: 'data sentinel' }, { input: 'sentinel' }),
  });
  t.deepEqual(
    byKind.rows.map(({ key }) => key),
    ['host/roles'],
  );
  const byVolume = judge({
    'aws_instance.instance_b1': triggered,
    'aws_ebs_volume.volume_b1': replaced(['availability_zone'], {
      before: { availability_zone: 'eu-central-1b' },
      after: { availability_zone: 'eu-central-1c' },
    }),
  });
  t.deepEqual(
    byVolume.rows.map(({ key, note }) => [key, note]),
    [
      ['host/zone', 'its volume is destroyed with its data, and an empty one takes its place'],
      ['host/volume', 'the host is replaced with its volume'],
    ],
  );
});

test('what may not be shown is not, whatever becomes of it', (t) => {
  const secret = 'correct horse';
  const values = { description: secret, policy: secret, tags_all: { key: secret } };
  const marks = { description: true, policy: true, tags_all: { key: true } };
  const hidden = { before_sensitive: marks, after_sensitive: marks };
  const before = { ...values, description: `${secret} before`, tags_all: {} };
  const plans: readonly Given[] = [
    updated(before, values, hidden),
    replaced(['name'], { before, after: values, ...hidden }),
    { change: { ...deleted(before).change, ...hidden } },
    { change: { ...CREATED.change, after: values, ...hidden } },
    updated(before, values, { before_sensitive: true, after_sensitive: true }),
  ];
  for (const given of plans) {
    const judged = judge({ 'aws_secretsmanager_secret.redis_password': given });
    t.false(JSON.stringify(judged).includes(secret), JSON.stringify(given.change?.actions));
  }
});

test('a block that may not be shown as a whole is not shown by its arguments', (t) => {
  const block = (size: string) => ({ root_block_device: [{ volume_type: size }] });
  for (const marks of [{ root_block_device: [true] }, { root_block_device: true }, true]) {
    const given = updated(block('hidden-one'), block('hidden-two'), {
      before_sensitive: marks,
      after_sensitive: marks,
    });
    t.notRegex(
      JSON.stringify(judge({ 'aws_instance.instance_b1': given })),
      /hidden-/,
      JSON.stringify(marks),
    );
  }
});

test('a flag overrules its own guard alone, and what it overruled is told', (t) => {
  const judged = judge({ ...REPLACE_A, ...REPLACE_B }, { options: { allowed: ['current-primary'] } });
  t.deepEqual(
    judged.refusals.map(({ guard }) => guard),
    ['all-data-hosts', 'sentinel-majority'],
  );
  t.deepEqual(
    judged.overruled.map(({ guard }) => guard),
    ['current-primary'],
  );
});

test('an environment that is meant to end ends, unless it is protected or the state is of another one', (t) => {
  const environment = pair();
  const end = Object.fromEntries(
    planOf(environment).resource_changes?.map(({ address, change }) => [
      address,
      { change: { actions: ['delete'], before: change.before, after: null } },
    ]) ?? [],
  );
  const options: JudgeOptions = { purpose: 'destroy', allowed: ['data-volume'] };
  t.deepEqual(guards(end, { options, group: live('a1') }), []);
  t.deepEqual(guards(end, { options, environment: PROTECTED }), ['protected']);
  const heldStill = { ...end, 'aws_instance.instance_a1': deleted({ disable_api_termination: true }) };
  t.deepEqual(guards(heldStill, { options }), ['protected']);
  const foreign = { ...end, 'terraform_data.environment': deleted({ input: 'production' }) };
  t.deepEqual(guards(foreign, { options }), ['foreign-state']);
  t.regex(judge(end, { options }).summary, /^vedette destroy would lose or leave behind data of a1 and b1/);
});

test('an environment that is half gone ends with what is left of it', (t) => {
  const left = { 'aws_instance.instance_a1': deleted({}) };
  const plan = planOf(pair(), left);
  const changes = plan.resource_changes?.filter(({ change }) => change.actions.join() === 'delete');
  const judged = judgePlan({ ...plan, resource_changes: changes }, pair(), undefined, { purpose: 'destroy' });
  t.is(judged.summary, 'vedette destroy would destroy a1.');
  t.deepEqual(judged.refusals, []);
  const empty = judgePlan({ ...plan, resource_changes: undefined }, pair(), undefined, {
    purpose: 'destroy',
  });
  t.like(empty, { effect: 'nothing', impact: 'none', summary: 'It changes no resource.' });
});

test('a password that goes replaces no host', (t) => {
  const gone = judge({ 'aws_secretsmanager_secret.redis_password': deleted({}) });
  t.is(gone.summary, 'vedette deploy would delete what hosts share (password).');
  const anew = judge({ 'aws_secretsmanager_secret.redis_password': replaced(['name']) });
  t.is(anew.summary, 'vedette deploy would make anew what hosts share (password).');
});

test('a NAT gateway that is replaced leaves the hosts that stay without a way out', (t) => {
  const gateway = { 'aws_nat_gateway.nat_gateway': replaced(['subnet_id']) };
  t.deepEqual(
    judge(gateway).rows.map(({ key, impact }) => [key, impact]),
    [['network.egress', 'live-heavy']],
  );
  const tagged = updated({ tags_all: {} }, { tags_all: { team: 'data' } });
  const besides = Object.fromEntries(
    ['a1', 'b1', 'c1'].map((host) => [`aws_instance.instance_${host}`, tagged]),
  );
  t.is(judge({ ...gateway, ...besides }).impact, 'live-heavy');
});

test('a plan on a state that is older than what was deployed last is refused, with what to do, until somebody allows it', (t) => {
  const older = { how: 'the state is older', place: 'pair.tfstate', outside: ['aws_vpc vpc-1'] };
  const { refusals } = judge({}, { options: { older } });
  t.deepEqual(refusals, [
    {
      guard: 'older-state',
      isFinal: false,
      reason: 'the state is older; it does not know aws_vpc vpc-1, which the tag of pair is on',
      remedy:
        'put its newer version back into pair.tfstate, or import what it does not know with vedette env adopt pair, or give --allow older-state where nothing of that is left',
    },
  ]);
  const reasonOf = (outside: typeof older.outside | { readonly unknown: string }) =>
    judge({}, { options: { older: { ...older, outside } } }).refusals[0]?.reason;
  t.is(reasonOf([]), 'the state is older; nothing carries the tag of pair that it does not know');
  t.is(
    reasonOf({ unknown: 'AWS refuses' }),
    'the state is older; nobody can tell what it does not know (AWS refuses)',
  );
  t.deepEqual(guards({}, { options: { older, allowed: ['older-state'] } }), []);
  t.deepEqual(guards({}, { options: { older, purpose: 'destroy' } }), []);
});
