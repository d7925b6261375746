import { readFileSync } from 'node:fs';
import test, { type ExecutionContext } from 'ava';
import { ExitCode } from '../../../src/base/errors.ts';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { listOf, textOf } from '../../../src/group/reply.ts';
import { exitCodeOf, fatePhrase } from '../../../src/operate/rollout/report.ts';
import { textOf as wordsOf } from '../../../src/report/elements.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { type ProcessGroup, runGroup, THREE } from '../_processes.ts';
import { listening, roll } from './_rolling.ts';

// Where the locks are.
process.chdir(scratchFolder('rollout'));

/** The definition that is brought: two light settings, a heavy one, and two of Sentinel. */
const NEXT: EnvironmentDefinition = {
  ...THREE,
  redis: {
    directives: {
      ...THREE.redis?.directives,
      'maxmemory-policy': 'allkeys-lru',
      'client-output-buffer-limit': ['normal 64mb 32mb 30', 'pubsub 16mb 8mb 30'],
    },
    maxmemory: '64mb',
  },
  sentinel: { ...THREE.sentinel, quorum: 3, failoverTimeout: '7s' },
};

async function configOf({ group }: ProcessGroup, host: string, name: string): Promise<string> {
  return textOf(listOf(await group.redis(host).ask(['CONFIG', 'GET', name]))[1] ?? null);
}

test('running programs take a definition, the primary last, and a second roll-out has nothing to do', async (t) => {
  const running = await runGroup(t);
  await brings(t, running);
  await asksAnew(t, running);
  await takesBack(t, running);
});

async function brings(t: ExecutionContext, running: ProcessGroup): Promise<void> {
  const { shown, audience } = listening();
  const rollout = await roll(running, NEXT, audience);
  t.is(wordsOf(fatePhrase('three', rollout)), 'three runs as it is declared: 9 of 9 steps are done');
  t.is(exitCodeOf(rollout), ExitCode.done);
  const light =
    'CONFIG SET client-output-buffer-limit "normal 64mb 32mb 30 pubsub 16mb 8mb 30" maxmemory-policy allkeys-lru';
  t.deepEqual(shown, [
    [
      ...['two', 'three', 'one'].map(
        (host) => `${host}: SENTINEL SET mymaster failover-timeout 7000; SENTINEL SET mymaster quorum 3`,
      ),
      ...['two', 'three', 'one'].flatMap((host) => [
        `${host}: ${light}`,
        `${host}: CONFIG SET maxmemory 64mb`,
      ]),
    ],
  ]);
  for (const host of ['one', 'two', 'three']) {
    t.is(await configOf(running, host, 'maxmemory-policy'), 'allkeys-lru');
    t.regex(readFileSync(running.file(host, 'redis'), 'utf8'), /^maxmemory-policy allkeys-lru$/m);
    t.regex(readFileSync(running.file(host, 'sentinel'), 'utf8'), /^sentinel monitor mymaster \S+ \d+ 3$/m);
  }
  t.is((await roll(running, NEXT, listening().audience)).fate.kind, 'nothing');
}

/** Somebody changes a host by hand, and another setting between the approval and the first step. */
async function asksAnew(t: ExecutionContext, running: ProcessGroup): Promise<void> {
  const byHand = (name: string, value: string) =>
    running.group.redis('three').ask(['CONFIG', 'SET', name, value]);
  await byHand('maxmemory-policy', 'volatile-ttl');
  const { shown, audience } = listening();
  let asked = 0;
  const approve = async () => {
    asked += 1;
    if (asked === 1) await byHand('maxclients', '77');
    return 'yes' as const;
  };
  const rollout = await roll(running, NEXT, { ...audience, approve });
  t.is(rollout.fate.kind, 'done');
  t.is(asked, 2);
  t.deepEqual(
    rollout.planned.look.drift.rows.host
      .map(({ key }) => key)
      .filter((key) => key.startsWith('max'))
      .toSorted(),
    ['maxclients', 'maxmemory-policy'],
  );
  t.deepEqual(shown, [
    ['three: CONFIG SET maxmemory-policy allkeys-lru'],
    ['three: CONFIG SET maxclients 10000 maxmemory-policy allkeys-lru'],
  ]);
  t.is(await configOf(running, 'three', 'maxclients'), '10000');
}

/** A server refuses one of two settings: it keeps both as they were, and no other host is told. */
async function takesBack(t: ExecutionContext, running: ProcessGroup): Promise<void> {
  const directives = { ...NEXT.redis?.directives, maxclients: 4_000_000, timeout: 900 };
  const refused = { ...NEXT, redis: { ...NEXT.redis, directives } };
  const rollout = await roll(running, refused, listening().audience);
  t.is(rollout.fate.kind, 'undone');
  t.is(exitCodeOf(rollout), ExitCode.failed);
  t.regex(
    wordsOf(fatePhrase('three', rollout)),
    /^three: 0 of 3 steps are done, and it stopped at two: CONFIG SET .*, of which everything is taken back: Redis on two does not take .*; it has again what it had$/,
  );
  for (const host of ['one', 'two', 'three']) t.is(await configOf(running, host, 'timeout'), '0');
}
