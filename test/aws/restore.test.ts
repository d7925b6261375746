import test from 'ava';
import { changed, resource, resources, synth } from './_synth.ts';

const aws = { restore: 'snap-0123456789abcdef0' };

test('the host that starts as primary has the data of the snapshot, and the other volumes are empty', async (t) => {
  const stack = await synth(await changed('quorum', { aws }));
  const snapshots = Object.entries(resources(stack, 'aws_ebs_volume')).map(([name, volume]) => [
    name,
    volume.snapshot_id,
  ]);
  t.deepEqual(
    snapshots.filter(([, snapshot]) => snapshot !== undefined),
    [['volume_data1', aws.restore]],
  );
});

test('it is created after every other data host, none of which may have the data of before', async (t) => {
  const stack = await synth(await changed('quorum', { aws }));
  const data = Object.keys(resources(stack, 'aws_volume_attachment')).map((name) =>
    name.replace('volume_attachment_', 'aws_instance.instance_'),
  );
  const { depends_on: needs } = resource(stack, 'aws_instance', 'instance_data1');
  t.true(data.length > 1);
  t.deepEqual(
    [needs].flat().filter((one) => String(one).startsWith('aws_instance.')),
    data.filter((address) => !address.endsWith('_data1')),
  );
});

test('another snapshot replaces every data volume, and none any more changes nothing', async (t) => {
  const [given, none] = [await synth(await changed('lab', { aws })), await synth(await changed('lab', {}))];
  t.deepEqual(resource(given, 'terraform_data', 'restore'), { input: aws.restore });
  t.deepEqual(resource(none, 'terraform_data', 'restore'), {
    input: '',
    lifecycle: { ignore_changes: ['input'] },
  });
  for (const stack of [given, none])
    for (const volume of Object.values(resources(stack, 'aws_ebs_volume')))
      t.like(volume, {
        lifecycle: { replace_triggered_by: ['terraform_data.restore'], ignore_changes: ['snapshot_id'] },
      });
});

test('what guards protected volumes gives way to a restore, and they leave snapshots of their own', async (t) => {
  const stack = await synth(await changed('production', { aws }));
  for (const volume of Object.values(resources(stack, 'aws_ebs_volume'))) {
    t.is(volume.final_snapshot, true);
    t.false('prevent_destroy' in Object(volume.lifecycle));
  }
});

test('a host is replaced with its volume, which it has in use', async (t) => {
  const stack = await synth(await changed('lab', {}));
  const { lifecycle } = resource(stack, 'aws_instance', 'instance_ns');
  t.deepEqual(Object(lifecycle).replace_triggered_by, [
    'terraform_data.kind_ns',
    'aws_ebs_volume.volume_ns.id',
  ]);
});
