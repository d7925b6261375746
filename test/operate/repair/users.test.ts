import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { needs } from '../../_needs.ts';
import { installedVersion } from '../../redis/_engines.ts';
import { THREE } from '../_processes.ts';
import { brokenGroup, leftKinds } from './_broken.ts';

const REQUIRED: EnvironmentDefinition = { ...THREE, users: { mode: 'required' } };

const real = needs('redis-server', 'redis-sentinel');

real(
  'where users are required, who cannot log in any more is given the login of its user, and who forgot the group too',
  async (t) => {
    t.timeout(180_000);
    const broken = await brokenGroup(t, 'mended-users', REQUIRED, { version: installedVersion() });
    await broken.redis('three', 'CONFIG', 'SET', 'masteruser', '', 'masterauth', 'another');
    await broken.redis('one', 'CLIENT', 'KILL', 'TYPE', 'replica');
    await broken.sentinel('one', 'REMOVE', 'mymaster');
    await broken.sentinel('two', 'SET', 'mymaster', 'auth-pass', 'another');
    await broken.until('two finds the primary down', async () =>
      (await broken.health()).includes('Sentinel two finds the primary down'),
    );
    const mended = await broken.mend();
    t.deepEqual(mended.kinds, ['wrong-login three', 'unwatched one', 'blind-sentinel two']);
    t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
    t.is(await broken.health(), 'healthy, one');
  },
);
