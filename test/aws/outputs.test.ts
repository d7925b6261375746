import { createHash } from 'node:crypto';
import test from 'ava';
import { renderHost } from '../../src/render/host-files.ts';
import { shipped } from '../_environment.ts';
import { changed, reference, synth } from './_synth.ts';

test('a client learns the group and where the Sentinels listen', async (t) => {
  const { output } = await synth(await shipped('quorum'));
  t.is(output.group?.value, 'mymaster');
  t.deepEqual(output.sentinels?.value, [
    '10.0.1.10:5000',
    '10.0.1.11:5000',
    '10.0.1.12:5000',
    '10.0.1.13:5000',
    '10.0.1.14:5000',
  ]);
});

test('a client learns which security group lets it in', async (t) => {
  const { output } = await synth(await shipped('lab'));
  t.is(output.client_security_group?.value, reference('aws_security_group.security_group_client.id'));
});

test('the address of every host is an output', async (t) => {
  const { output } = await synth(await shipped('lab'));
  t.deepEqual(output.addresses?.value, {
    ctrl: '10.0.0.25',
    node01: '10.0.0.51',
    node02: '10.0.0.52',
    ns: '10.0.0.30',
  });
});

test('the digest of a host is that of its boot script', async (t) => {
  const environment = await shipped('lab');
  const { output } = await synth(environment);
  const digests = environment.hosts.map((host) => [
    host.name,
    createHash('sha256').update(renderHost(environment, host).userData).digest('hex'),
  ]);
  t.deepEqual(output.rendered?.value, Object.fromEntries(digests));
});

test('the name of the secret is an output, and nothing that is in it', async (t) => {
  const { output } = await synth(await shipped('lab'));
  t.is(output.password_secret?.value, 'vedette/lab/redis-password');
});

test('a changed definition shows in the digests', async (t) => {
  const before = await synth(await shipped('lab'));
  const after = await synth(await changed('lab', { redis: { package: 'redis72', maxmemory: '123mb' } }));
  t.notDeepEqual(after.output.rendered, before.output.rendered);
});
