import { copyFile, mkdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { Group } from '../../../src/group/group.ts';
import { DRILLS, needs, serially } from '../../_needs.ts';
import { THREE } from '../_processes.ts';
import { type Broken, brokenGroup, leftKinds } from './_broken.ts';

/** One after the other: a machine that has ten groups at once finds some of their programs silent. */
const real = serially(needs('redis-server', 'redis-sentinel'));

/** Registers what takes too long for every run. */
const drill = DRILLS ? real : (): undefined => undefined;

/** Sentinels that a busy machine does not make fail over once more. */
const PATIENT: EnvironmentDefinition = { ...THREE, sentinel: { ...THREE.sentinel, downAfter: '4s' } };

/** Fails the primary over once, and takes it back, so that the first files of the Sentinels are wrong. */
async function failOver(broken: Broken): Promise<string> {
  await broken.running.signal('one', 'redis', 'SIGKILL');
  await broken.running.until(({ primary }) => primary !== undefined && primary !== 'one');
  await broken.running.start('one', 'redis');
  const { primary = '' } = await broken.running.until();
  return primary;
}

/** Has three become a primary that no Sentinel knows of, with a key that one has not, and one with a key that three has not. */
async function secondPrimary(broken: Broken): Promise<void> {
  await broken.redis('one', 'CONFIG', 'SET', 'min-replicas-to-write', '0');
  await broken.redis('three', 'CONFIG', 'SET', 'min-replicas-to-write', '0');
  await broken.redis('three', 'REPLICAOF', 'NO', 'ONE');
  for (const host of broken.hosts) await broken.sentinel(host, 'RESET', 'mymaster');
  await broken.redis('one', 'SET', 'of-one', 'yes');
  await broken.redis('three', 'SET', 'of-three', 'yes');
}

/** The same group with fewer hosts in its definition: the others are strangers. */
function without({ running }: Broken, host: string): Group {
  const { environment, reach } = running;
  return new Group(reach, { ...environment, hosts: environment.hosts.filter(({ name }) => name !== host) });
}

real(
  'of two primaries none is chosen in silence; whose data stay is said, and what is lost is named before',
  async (t) => {
    t.timeout(180_000);
    const broken = await brokenGroup(t, 'mended-two');
    await secondPrimary(broken);
    const first = await broken.mend();
    t.deepEqual(first.kinds, ['two-primaries one three']);
    t.is(first.fate.kind, 'helpless');
    const [{ cure } = {}] = first.left;
    const choices = cure?.kind === 'choice' ? cure.choices : [];
    t.deepEqual(
      choices.map(({ keep }) => keep),
      ['one', 'two', 'three'],
    );
    t.regex(choices[0]?.loses.join() ?? '', /^the last \d+ bytes of the stream of three \(offset \d+\)/);
    t.is(await broken.redis('three', 'GET', 'of-three'), 'yes');

    await t.throwsAsync(broken.mend('nobody'), {
      message: '--keep nobody: the choice is between one and two and three; give one of them',
    });
    const second = await broken.mend('one');
    t.deepEqual(leftKinds(second), [], second.left.map(({ seen }) => seen).join('; '));
    t.is(await broken.health(), 'healthy, one');
    t.is(await broken.redis('three', 'GET', 'of-one'), 'yes');
    t.is(await broken.redis('three', 'EXISTS', 'of-three'), '0');
    t.regex(
      second.found.steps.flatMap(({ loses }) => loses).join(),
      /^the last \d+ bytes of the stream of three/,
    );
    await t.throwsAsync(broken.mend('one'), {
      message:
        '--keep one: nothing of mended-two is to be chosen; leave it out, and to move the primary use vedette switchover',
    });
  },
);

real(
  'Sentinels whose files were all written over after a failover name the right primary again',
  async (t) => {
    t.timeout(180_000);
    const broken = await brokenGroup(t, 'mended-files', PATIENT);
    const overwrite = await broken.keepFiles();
    const primary = await failOver(broken);
    await broken.redis(primary, 'SET', 'kept', 'yes');
    await overwrite();
    const mended = await broken.mend();
    t.deepEqual(mended.kinds, ['sentinels-astray one two three']);
    t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
    t.is(await broken.health(), `healthy, ${primary}`);
    t.is(await broken.redis('one', 'GET', 'kept'), 'yes');
    // What they were told is in their files too.
    for (const host of broken.hosts) {
      await broken.running.signal(host, 'sentinel', 'SIGKILL');
      await broken.running.start(host, 'sentinel');
    }
    t.is((await broken.running.until()).primary, primary);
  },
);

drill('a group of replicas alone gets the one as primary that holds everything', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-none');
  await broken.redis('one', 'SET', 'kept', 'yes');
  await broken.until('all have it', async () => (await broken.redis('three', 'EXISTS', 'kept')) === '1');
  // Sentinels that know no replica promote none.
  for (const host of broken.hosts) await broken.misdirect(host, 'two');
  for (const host of broken.hosts) await broken.redis(host, 'REPLICAOF', broken.nowhere, '6379');
  const mended = await broken.mend();
  t.is(mended.kinds[0], 'no-primary one two three', mended.kinds.join());
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
  t.regex(await broken.health(), /^healthy/);
  for (const host of broken.hosts) t.is(await broken.redis(host, 'GET', 'kept'), 'yes');
});

drill('where the primary is gone and nobody can vote, a person chooses', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-chosen');
  await broken.redis('one', 'SET', 'kept', 'yes');
  await broken.until('all have it', async () => (await broken.redis('three', 'EXISTS', 'kept')) === '1');
  await broken.running.signal('one', 'sentinel', 'SIGKILL');
  await broken.running.signal('two', 'sentinel', 'SIGKILL');
  await broken.running.signal('one', 'redis', 'SIGKILL');
  const first = await broken.mend();
  t.is(first.fate.kind, 'helpless');
  t.deepEqual(
    leftKinds(first).filter((kind) => kind !== 'silent'),
    ['no-primary'],
  );
  const second = await broken.mend('two');
  t.true(
    leftKinds(second).every((kind) => kind === 'silent'),
    second.left.map(({ seen }) => seen).join('; '),
  );
  t.is(await broken.redis('three', 'GET', 'kept'), 'yes');
  t.is(await broken.replication('three', 'master_host'), broken.address('two'));
});

drill('a second primary that wrote nothing follows the first one, and nobody has to choose', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-idle');
  for (const host of broken.hosts) await broken.running.signal(host, 'sentinel', 'SIGSTOP');
  await broken.redis('three', 'REPLICAOF', 'NO', 'ONE');
  for (const host of broken.hosts) await broken.running.signal(host, 'sentinel', 'SIGCONT');
  for (const host of broken.hosts) await broken.sentinel(host, 'RESET', 'mymaster');
  const mended = await broken.mend();
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
  t.is(await broken.health(), 'healthy, one');
});

drill('a Sentinel and a replica that are gone and declared no more are forgotten by all', async (t) => {
  t.timeout(240_000);
  const four: EnvironmentDefinition = {
    ...THREE,
    hosts: { ...THREE.hosts, four: { roles: ['replica', 'sentinel'] } },
  };
  const broken = await brokenGroup(t, 'mended-four', four);
  using group = without(broken, 'four');
  const alive = await broken.mend(undefined, group);
  t.is(alive.fate.kind, 'helpless', alive.kinds.join());
  t.true(leftKinds(alive).includes('stale-peers'), leftKinds(alive).join());
  await broken.running.signal('four', 'sentinel', 'SIGKILL');
  await broken.running.signal('four', 'redis', 'SIGKILL');
  await broken.until('all find it down', async () =>
    (
      await Promise.all(
        ['one', 'two', 'three'].map((host) =>
          group.sentinel(host).ask(['SENTINEL', 'SENTINELS', 'mymaster']),
        ),
      )
    ).every((told) => JSON.stringify(told).includes('s_down')),
  );
  const mended = await broken.mend(undefined, group);
  t.deepEqual(mended.kinds, ['stale-peers one', 'stale-peers two', 'stale-peers three']);
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
  t.is(await broken.health(group), 'healthy, one');
});

drill('a replica that follows nobody or another replica follows the primary again', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-chain');
  await broken.redis('three', 'REPLICAOF', broken.address('two'), '6379');
  const mended = await broken.mend();
  t.deepEqual(mended.kinds, ['wrong-primary three']);
  t.deepEqual(leftKinds(mended), []);
  t.is(await broken.health(), 'healthy, one');
});

drill('a replica that has other data is overwritten only where a person says so', async (t) => {
  t.timeout(180_000);
  // A Sentinel has it follow the primary after this time, whatever it holds.
  const slow = { ...THREE, sentinel: { ...THREE.sentinel, quorum: 2, failoverTimeout: '3m' } } as const;
  const broken = await brokenGroup(t, 'mended-other', slow);
  for (const host of broken.hosts) await broken.running.signal(host, 'sentinel', 'SIGSTOP');
  await broken.redis('three', 'REPLICAOF', 'NO', 'ONE');
  await broken.redis('three', 'CONFIG', 'SET', 'min-replicas-to-write', '0');
  await broken.redis('three', 'SET', 'of-three', 'yes');
  await broken.redis('three', 'REPLICAOF', broken.nowhere, '6379');
  for (const host of broken.hosts) await broken.running.signal(host, 'sentinel', 'SIGCONT');
  const first = await broken.mend();
  t.true(leftKinds(first).includes('wrong-primary'), leftKinds(first).join());
  t.is(await broken.redis('three', 'GET', 'of-three'), 'yes');
  const second = await broken.mend('one');
  t.deepEqual(leftKinds(second), [], second.left.map(({ seen }) => seen).join('; '));
  t.is(await broken.health(), 'healthy, one');
});

drill('a Sentinel that cannot log in is given the password of the group', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-blind');
  await broken.sentinel('three', 'SET', 'mymaster', 'auth-pass', 'another');
  await broken.until('it finds the primary down', async () => {
    const said = JSON.stringify(await broken.group.sentinel('three').ask(['SENTINEL', 'MASTER', 'mymaster']));
    return said.includes('s_down');
  });
  const mended = await broken.mend();
  t.deepEqual(mended.kinds, ['blind-sentinel three']);
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
  t.is(await broken.health(), 'healthy, one');
});

drill(
  'Sentinels that watch nothing, as a repair leaves them that was killed, and ones that name nobody watch the group again',
  async (t) => {
    t.timeout(180_000);
    const broken = await brokenGroup(t, 'mended-nothing');
    for (const host of broken.hosts) await broken.sentinel(host, 'REMOVE', 'mymaster');
    const first = await broken.mend();
    t.deepEqual(first.kinds, ['unwatched one two three']);
    t.deepEqual(leftKinds(first), [], first.left.map(({ seen }) => seen).join('; '));
    await broken.sentinel('two', 'REMOVE', 'mymaster');
    await broken.sentinel('two', 'MONITOR', 'mymaster', broken.nowhere, '6379', '2');
    const second = await broken.mend();
    t.deepEqual(second.kinds, ['sentinels-astray two']);
    t.deepEqual(leftKinds(second), [], second.left.map(({ seen }) => seen).join('; '));
    t.is(await broken.health(), 'healthy, one');
  },
);

drill('files that say what was once so are written anew', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-stale');
  const [redis, sentinel] = [broken.running.file('three', 'redis'), broken.running.file('three', 'sentinel')];
  await copyFile(redis, `${redis}.old`);
  await copyFile(sentinel, `${sentinel}.old`);
  await failOver(broken);
  await copyFile(`${redis}.old`, redis);
  await copyFile(`${sentinel}.old`, sentinel);
  const mended = await broken.mend();
  t.deepEqual(mended.kinds, ['unwritten-file three', 'unwritten-file three']);
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
});

drill('a host that could not save saves once there is room, and says so while there is none', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-full');
  const data = join(dirname(broken.running.file('two', 'redis')), 'data', 'dump.rdb');
  await rm(data, { force: true });
  await mkdir(data);
  await broken.redis('two', 'BGSAVE');
  await broken.until('two cannot save', async () =>
    (await broken.redis('two', 'INFO', 'persistence')).includes('rdb_last_bgsave_status:err'),
  );
  const first = await broken.mend();
  t.deepEqual(leftKinds(first), ['unsaved']);
  t.is(first.fate.kind === 'taken' && first.fate.progress.stopped?.at, 'in');
  await rmdir(data);
  const second = await broken.mend();
  t.deepEqual(leftKinds(second), [], second.left.map(({ seen }) => seen).join('; '));
});

drill('a Sentinel in TILT is waited for', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-tilt');
  await broken.running.signal('three', 'sentinel', 'SIGSTOP');
  await sleep(3_000);
  await broken.running.signal('three', 'sentinel', 'SIGCONT');
  await broken.until('it is in TILT', async () =>
    JSON.stringify(await broken.group.sentinel('three').ask(['INFO', 'sentinel'])).includes(
      'sentinel_tilt:1',
    ),
  );
  const mended = await broken.mend();
  t.is(mended.fate.kind, 'healthy');
  t.true(
    mended.told.some((text) => text.includes('TILT')),
    mended.told.join('\n'),
  );
});

drill('a pause that somebody left is waited for, and ended where it lasts', async (t) => {
  t.timeout(180_000);
  const patient = {
    ...THREE,
    sentinel: { ...THREE.sentinel, quorum: 2, downAfter: '5s', failoverTimeout: '20s' },
  } as const;
  const broken = await brokenGroup(t, 'mended-pause', patient);
  // On a replica, since a primary would be failed over.
  await broken.redis('two', 'CLIENT', 'PAUSE', '60000', 'WRITE');
  await broken.until('the Sentinels wait', async () =>
    (await broken.redis('two', 'CLIENT', 'LIST')).includes('cmd=publish'),
  );
  const mended = await broken.mend();
  t.true(mended.kinds.includes('paused two'), mended.kinds.join());
  t.deepEqual(leftKinds(mended), [], mended.left.map(({ seen }) => seen).join('; '));
});

drill('what is silent is named, and nothing is done that relies on it', async (t) => {
  t.timeout(180_000);
  const broken = await brokenGroup(t, 'mended-silent');
  await broken.running.signal('three', 'redis', 'SIGSTOP');
  await broken.redis('two', 'CONFIG', 'SET', 'replica-priority', '1');
  const mended = await broken.mend();
  t.deepEqual(leftKinds(mended), ['silent'], mended.left.map(({ seen }) => seen).join('; '));
  t.deepEqual(
    mended.found.steps.map(({ hosts }) => hosts.join()),
    ['two'],
  );
  await broken.running.signal('three', 'redis', 'SIGCONT');
});
