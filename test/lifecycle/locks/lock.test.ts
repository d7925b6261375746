import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import test from 'ava';
import { readFileLock } from '../../../src/lifecycle/locks/file-lock.ts';
import { lockOn } from '../../../src/lifecycle/locks/lock.ts';
import { needs } from '../../_needs.ts';
import { enterProject } from '../../register/_project.ts';
import { holding, initialized } from './_held.ts';

enterProject('lock', {});

const STATE = '.vedette/state/lab.tfstate';

needs('terraform')(
  'a state in a file is locked by the Terraform that works on it, and no longer once that was killed',
  async (t) => {
    t.is(await lockOn({ name: 'lab' }), undefined);
    mkdirSync('.vedette/state', { recursive: true });
    await initialized('one', { local: { path: `../${STATE}` } });
    const { child, ended } = await holding(t, 'one');
    const lock = await lockOn({ name: 'lab' });
    t.is(lock?.operation, 'apply');
    t.true(lock?.who.endsWith(`@${hostname()}`));
    t.is(readFileLock(STATE)?.holder, child.pid);
    child.kill('SIGKILL');
    await ended;
    t.is(await lockOn({ name: 'lab' }), undefined);
    t.is(readFileLock(STATE)?.holder, 'nothing');
    t.is(readFileLock(STATE)?.id, lock?.id);
  },
);

test('a lock that was taken on another machine is held as far as this one knows', async (t) => {
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync('.vedette/state/.far.tfstate.lock.info', '{"ID":"7","Who":"ada@another machine"}');
  t.like(await lockOn({ name: 'far' }), { id: '7', who: 'ada@another machine', since: 'unknown' });
});
