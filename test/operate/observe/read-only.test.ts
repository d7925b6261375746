import { infoOf } from '../../../src/group/reply.ts';
import type { DocumentKind } from '../../../src/redis/document.ts';
import { needs } from '../../_needs.ts';
import { runProgram } from './_server.ts';

const real = needs('redis-server');

/** The least rights of who asks, as docs/drift.md has them. */
const RIGHTS: Readonly<Record<DocumentKind, string>> = {
  redis: '+info +config|get +acl|list +module|list',
  sentinel: '+info +acl|list +sentinel|masters +sentinel|config +sentinel|myid',
};

for (const program of ['redis', 'sentinel'] as const)
  real(`whoever may only read sees all of a ${program}, and changes nothing in its file`, async (t) => {
    const users = `user default on nopass -@all ${RIGHTS[program]}\nuser admin on >admin ~* &* +@all`;
    const group = program === 'sentinel' ? 'sentinel monitor m 127.0.0.1 6399 2\n' : '';
    const { client, observe } = await runProgram(t, program, `${group}${users}`, 'redis-server');
    const before = await client.file();
    t.is((await observe()).onlyKnown, undefined);
    t.is(await client.file(), before);
  });

real('a Redis is asked four questions, and told nothing', async (t) => {
  const { client, observe } = await runProgram(t, 'redis', '', 'redis-server');
  await client.command('CONFIG', 'RESETSTAT');
  await observe();
  const stats = infoOf(await client.command('INFO', 'commandstats'));
  const called = [...stats.keys()].map((name) => name.replace('cmdstat_', ''));
  const own = ['config|resetstat'];
  t.deepEqual(called.filter((name) => !own.includes(name)).toSorted(), [
    'acl|list',
    'config|get',
    'info',
    'module|list',
  ]);
});

real('who may not read it is told what is refused', async (t) => {
  const users = 'user default on nopass -@all +info +config|get';
  const { observe } = await runProgram(t, 'redis', users, 'redis-server');
  await t.throwsAsync(observe(), {
    message: /^Redis on one refuses ACL LIST \(NOPERM .*\); let who asks read it$/,
  });
});
