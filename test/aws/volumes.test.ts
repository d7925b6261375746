import test from 'ava';
import { environmentNames } from '../../src/definition/load.ts';
import { dataHosts } from '../../src/topology/environment.ts';
import { shipped } from '../_environment.ts';
import { changed, reference, resource, resources, synth } from './_synth.ts';

const GIB = 1024 ** 3;

for (const name of environmentNames())
  test(`every data host of ${name} has an encrypted volume in its zone, and no other host has one`, async (t) => {
    const environment = await shipped(name);
    const stack = await synth(environment);
    t.deepEqual(
      resources(stack, 'aws_ebs_volume'),
      Object.fromEntries(
        dataHosts(environment).map((host) => [
          `volume_${host.name}`,
          {
            ...resource(stack, 'aws_ebs_volume', `volume_${host.name}`),
            availability_zone: `eu-central-1${host.zone.name}`,
            size: host.data.volume.size / GIB,
            type: 'gp3',
            encrypted: true,
          },
        ]),
      ),
    );
  });

for (const name of environmentNames())
  test(`the volumes of ${name} are attached where the boot script waits for them`, async (t) => {
    const environment = await shipped(name);
    const stack = await synth(environment);
    const attachments = Object.entries(resources(stack, 'aws_volume_attachment')).map(
      ([id, { device_name, volume_id, instance_id }]) => [id, device_name, volume_id, instance_id],
    );
    t.deepEqual(
      attachments.sort(),
      dataHosts(environment)
        .map((host) => [
          `volume_attachment_${host.name}`,
          '/dev/sdf',
          reference(`aws_ebs_volume.volume_${host.name}.id`),
          reference(`aws_instance.instance_${host.name}.id`),
        ])
        .sort(),
    );
  });

test('a volume is never detached from a running host', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const attachment of Object.values(resources(stack, 'aws_volume_attachment')))
    t.is(attachment.skip_destroy, true);
});

test('a volume of a protected environment is not destroyed, and if its host is taken out, not without a snapshot', async (t) => {
  const stack = await synth(await shipped('production'));
  for (const volume of Object.values(resources(stack, 'aws_ebs_volume')))
    t.like(volume, { final_snapshot: true, lifecycle: { prevent_destroy: true } });
});

test('a volume of an environment that is not protected goes with it', async (t) => {
  const stack = await synth(await shipped('lab'));
  for (const volume of Object.values(resources(stack, 'aws_ebs_volume'))) {
    t.is(volume.final_snapshot, undefined);
    t.false('prevent_destroy' in Object(volume.lifecycle));
  }
});

test('a changed maxmemory changes nothing but boot scripts and their digests', async (t) => {
  const was = await synth(await shipped('lab'));
  const is = await synth(await changed('lab', { redis: { package: 'redis72', maxmemory: '123mb' } }));
  t.deepEqual({ ...is.output, rendered: was.output.rendered }, was.output);
  const instances = resources(is, 'aws_instance');
  t.deepEqual(
    {
      ...is.resource,
      aws_instance: Object.fromEntries(
        Object.entries(instances).map(([id, instance]) => [
          id,
          { ...instance, user_data: resource(was, 'aws_instance', id).user_data },
        ]),
      ),
    },
    was.resource,
  );
});
