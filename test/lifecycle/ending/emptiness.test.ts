import test from 'ava';
import { endedBetween, isEmpty, remainsOf } from '../../../src/lifecycle/ending/emptiness.ts';
import { readState, type TerraformState } from '../../../src/lifecycle/terraform/state-json.ts';
import { taggingApi } from '../tagged/_tagging-api.ts';

const ARN = 'arn:aws:ec2:eu-central-1:111122223333';

/** A state that has some objects. */
function state(...resources: readonly object[]): TerraformState | undefined {
  return readState(JSON.stringify({ version: 4, serial: 1, lineage: 'x', resources }));
}

function instance(name: string, ...instances: readonly object[]): object {
  return { mode: 'managed', type: 'aws_instance', name, instances };
}

const attributes = (id: string) => ({
  attributes: { id, root_block_device: [{ volume_id: `vol-of-${id}` }] },
});

const EVIDENCE = { name: 'lab', regions: ['eu-central-1'], keepsSnapshots: true, ended: new Set<string>() };

test('what ended is what the state has no more, with the root volumes of instances', (t) => {
  const before = state(
    instance('one', attributes('i-1')),
    instance('two', attributes('i-2'), { ...attributes('i-3'), deposed: 'abc' }),
    { mode: 'data', type: 'aws_ami', name: 'image', instances: [{ attributes: { id: 'ami-1' } }] },
    { mode: 'managed', type: 'terraform_data', name: 'odd', instances: [{ attributes: { id: 7 } }, {}] },
  );
  const after = state(instance('two', attributes('i-2')));
  t.deepEqual([...endedBetween(before, after)].sort(), ['i-1', 'i-3', 'vol-of-i-1', 'vol-of-i-3']);
  t.deepEqual([...endedBetween(undefined, after)], []);
});

test('a root volume that is kept when its instance goes has not ended with it', (t) => {
  const root_block_device = [
    { volume_id: 'vol-kept', delete_on_termination: false },
    { volume_id: 'vol-gone', delete_on_termination: true },
  ];
  const before = state(instance('one', { attributes: { id: 'i-1', root_block_device } }));
  t.deepEqual([...endedBetween(before, state())].sort(), ['i-1', 'vol-gone']);
});

test.serial('older objects of an address count as left, and data sources do not', async (t) => {
  await taggingApi(t, () => [200, { ResourceTagMappingList: [] }]);
  const left = state(instance('two', { deposed: 'abc' }), {
    mode: 'data',
    type: 'x',
    name: 'y',
    instances: [{}],
  });
  const remains = await remainsOf({ ...EVIDENCE, state: left });
  t.deepEqual(remains.inState, ['aws_instance.two (deposed abc)']);
  t.false(isEmpty(remains));
  t.true(isEmpty(await remainsOf({ ...EVIDENCE, state: state() })));
});

test.serial(
  'snapshots are there to outlive an environment, but for one that was created for a time',
  async (t) => {
    const list = ['snapshot/snap-1', 'vpc/vpc-1'].map((path) => ({ ResourceARN: `${ARN}:${path}` }));
    await taggingApi(t, () => [200, { ResourceTagMappingList: list }]);
    const ids = (some: unknown) => (Array.isArray(some) ? some.map(({ id }) => id) : some);
    const kept = await remainsOf({ ...EVIDENCE, state: undefined });
    t.deepEqual([ids(kept.tagged), ids(kept.snapshots)], [['vpc-1'], ['snap-1']]);
    const created = await remainsOf({ ...EVIDENCE, keepsSnapshots: false, state: undefined });
    t.deepEqual([ids(created.tagged), ids(created.snapshots)], [['snap-1', 'vpc-1'], []]);
  },
);

test.serial('where AWS does not answer it is not known what is left, which is not nothing', async (t) => {
  await taggingApi(t, () => [400, { __type: 'AccessDeniedException', message: 'no' }]);
  const remains = await remainsOf({ ...EVIDENCE, state: undefined });
  t.regex('unknown' in remains.tagged ? remains.tagged.unknown : '', /tag:GetResources/);
  t.false(isEmpty(remains));
});
