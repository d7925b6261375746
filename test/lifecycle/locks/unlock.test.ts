import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import test from 'ava';
import { RefusedError } from '../../../src/base/errors.ts';
import { milliseconds } from '../../../src/base/units.ts';
import { lockPlace } from '../../../src/lifecycle/locks/bucket-lock.ts';
import { readFileLock } from '../../../src/lifecycle/locks/file-lock.ts';
import { heldLockOn, holderOf, noteHolder } from '../../../src/lifecycle/locks/holder.ts';
import { lockOn } from '../../../src/lifecycle/locks/lock.ts';
import { breakLock } from '../../../src/lifecycle/locks/unlock.ts';
import { bucketShelf } from '../../../src/register/bucket-shelf.ts';
import { deleteObject, deleteUnchanged, getObject, putObject } from '../../../src/register/object.ts';
import { needs } from '../../_needs.ts';
import { account } from '../../local/account/_account.ts';
import { enterProject } from '../../register/_project.ts';
import { holding, initialized, started } from './_held.ts';

enterProject('unlock', {});

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };
const RUN = 'https://github.com/acme/shop/actions/runs/77';

function claim(goneRun?: string) {
  return { goneRun, longest: milliseconds(6 * 3_600_000), now: new Date() };
}

needs('terraform')(
  'a lock in a bucket is broken once its Terraform was killed, not before, and the next run goes on',
  async (t) => {
    Object.assign(process.env, await account(t, 'buckets'));
    const owner = { name: 'lab', state: BUCKET };
    t.is(await breakLock(owner, claim()), undefined);
    await initialized('one', {
      s3: { ...BUCKET, key: 'vedette/lab.tfstate', use_lockfile: true, use_path_style: true },
    });
    const { child, ended, letGo } = await holding(t, 'one');
    const noting = noteHolder({ name: 'lab', bucket: BUCKET, run: RUN, pid: child.pid ?? 0 });
    const lock = await lockOn(owner);
    if (lock === undefined) return t.fail();
    while ((await holderOf('lab', BUCKET, lock)) === undefined) await pause(50);
    t.deepEqual(await holderOf('lab', BUCKET, lock), { run: RUN, process: child.pid });
    t.is((await heldLockOn(owner))?.run, RUN);
    await t.throwsAsync(breakLock(owner, claim('77')), {
      instanceOf: RefusedError,
      message: `${lock.who} of the run ${RUN} has had the state of lab since ${lock.since} (apply): its process ${child.pid} still runs on this machine; wait for its end, or end it`,
    });
    child.kill('SIGKILL');
    await ended;
    await noting.end(false);
    t.is((await started('one', 'plan', '-input=false').ended).code, 1);
    t.deepEqual(await breakLock(owner, claim()), {
      lock: { id: lock.id, who: lock.who, since: lock.since, operation: 'apply' },
      holder: `${lock.who} of the run ${RUN} has had the state of lab since ${lock.since} (apply)`,
      why: 'its process on this machine has ended',
    });
    letGo();
    t.is((await started('one', 'apply', '-auto-approve', '-input=false').ended).code, 0);
  },
);

test.serial('what is written of the holder of a lock goes with the lock', async (t) => {
  Object.assign(process.env, await account(t, 'gone'));
  const place = lockPlace('lab', BUCKET);
  const { pid } = process;
  const noting = noteHolder({ name: 'lab', bucket: BUCKET, run: RUN, pid });
  const text = JSON.stringify({ ID: '1', Who: `me@${hostname()}`, Created: new Date().toISOString() });
  await putObject(place, text, undefined);
  const lock = {
    ...(await lockOn({ name: 'lab', state: BUCKET })),
    id: '1',
    who: '',
    since: '',
    operation: '',
  };
  while ((await holderOf('lab', BUCKET, lock)) === undefined) await pause(50);
  t.is(await holderOf('lab', BUCKET, { ...lock, id: '2' }), undefined);
  const found = await getObject(place);
  t.false(await deleteUnchanged(place, '"another"'));
  t.true(await deleteUnchanged(place, found?.etag ?? ''));
  await noting.end(false);
  t.is(await holderOf('lab', BUCKET, lock), undefined);
});

test.serial(
  'a lock that two runs of one machine take for their own, or one that was kept out, proves nobody gone',
  async (t) => {
    Object.assign(process.env, await account(t, 'two-claim'));
    const gone = spawn('true');
    await once(gone, 'exit');
    const run = (name: string, pid: number) => noteHolder({ name, bucket: BUCKET, run: RUN, pid });
    const [one, other] = [run('both', process.pid), run('both', gone.pid ?? 0)];
    const out = run('out', gone.pid ?? 0);
    const text = JSON.stringify({ ID: '1', Who: `me@${hostname()}`, Created: new Date().toISOString() });
    for (const name of ['both', 'out']) await putObject(lockPlace(name, BUCKET), text, undefined);
    const notes = bucketShelf(BUCKET, 'holder');
    const contested = '{"lock":"1"}';
    while ((await notes.read('both')) !== contested) await pause(50);
    while ((await notes.read('out')) === undefined) await pause(50);
    await Promise.all([other.end(true), out.end(true)]);
    t.is(await notes.read('out'), contested);
    for (const name of ['both', 'out'])
      await t.throwsAsync(breakLock({ name, state: BUCKET }, claim('77')), {
        instanceOf: RefusedError,
        message: /: nothing tells that it is of the run 77; wait until it is older than 6h$/,
      });
    await deleteObject(lockPlace('both', BUCKET));
    await one.end(false);
    t.is(await notes.read('both'), undefined);
  },
);

needs('terraform')(
  'what a killed Terraform left of the lock on a file is removed, and not while it runs',
  async (t) => {
    mkdirSync('.vedette/state', { recursive: true });
    await initialized('two', { local: { path: '../.vedette/state/shop.tfstate' } });
    const { child, ended } = await holding(t, 'two');
    await t.throwsAsync(breakLock({ name: 'shop' }, claim()), {
      instanceOf: RefusedError,
      message: new RegExp(`: the process ${child.pid} has it; wait for its end, or end it$`),
    });
    child.kill('SIGKILL');
    await ended;
    t.is((await breakLock({ name: 'shop' }, claim()))?.why, 'no process of this machine has it any more');
    t.is(readFileLock('.vedette/state/shop.tfstate'), undefined);
  },
);
