import { env } from 'node:process';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { waitForState } from '../../../src/lifecycle/locks/wait.ts';
import { deleteObject, putObject } from '../../../src/register/object.ts';
import { resolveEnvironment } from '../../../src/topology/resolve.ts';
import { account } from '../../local/account/_account.ts';
import { enterProject } from '../../register/_project.ts';
import { BASE } from '../../topology/_base.ts';

enterProject('wait', {});

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };
const LOCK = { ...BUCKET, key: 'vedette/awaited.tfstate.tflock' };
const awaited = resolveEnvironment({ ...BASE, name: 'awaited', aws: { state: BUCKET } }, 'awaited.ts');

test('a state is waited for until it is free, or the time is over, and whoever has it is told once', async (t) => {
  Object.assign(env, await account(t, 'buckets'));
  const told: string[] = [];
  const tell = (text: string): void => {
    told.push(text);
  };
  const lockTimeout = milliseconds(1_500);
  t.is(await waitForState(awaited, { lockTimeout, tell }), undefined);
  t.deepEqual(told, []);

  const info = {
    ID: 'a',
    Operation: 'OperationTypeApply',
    Who: 'ada@laptop',
    Created: '2026-11-27T12:00:00Z',
  };
  t.true(await putObject(LOCK, JSON.stringify(info), undefined));
  t.is((await waitForState(awaited, { tell }))?.id, 'a');
  t.deepEqual(told, []);
  t.is((await waitForState(awaited, { lockTimeout, tell }))?.id, 'a');
  t.deepEqual(told, ['awaited: waits for the state, which ada@laptop has since 2026-11-27T12:00:00Z']);

  const free = (): void => void deleteObject(LOCK);
  t.is(await waitForState(awaited, { lockTimeout: milliseconds(600_000), tell: free }), undefined);
});
