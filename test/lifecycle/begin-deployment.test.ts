import test from 'ava';
import type { Actor } from '../../src/lifecycle/actor.ts';
import { beginDeployment } from '../../src/lifecycle/begin-deployment.ts';
import { createEnvironment } from '../../src/lifecycle/create.ts';
import { openWritten } from '../../src/lifecycle/written.ts';
import { keptEnvironment } from '../../src/register/kept.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { openDefinitions, openRegister } from '../../src/register/places.ts';
import { changeRegister, readRegister } from '../../src/register/register.ts';
import { openSettings } from '../../src/register/settings.ts';
import { enterProject, SHOP } from '../register/_project.ts';

enterProject('begin-deployment', { shop: SHOP });

const ADA: Actor = {
  name: 'ada@laptop',
  user: 'ada',
  commit: 'c0ffee',
  now: new Date('2026-11-27T12:00:00.789Z'),
};

async function create(name: string, actor = ADA) {
  const [settings, store, { written }] = [await openSettings(), await openRegister(), await openWritten()];
  return createEnvironment({ name, from: 'shop', set: [] }, { settings, store, actor, written });
}

test.serial(
  'a deployment of an environment in stacks/ keeps its definition, and makes no list',
  async (t) => {
    const shop = await openEnvironment('shop');
    await beginDeployment(shop, ADA);
    const kept = await keptEnvironment(await openDefinitions(), 'shop');
    t.deepEqual(kept?.environment.definition, shop.definition);
    t.is(kept?.at, '2026-11-27T12:00:00Z');
    t.is(kept?.commit, 'c0ffee');
    t.deepEqual(await readRegister(await openRegister()), []);
  },
);

test.serial('a created environment that is deployed anew is half destroyed no longer', async (t) => {
  const { environment } = await create('pr-42');
  const store = await openRegister();
  const ending = { at: '2026-11-27T12:30:00Z', by: 'ada@laptop' };
  await changeRegister(store, (before) => before.map((one) => ({ ...one, ending })));
  await beginDeployment(environment, { ...ADA, now: new Date('2026-11-27T13:00:00Z') });
  const [first] = await readRegister(store);
  t.is(first?.deployed, '2026-11-27T13:00:00Z');
  t.is(first?.ending, undefined);
  t.is((await keptEnvironment(await openDefinitions(), 'pr-42'))?.environment.name, 'pr-42');
});

test.serial('what was ended meanwhile is not deployed, though its name was taken again', async (t) => {
  const { environment } = await create('pr-43');
  const store = await openRegister();
  await changeRegister(store, (before) => before.filter(({ name }) => name !== 'pr-43'));
  const message = 'pr-43: it was ended meanwhile, so nothing is deployed; create it anew';
  await t.throwsAsync(beginDeployment(environment, ADA), { message });
  await create('pr-43', { ...ADA, now: new Date('2026-11-27T14:00:00Z') });
  await t.throwsAsync(beginDeployment(environment, ADA), { message });
  t.is(await keptEnvironment(await openDefinitions(), 'pr-43'), undefined);
});
