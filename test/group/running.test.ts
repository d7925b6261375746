import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { Group } from '../../src/group/group.ts';
import { groupHealth } from '../../src/group/health.ts';
import { passwordOf } from '../../src/group/password.ts';
import { bootEnvironment } from '../../src/rehearsal/boot.ts';
import { resolved } from '../_boot.ts';
import { needs } from '../_needs.ts';
import { NEEDED } from '../local/_cloud.ts';

const real = needs(...NEEDED);

/** Each host holds data and is a Sentinel. */
const WATCHED: EnvironmentDefinition = {
  name: 'watched',
  redis: { minReplicasToWrite: 0, directives: { 'repl-diskless-sync-delay': 0 } },
  sentinel: { quorum: 2 },
  network: { cidr: '10.0.0.0/24' },
  hosts: {
    one: { roles: ['primary', 'sentinel'] },
    two: { roles: ['replica', 'sentinel'] },
    three: { roles: ['replica', 'sentinel'] },
  },
};

/** How many programs this process starts while it does something. */
async function started(work: () => Promise<unknown>): Promise<number> {
  let count = 0;
  const counted = (): void => {
    count += 1;
  };
  subscribe('child_process', counted);
  try {
    await work();
    return count;
  } finally {
    unsubscribe('child_process', counted);
  }
}

real('a group is asked over connections that are kept, and no program is started for it', async (t) => {
  t.timeout(120_000);
  const environment = resolved(WATCHED);
  const { cloud } = await bootEnvironment(environment, { tether: true, tell: () => undefined });
  t.teardown(() => cloud.down());
  t.is(await started(() => cloud.exec('one', ['true'])), 1);

  using group = new Group(cloud, environment);
  t.is(await started(() => groupHealth(group)), 0);
  const id = await group.redis('one').ask(['CLIENT', 'ID']);
  t.like(await groupHealth(group), { primary: 'one', problems: [] });
  t.is(await group.redis('one').ask(['CLIENT', 'ID']), id);
  t.regex(await passwordOf(cloud, 'two'), /^[A-Za-z0-9]{32}$/);

  await cloud.exec('two', ['sh', '-c', 'kill -STOP $(cat /var/run/redis/redis.pid)']);
  const hung = await groupHealth(group);
  t.true(hung.problems.includes('Redis on two does not answer'), hung.problems.join('; '));
  await cloud.exec('two', ['sh', '-c', 'kill -CONT $(cat /var/run/redis/redis.pid)']);
  t.is(await group.redis('two').ask(['PING']), 'PONG');

  await cloud.kill('three');
  const cut = await groupHealth(group);
  t.true(cut.problems.includes('Sentinel three does not answer'), cut.problems.join('; '));
  t.true(cut.problems.includes('Redis on three does not answer'), cut.problems.join('; '));
  await t.throwsAsync(group.redis('three').ask(['PING']), { message: 'three is killed; start it first' });
});
