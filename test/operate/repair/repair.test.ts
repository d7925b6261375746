import { needs } from '../../_needs.ts';
import { brokenGroup, leftKinds } from './_broken.ts';

const real = needs('redis-server', 'redis-sentinel');

real('many things that are broken at once are all found, mended in order, and gone', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-many');
  await broken.redis('one', 'SET', 'kept', 'yes');
  // A switch-over that was killed leaves a priority and a write guard, and a rotation that was stopped a password.
  await broken.redis('two', 'CONFIG', 'SET', 'replica-priority', '1');
  await broken.redis('one', 'CONFIG', 'SET', 'min-replicas-to-write', '2');
  await broken.redis('three', 'CONFIG', 'SET', 'masterauth', 'another');
  await broken.redis('three', 'REPLICAOF', broken.nowhere, '6379');
  await broken.misdirect('three', 'two');
  await broken.sentinel('one', 'REMOVE', 'mymaster');

  const mended = await broken.mend();
  t.deepEqual(mended.kinds, [
    'wrong-login three',
    'wrong-primary three',
    'sentinels-astray three',
    'unwatched one',
    'priority two',
    'write-guard one',
  ]);
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
  t.is(await broken.health(), 'healthy, one');
  t.is(await broken.redis('three', 'GET', 'kept'), 'yes');
});
