import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Actor } from '../../../src/lifecycle/actor.ts';
import { beginDeployment, rememberDefinition } from '../../../src/lifecycle/begin-deployment.ts';
import { createEnvironment } from '../../../src/lifecycle/create.ts';
import { markDestroyed, markEnding, takeOff } from '../../../src/lifecycle/ending/take-off.ts';
import { extendEnvironment } from '../../../src/lifecycle/extend.ts';
import { openWritten } from '../../../src/lifecycle/written.ts';
import { openRegister } from '../../../src/register/places.ts';
import { readRegister } from '../../../src/register/register.ts';
import { openSettings } from '../../../src/register/settings.ts';
import { enterProject } from '../../register/_project.ts';
import { BASE } from '../../topology/_base.ts';

enterProject('take-off', { small: { ...BASE, name: 'small' } });

const at = (time: string): Actor => ({
  name: 'ada@laptop',
  user: 'ada',
  commit: 'c0ffee',
  now: new Date(time),
});
const NOON = at('2026-11-27T12:00:00Z');

async function create(name: string, { actor = NOON, askedAt }: { actor?: Actor; askedAt?: number } = {}) {
  const [settings, store, { written }] = [await openSettings(), await openRegister(), await openWritten()];
  const wish = { name, from: 'small', set: [], owner: 'pr/42', askedAt };
  const creation = await createEnvironment(wish, { settings, store, actor, written });
  await rememberDefinition(creation.environment, settings, actor);
  return creation;
}

const register = async () => readRegister(await openRegister());

function stateWith(name: string, resources: number): void {
  const instances = Array.from({ length: resources }, () => ({}));
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync(
    `.vedette/state/${name}.tfstate`,
    JSON.stringify({ version: 4, resources: [{ mode: 'managed', instances }] }),
  );
}

test.serial('with its name goes its state and the definition that was kept of it', async (t) => {
  const { created } = await create('one');
  stateWith('one', 0);
  writeFileSync('.vedette/state/one.tfstate.backup', '');
  await takeOff(created, NOON);
  t.deepEqual(await register(), []);
  for (const file of ['state/one.tfstate', 'state/one.tfstate.backup', 'definitions/one.json'])
    t.false(existsSync(`.vedette/${file}`), file);
});

test.serial(
  'what has resources again, or was deployed since, keeps its name, its state and its definition',
  async (t) => {
    const { created, environment } = await create('two');
    const message =
      'two: somebody deployed, extended or ended it meanwhile, so it is left as it is; look at vedette env show two, and try again';
    stateWith('two', 1);
    await t.throwsAsync(takeOff(created, NOON), { message });
    stateWith('two', 0);
    const ending = await markEnding(created, NOON);
    t.deepEqual(ending.ending, { at: '2026-11-27T12:00:00Z', by: 'ada@laptop' });
    await beginDeployment(environment, at('2026-11-27T13:00:00Z'));
    await t.throwsAsync(takeOff(ending, NOON), { message });
    t.is((await register())[0]?.deployed, '2026-11-27T13:00:00Z');
    for (const file of ['state/two.tfstate', 'definitions/two.json'])
      t.true(existsSync(`.vedette/${file}`), file);
  },
);

test.serial('what was given more time since it was found over is not begun to be destroyed', async (t) => {
  const { created } = await create('late');
  const [settings, store] = [await openSettings(), await openRegister()];
  await extendEnvironment('late', milliseconds(3_600_000), { settings, store, actor: NOON });
  await t.throwsAsync(markEnding(created, NOON), {
    message: /^late: somebody deployed, extended or ended it/,
  });
  const late = (await register()).find(({ name }) => name === 'late');
  t.deepEqual([late?.expires, late?.ending], ['2026-11-27T21:00:00Z', undefined]);
});

test.serial('what is destroyed and keeps its name is as it was before it was deployed', async (t) => {
  const { created, environment } = await create('three');
  await beginDeployment(environment, NOON);
  const deployed = (await register()).find(({ name }) => name === 'three');
  if (deployed === undefined) return t.fail();
  t.deepEqual(await markDestroyed(await markEnding(deployed, NOON)), created);
});

test.serial(
  'a run that was asked for before an environment ended, or in time to come, does not create it anew, and a later one does',
  async (t) => {
    const { created } = await create('four');
    await takeOff(created, at('2026-11-27T14:00:00Z'));
    const later = at('2026-11-27T15:00:00Z');
    const asked = (time: string) => create('four', { actor: later, askedAt: Date.parse(time) });
    await t.throwsAsync(asked('2026-11-27T13:59:59Z'), {
      message:
        'four was asked for at 2026-11-27T13:59:59Z and ended by ada@laptop at 2026-11-27T14:00:00Z, so it is not created anew; ask again if it is wanted still',
    });
    await t.throwsAsync(asked('2099-01-01T00:00:00Z'), {
      message: /^four cannot have been asked for at 2099-01-01T00:00:00Z, which is to come; give --asked-at /,
    });
    t.false((await register()).some(({ name }) => name === 'four'));
    t.is((await asked('2026-11-27T14:00:01Z')).created.name, 'four');
  },
);
