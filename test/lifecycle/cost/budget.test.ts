import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import { beginDeployment } from '../../../src/lifecycle/begin-deployment.ts';
import { estimateOf } from '../../../src/lifecycle/cost/estimated.ts';
import { byPrices } from '../../../src/lifecycle/cost/money.ts';
import { afterPhrase, costAfter, hourPhrase } from '../../../src/lifecycle/cost/recorded.ts';
import { createEnvironment, type Ground } from '../../../src/lifecycle/create.ts';
import { extendEnvironment } from '../../../src/lifecycle/extend.ts';
import { folderStore } from '../../../src/register/folder-store.ts';
import { openRegister } from '../../../src/register/places.ts';
import { changeRegister, readRegister } from '../../../src/register/register.ts';
import { decideSettings } from '../../../src/register/settings.ts';
import type { Environment } from '../../../src/topology/environment.ts';
import { enterProject } from '../../register/_project.ts';
import { BASE } from '../../topology/_base.ts';

const FAR = { ...BASE, name: 'far', aws: { region: 'ap-east-2' } };

enterProject('budget', { small: { ...BASE, name: 'small' }, far: FAR });

const HOUR = milliseconds(3_600_000);
const ADA = { name: 'ada@laptop', user: 'ada', commit: undefined, now: new Date('2026-11-27T12:00:00Z') };

function ground(place: string, environments: object): Ground {
  const settings = decideSettings({ environments }, 'vedette.config.ts');
  return { settings, store: folderStore(place), actor: ADA, written: [] };
}

async function create(
  name: string,
  place: Ground,
  from = 'small',
  set: readonly string[] = [],
): Promise<Environment> {
  return (await createEnvironment({ name, from, set }, place)).environment;
}

test('one that costs more than the settings allow is refused with what it costs, and nothing is written down', async (t) => {
  const place = ground('one', { maxCost: 0.05 });
  const { perHour } = await estimateOf(await create('free', ground('free', {})));
  await t.throwsAsync(create('dear', place), {
    message: `dear would cost ${perHour.toFixed(4)} USD an hour ${byPrices()}, more than environments.maxCost 0.05 of vedette.config.ts allows; give it fewer or smaller hosts`,
  });
  t.deepEqual(await readRegister(place.store), []);
});

test('one that costs exactly what the settings allow is created', async (t) => {
  const { perHour } = await estimateOf(await create('free', ground('exact', {})));
  t.is((await create('fits', ground('fits', { maxCost: perHour, maxTotalCost: perHour }))).name, 'fits');
});

test('what all cost together is held to the settings where one is created and where one is given more time', async (t) => {
  const { perHour } = await estimateOf(await create('one', ground('together', {})));
  const place = ground('together', { maxTotalCost: perHour * 1.5 });
  const message = (name: string) =>
    `${name}: 2 created environments would cost ${(2 * perHour).toFixed(4)} USD an hour together ${byPrices()}, more than environments.maxTotalCost ${perHour * 1.5} of vedette.config.ts allows; end one that is not needed`;
  await t.throwsAsync(create('two', place), { message: message('two') });
  t.is((await extendEnvironment('one', HOUR, place)).extensions.length, 1);
  await create('two', ground('together', {}));
  await t.throwsAsync(extendEnvironment('one', HOUR, place), { message: message('one') });
});

test('what has no known price is over any budget, and without one it is created and told as the least', async (t) => {
  await t.throwsAsync(create('far-1', ground('far', { maxCost: 100 }), 'far'), {
    message:
      /^far-1 cannot be held to environments\.maxCost 100 of vedette\.config\.ts: the price of data volume of 10 GiB gp3, host m7g\.medium, root volume of 10 GiB gp3 is not known in its region; create it where it is known, or leave the setting out$/,
  });
  const place = ground('far', {});
  await create('far-2', place, 'far');
  const [first] = await readRegister(place.store);
  t.true(first?.cost?.unknown.includes('host m7g.medium'));
  t.deepEqual(hourPhrase({ perHour: 0.02, unknown: ['host'], at: '' }), {
    text: 'at least 0.0200',
    tone: 'warning',
  });
  await t.throwsAsync(create('near', ground('far', { maxTotalCost: 100 })), {
    message:
      /^near: nobody can tell whether environments\.maxTotalCost 100 of vedette\.config\.ts is kept: what far-2 costs is not known whole; /,
  });
});

test('one of which no estimate is kept costs nobody knows what', async (t) => {
  const place = ground('old', {});
  await create('old', place);
  await changeRegister(place.store, (before) => before.map(({ cost: _cost, ...rest }) => rest));
  await t.throwsAsync(create('new', ground('old', { maxTotalCost: 100 })), {
    message: /: what old costs is not known whole; /,
  });
  t.deepEqual(hourPhrase(undefined), { text: 'unknown', tone: 'warning' });
  t.deepEqual(afterPhrase(undefined, HOUR), { text: 'unknown', tone: 'warning' });
});

test('a deployment writes down what the environment costs then', async (t) => {
  const [store, place] = [await openRegister(), ground('.vedette/environments', {})];
  const environment = await create('grown', place);
  await changeRegister(store, (before) => before.map(({ cost: _cost, ...rest }) => rest));
  await beginDeployment(environment, { ...ADA, now: new Date('2026-11-28T12:00:00Z') });
  const [first] = await readRegister(store);
  t.deepEqual(first?.cost, {
    perHour: (await estimateOf(environment)).perHour,
    unknown: [],
    at: '2026-11-28T12:00:00Z',
  });
});

test('what it has cost grows with its age', (t) => {
  t.is(costAfter({ perHour: 0.25 }, milliseconds(HOUR * 10)), 2.5);
  t.is(afterPhrase({ perHour: 0.25, unknown: [], at: '' }, milliseconds(HOUR * 10)), '2.50');
});
