import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { readMessage } from '../../../src/lifecycle/terraform/messages.ts';
import { readPlan } from '../../../src/lifecycle/terraform/plan-json.ts';
import { advance, NOTHING_YET, type Progress } from '../../../src/lifecycle/terraform/progress.ts';
import { readState, type TerraformState } from '../../../src/lifecycle/terraform/state-json.ts';
import { contradictions, describeAftermath } from '../../../src/lifecycle/terraform/unfinished.ts';

/** A line as Terraform 1.11.4 writes it. */
function hook(type: string, addr: string, action: string): string {
  return JSON.stringify({ type, hook: { resource: { addr }, action, elapsed_seconds: 2 } });
}

function told(...lines: readonly string[]): Progress {
  return lines
    .map(readMessage)
    .reduce((before, message) => (message === undefined ? before : advance(before, message)), NOTHING_YET);
}

/** A state with instances of these names. */
function stateOf(names: readonly string[], further: Partial<TerraformState> = {}): TerraformState {
  const resources = names.map((name) => ({
    mode: 'managed',
    type: 'aws_instance',
    name,
    instances: [{ attributes: { id: name } }],
  }));
  return { serial: 7, lineage: 'one', outputs: {}, resources, ...further };
}

function planOf(actions: Readonly<Record<string, readonly string[]>>) {
  const changes = Object.entries(actions).map(([name, list]) => ({
    address: `aws_instance.${name}`,
    mode: 'managed',
    type: 'aws_instance',
    name,
    change: { actions: list },
  }));
  return readPlan(JSON.stringify({ format_version: '1.2', resource_changes: changes }));
}

const KILLED = {
  name: 'lab',
  again: 'vedette deploy lab',
  killed: 'SIGKILL',
  stray: undefined,
  lock: undefined,
};

test('what a killed Terraform had begun to create is named as in no state, also what it ended and did not store, but not what is nowhere else', (t) => {
  const progress = told(
    hook('apply_start', 'aws_instance.stored', 'create'),
    hook('apply_complete', 'aws_instance.stored', 'create'),
    hook('apply_start', 'aws_instance.unstored', 'create'),
    hook('apply_complete', 'aws_instance.unstored', 'create'),
    hook('apply_start', 'aws_instance.begun', 'create'),
    hook('apply_start', 'terraform_data.environment', 'create'),
    hook('apply_complete', 'terraform_data.environment', 'create'),
    hook('apply_start', 'aws_vpc.vpc', 'update'),
    '{"type":"apply_complete","hook":{"resource":{"addr":"aws_ins',
  );
  const text = describeAftermath({ ...KILLED, progress, state: stateOf(['stored']) });
  t.is(
    text,
    [
      'Terraform was ended by SIGKILL before it was done',
      'lab is changed in part; changes that are done, and stay: 3',
      'in no state, and may exist, 2 in all: vedette env adopt lab finds them by their tags and imports them; import or remove the others by hand, since the next deploy makes them a second time, or fails where there can be only one',
      '  aws_instance.begun',
      '  aws_instance.unstored',
      'begun and not ended, 1 in all: the next plan looks at how they are',
      '  aws_vpc.vpc',
      'mend what is named, and go on with vedette deploy lab',
    ].join('\n'),
  );
});

test('a state that cannot be read is never taken for one that lacks nothing', (t) => {
  const progress = told(hook('apply_start', 'aws_instance.ns', 'create'));
  const text = describeAftermath({ ...KILLED, progress, state: 'no connection' });
  t.regex(text, /the state cannot be read \(no connection\), so nobody knows what is missing in it/);
});

test('an apply that ended before it began says that nothing is changed', (t) => {
  const progress = told(
    JSON.stringify({
      type: 'diagnostic',
      diagnostic: { severity: 'error', summary: 'Saved plan is stale', detail: 'Plan\nanew.' },
    }),
  );
  t.is(
    describeAftermath({ ...KILLED, killed: undefined, progress, state: stateOf([]) }),
    'Saved plan is stale\nPlan\nanew.\nnothing of lab is changed\nmend what is named, and go on with vedette deploy lab',
  );
});

test('an interrupt is no fault to mend, and a lock that stays is named', (t) => {
  const halted = JSON.stringify({
    type: 'diagnostic',
    diagnostic: { severity: 'error', summary: 'execution halted', detail: '' },
  });
  const lock = { id: 'l-1', who: 'ada@ci', since: '2026-01-02T03:04:05Z', operation: 'apply' };
  const progress = told(
    hook('apply_start', 'aws_instance.a', 'create'),
    hook('apply_complete', 'aws_instance.a', 'create'),
    halted,
  );
  t.is(
    describeAftermath({ ...KILLED, killed: undefined, lock, progress, state: stateOf(['a']) }),
    [
      'lab is changed in part; changes that are done, and stay: 1',
      'the lock l-1 stays on the state, by ada@ci since 2026-01-02T03:04:05Z; vedette env unlock lab takes it away',
      'go on with vedette deploy lab',
    ].join('\n'),
  );
});

test('where the state could not be stored its file is named', (t) => {
  const text = describeAftermath({
    ...KILLED,
    progress: NOTHING_YET,
    state: undefined,
    stray: '.vedette/lab.errored.tfstate',
  });
  t.regex(
    text,
    /it is in \.vedette\/lab\.errored\.tfstate; store it with terraform state push before anything else/,
  );
});

test('a state contradicts Terraform where something is missing, left or tainted, or it is another or an older one', (t) => {
  const plan = planOf({ a: ['create'], b: ['delete'], c: ['delete', 'create'], d: ['no-op'] });
  t.deepEqual(contradictions(plan, stateOf([]), stateOf(['a', 'c'])), []);
  t.deepEqual(contradictions(plan, undefined, stateOf(['a', 'b'])), [
    'aws_instance.c is not in the state',
    'aws_instance.b is still in the state',
  ]);
  const after = stateOf(['a', 'c'], { lineage: 'two', serial: 6 });
  t.deepEqual(contradictions(plan, stateOf([]), after), [
    'the state is another one than was planned on',
    'the state is older (serial 6) than what was planned on (serial 7)',
  ]);
  const tainted = readState(
    JSON.stringify({
      version: 4,
      serial: 8,
      lineage: 'one',
      resources: [
        { mode: 'managed', type: 'aws_instance', name: 'a', instances: [{ status: 'tainted' }] },
        { mode: 'managed', type: 'aws_instance', name: 'c', instances: [{}] },
      ],
    }),
  );
  t.deepEqual(tainted && contradictions(plan, undefined, tainted), ['aws_instance.a is tainted']);
});

test('resources of modules and of counts have the addresses that plans give them', (t) => {
  const resources = [
    {
      mode: 'managed',
      type: 'x',
      name: 'y',
      module: 'module.m',
      instances: [{ index_key: 0 }, { index_key: 'k' }],
    },
  ];
  const plan = readPlan(
    JSON.stringify({
      format_version: '1.2',
      resource_changes: ['module.m.x.y[0]', 'module.m.x.y["k"]'].map((address) => ({
        address,
        mode: 'managed',
        type: 'x',
        name: 'y',
        change: { actions: ['create'] },
      })),
    }),
  );
  t.deepEqual(contradictions(plan, undefined, stateOf([], { resources })), []);
});

test('a plan or a state of an unknown form is refused', (t) => {
  t.throws(() => readPlan('{"format_version":"2.0"}'), { message: /has a form that vedette does not know/ });
  t.throws(() => readPlan('{"format_version":"1.2","resource_changes":[{}]}'), { message: /does not know/ });
  t.throws(() => readState('{"version":5}'), { message: /does not know/ });
  t.is(readState('\n'), undefined);
});

testProp(
  'nothing that Terraform prints steers a terminal, or ends the run',
  [fc.string({ unit: 'binary' })],
  (t, text) => {
    const diagnostic = { severity: 'error', summary: text, detail: text };
    const progress = told(text, JSON.stringify({ type: 'diagnostic', diagnostic }));
    const shown = progress.diagnostics.map((one) => one.text.replaceAll('\n', '')).join('');
    t.notRegex(shown, /\p{Cc}/u);
  },
);

const name = fc.constantFrom('a', 'b', 'c', 'd');

testProp(
  'exactly what was begun to be created, did not fail and is in no state is named so, whatever is told in which order',
  [
    fc.array(fc.tuple(fc.constantFrom('apply_start', 'apply_complete', 'apply_errored'), name)),
    fc.uniqueArray(name),
  ],
  (t, events, stored) => {
    const progress = told(...events.map(([type, one]) => hook(type, `aws_instance.${one}`, 'create')));
    const text = describeAftermath({ ...KILLED, progress, state: stateOf(stored) });
    const [, named = ''] = /^in no state, and may exist, .*((?:\n {2}.*)*)/m.exec(text) ?? [];
    const lost = [...progress.open, ...progress.done]
      .map(({ address }) => address)
      .filter((address) => !stored.some((one) => `aws_instance.${one}` === address));
    t.deepEqual(new Set(named.split(/\n {2}/).slice(1)), new Set(lost));
  },
);
