import { spawnSync } from 'node:child_process';
import test from 'ava';
import { RefusedError } from '../../src/base/errors.ts';
import { thisMachine } from '../../src/base/this-machine.ts';
import { type Locking, whileLocked } from '../../src/operate/lock.ts';
import { type LockHolder, lockText, readHolder } from '../../src/operate/lock-holder.ts';
import { folderStore } from '../../src/register/folder-store.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { scratchFolder } from '../cli/_run.ts';
import { BASE } from '../topology/_base.ts';

process.chdir(scratchFolder('group-lock'));

const named = (name: string) => resolveEnvironment({ ...BASE, name }, `stacks/${name}.ts`);

const locking = (own: Partial<Locking> = {}): Locking => ({
  run: 'ada@laptop',
  reason: 'a roll-out',
  tell: () => {},
  ...own,
});

const storeOf = (name: string) => folderStore(`.vedette/locks/${name}`);

/** Leaves a lock behind as a run would that was killed. */
async function leave(name: string, own: Partial<LockHolder>): Promise<void> {
  const holder = {
    id: 'one',
    run: 'https://ci.example/runs/41',
    reason: 'a roll-out',
    since: '2026-11-27T18:03:00Z',
    machine: 'elsewhere',
    process: { pid: 1, startTime: '1' },
    ...own,
  };
  if (!(await storeOf(name).replace(undefined, lockText(holder)))) throw new Error('a lock is there already');
}

test('two runs never change a group at once, and the second is told who does, since when and for what', async (t) => {
  const environment = named('twice');
  await whileLocked(environment, locking(), async () => {
    const second = whileLocked(environment, locking({ run: 'bob@desk' }), async () => t.fail());
    const { message } = await t.throwsAsync(second, { instanceOf: RefusedError });
    t.regex(
      message,
      /^twice is changed by ada@laptop since \S+Z, \d+ s ago \(a roll-out\): its process \d+ runs on this machine; wait for its end, or end it$/,
    );
  });
  t.is(await whileLocked(environment, locking({ run: 'bob@desk' }), async () => 'mine'), 'mine');
});

test('of many that want it at once one has it at a time', async (t) => {
  let [inside, entered] = [0, 0];
  const tries = Array.from({ length: 8 }, () =>
    whileLocked(named('many'), locking(), async () => {
      inside += 1;
      entered += 1;
      t.is(inside, 1);
      await new Promise(setImmediate);
      inside -= 1;
    }).catch((error: unknown) => t.true(error instanceof RefusedError)),
  );
  await Promise.all(tries);
  t.true(entered >= 1);
});

test('it is let go of also where the work fails, and the failure is what is told', async (t) => {
  const failing = whileLocked(named('failing'), locking(), async () => {
    throw new Error('no');
  });
  await t.throwsAsync(failing, { message: 'no' });
  await t.notThrowsAsync(whileLocked(named('failing'), locking(), async () => {}));
});

test('the lock of a process of this machine that has ended is taken over, and that is told', async (t) => {
  const { pid } = spawnSync('true');
  const machine = thisMachine() ?? '';
  await leave('killed', { run: 'eve@laptop', machine, process: { pid, startTime: '1' } });
  const told: string[] = [];
  await whileLocked(named('killed'), locking({ tell: (text) => told.push(text) }), async () => {});
  t.is(told.length, 1);
  t.regex(
    told[0] ?? '',
    /^killed is changed by eve@laptop since 2026-11-27T18:03:00Z, .* ago \(a roll-out\): that run has ended, and its lock is broken$/,
  );
});

test('a lock of elsewhere stays until somebody names its run as ended, by its address or its number', async (t) => {
  await leave('elsewhere', {});
  const take = (broken?: string) => whileLocked(named('elsewhere'), locking({ broken }), async () => 'mine');
  await t.throwsAsync(take(), {
    instanceOf: RefusedError,
    message: /break its lock with --break-lock 'https:\/\/ci\.example\/runs\/41'$/,
  });
  await t.throwsAsync(take('1'), {
    message: /that is not --break-lock 1; look who changes it, and give that$/,
  });
  await t.throwsAsync(take(''), { instanceOf: RefusedError });
  t.is(await take('41'), 'mine');
});

test('no word breaks the lock of a process that runs on this machine', async (t) => {
  await whileLocked(named('running'), locking(), async () => {
    const taking = whileLocked(named('running'), locking({ broken: 'ada@laptop' }), async () => t.fail());
    await t.throwsAsync(taking, { instanceOf: RefusedError, message: /runs on this machine/ });
  });
});

test('a lock that nobody can read is no free lock', async (t) => {
  for (const [at, text] of ['', '{', 'null', '{"holder":{}}', '{"holder":null}', '[]'].entries()) {
    const name = `garbled-${at}`;
    t.true(await storeOf(name).replace(undefined, text));
    await t.throwsAsync(
      whileLocked(named(name), locking(), async () => t.fail()),
      { instanceOf: RefusedError, message: /is changed by unknown since unknown \(unknown\)/ },
      text,
    );
  }
});

test('who lost his lock learns of it before he goes on, and leaves that of the other alone', async (t) => {
  const losing = whileLocked(named('lost'), locking(), async (lock) => {
    await lock.confirm();
    const store = storeOf('lost');
    const { text, version } = await store.read();
    const holder = readHolder(text);
    if (holder === undefined) return t.fail();
    t.true(await store.replace(version, lockText({ ...holder, id: 'other', run: 'bob@desk' })));
    await lock.confirm();
  });
  await t.throwsAsync(losing, {
    instanceOf: RefusedError,
    message:
      /^the lock on lost was broken meanwhile: lost is changed by bob@desk since .*; look at the group before you go on$/,
  });
  t.is(readHolder((await storeOf('lost').read()).text)?.run, 'bob@desk');
});
