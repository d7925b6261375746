import type { ExecutionContext } from 'ava';
import { demand } from '../../../src/group/demand.ts';
import { Group } from '../../../src/group/group.ts';
import { groupHealth } from '../../../src/group/health.ts';
import { needs } from '../../_needs.ts';
import { scratchFolder } from '../../cli/_run.ts';
import { PASSWORD, type ProcessGroup, runGroup } from '../_processes.ts';
import { holdsOnly, letInBy, memoryStore, replaced, rotated, writing } from './_rotating.ts';

const real = needs('redis-server', 'redis-sentinel');

// Where the locks are.
process.chdir(scratchFolder('rotation'));

const HOSTS = ['one', 'two', 'three'];

/** What stands between two steps for a process that is killed there. */
class Killed extends Error {}

real(
  'a password is rotated under a client that writes, back and on again, cut off after every step, and nothing is refused or lost',
  async (t) => {
    t.timeout(180_000);
    const running = await runGroup(t);
    const store = memoryStore();
    const client = writing(t, running, store);

    const first = await wholly(t, running, store);
    await thereAndBack(t, running, store);
    const last = await cutOff(t, running, store);

    const { keys, refused, stale } = await client.stop();
    t.deepEqual(refused, []);
    t.true(stale <= 4);
    t.true(keys.length > 100);
    using group = new Group(running.reach, running.environment, async () => [last]);
    const found = await group.redis('one').askAll(keys.map((key) => ['EXISTS', key]));
    t.deepEqual(
      keys.filter((_, at) => found[at] !== 1),
      [],
    );
    await holdsOnly(t, running, last, [PASSWORD, first]);

    // Links come back with it, and a primary that nobody has asked before lets everybody in.
    await demand(group.sentinel('one'), 'SENTINEL', 'FAILOVER', running.environment.sentinel.group);
    for (;;) {
      const health = await groupHealth(group);
      if (health.problems.length === 0 && health.primary !== 'one') break;
    }
  },
);

/** The whole of it in one run; no password is told. */
async function wholly(t: ExecutionContext, running: ProcessGroup, store: ReturnType<typeof memoryStore>) {
  const { fate, told, plan } = await rotated(running, store);
  t.is(fate.kind, 'done', told.join('; '));
  const { current, previous } = store.values;
  t.not(current, PASSWORD);
  t.is(previous, PASSWORD);
  await holdsOnly(t, running, current, [PASSWORD]);
  const printed = JSON.stringify([told, fate, plan]);
  t.false(printed.includes(current) || printed.includes(PASSWORD));
  return current;
}

/** While clients still have to move, both are let in, and it can be taken back. */
async function thereAndBack(
  t: ExecutionContext,
  running: ProcessGroup,
  store: ReturnType<typeof memoryStore>,
) {
  const { current: before } = store.values;
  const waiting = await rotated(running, store, { clientsMoved: async () => 'nobody' });
  t.is(waiting.fate.kind, 'waiting', waiting.told.join('; '));
  const { current: after } = store.values;
  for (const host of HOSTS) t.deepEqual(await letInBy(running, host, [before, after]), [before, after]);
  const back = await rotated(running, store, { direction: 'back' });
  t.is(back.fate.kind, 'done', back.told.join('; '));
  t.is(store.values.current, before);
  await holdsOnly(t, running, before, [after]);
  await t.throwsAsync(rotated(running, store, { direction: 'back' }), {
    message: 'three is in no rotation, and lets one password in; a new one is made by vedette rotate three',
  });
}

/** Killed after each step, the next run goes on with the same password; a replica is made anew in the middle. */
async function cutOff(t: ExecutionContext, running: ProcessGroup, store: ReturnType<typeof memoryStore>) {
  const seen = new Set<string>();
  let proposed: string | undefined;
  for (;;) {
    const killing = (text: string): void => {
      const what = /^\d+ of \d+, (.*): [^:]*$/.exec(text)?.[1];
      if (what === undefined || seen.has(what)) return;
      seen.add(what);
      throw new Killed(what);
    };
    try {
      const { fate } = await rotated(running, store, { tell: killing });
      t.is(fate.kind, 'done', JSON.stringify(fate));
      break;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      proposed ??= store.values.pending;
      t.is(store.values.pending, proposed);
      if (error.message.startsWith('make it AWSCURRENT'))
        await replaced(running, 'three', store.values.current);
    }
    // The last step leaves nothing to go on with: the next run would be another rotation.
    if (seen.size === 6) break;
  }
  t.is(seen.size, 6, [...seen].join('; '));
  t.is(store.values.pending, store.values.current);
  return store.values.current;
}
