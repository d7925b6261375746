import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { Actor } from '../../src/lifecycle/actor.ts';
import { estimateOf } from '../../src/lifecycle/cost/estimated.ts';
import { createEnvironment, type Ground, type Wish } from '../../src/lifecycle/create.ts';
import { extendEnvironment } from '../../src/lifecycle/extend.ts';
import { openWritten } from '../../src/lifecycle/written.ts';
import { folderStore } from '../../src/register/folder-store.ts';
import { openEnvironment, sourceFile } from '../../src/register/open.ts';
import { changeRegister, readRegister } from '../../src/register/register.ts';
import { decideSettings } from '../../src/register/settings.ts';
import { enterProject, SHOP } from '../register/_project.ts';
import { BASE } from '../topology/_base.ts';

enterProject('create', { shop: SHOP, small: { ...BASE, name: 'small' }, broken: { name: 'broken' } });

const HOUR = 3_600_000;
const NOON = new Date('2026-11-27T12:00:00.789Z');

const ADA: Actor = { name: 'ada@laptop', user: 'ada', commit: 'c0ffee', now: NOON };
const RUN: Actor = { ...ADA, name: 'https://ci.example/runs/7', user: 'runner' };

/** A folder of its own for each test, but for those that open what they created by its name. */
async function ground(place: string, settings = {}, actor = ADA): Promise<Ground> {
  return {
    settings: decideSettings(settings, 'vedette.config.ts'),
    store: folderStore(place),
    actor,
    written: (await openWritten()).written,
  };
}

const wish = (name: string, more: Partial<Wish> = {}): Wish => ({ name, from: 'small', set: [], ...more });

test('what is created is written down with everything that derives it anew, and with what it costs', async (t) => {
  const { created, environment } = await createEnvironment(
    wish('pr-42', {
      from: 'shop',
      owner: 'pr/42',
      ttl: milliseconds(2 * HOUR),
      set: ['redis.package=redis74'],
    }),
    await ground('written'),
  );
  const { perHour } = await estimateOf(environment);
  t.true(perHour > 0);
  t.deepEqual(created, {
    name: 'pr-42',
    from: 'shop',
    cidr: '10.192.0.0/24',
    maxMemory: 8 * 1024 ** 3,
    set: ['redis.package=redis74'],
    state: { bucket: 'shop-state', region: 'eu-west-1' },
    owner: 'pr/42',
    created: '2026-11-27T12:00:00Z',
    expires: '2026-11-27T14:00:00Z',
    commit: 'c0ffee',
    by: 'ada@laptop',
    extensions: [],
    cost: { perHour, unknown: [], at: '2026-11-27T12:00:00Z' },
  });
  t.deepEqual(await readRegister(folderStore('written')), [created]);
});

test('without a time, an owner or a bucket of its source it has those of the settings and of the user', async (t) => {
  const { created } = await createEnvironment(
    wish('plain'),
    await ground('plain', { state: { bucket: 'acme' }, environments: { ttl: '3h' } }),
  );
  t.is(created.owner, 'ada');
  t.is(created.expires, '2026-11-27T15:00:00Z');
  t.deepEqual(created.state, { bucket: 'acme', region: 'eu-central-1' });
});

test('every command knows it by its name, as it follows from its source, and waivers that it does not need are no error', async (t) => {
  const { environment } = await createEnvironment(wish('known', { from: 'shop' }), {
    ...(await ground('.vedette/environments')),
  });
  t.deepEqual(await openEnvironment('known'), environment);
  t.is(environment.createdFrom, 'shop');
  t.is(await sourceFile('known'), resolve('stacks/shop.json'));
  t.is(environment.aws.tags['vedette:owner'], 'ada');
});

test('of two jobs that create one name at once one wins, and the other is told by whom', async (t) => {
  const place = await ground('twice');
  const jobs = [place, { ...place, actor: RUN }].map((one) => createEnvironment(wish('same'), one));
  const ended = await Promise.allSettled(jobs);
  const [won] = ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value.created] : []));
  const [lost] = ended.flatMap((one) => (one.status === 'rejected' ? [String(one.reason.message)] : []));
  t.is(
    lost,
    `same is there already: ${won?.by} created it of small for ${won?.owner} at 2026-11-27T12:00:00Z, until 2026-11-27T20:00:00Z; give another name`,
  );
  t.is((await readRegister(place.store)).length, 1);
});

test('many that are created at once have blocks of their own', async (t) => {
  const place = await ground('many');
  const names = Array.from({ length: 8 }, (_, at) => `one-${at}`);
  const all = await Promise.all(names.map((name) => createEnvironment(wish(name), place)));
  t.deepEqual(
    all.map(({ created }) => created.cidr).toSorted(),
    names.map((_, at) => `10.192.${at}.0/24`),
  );
});

test('blocks of environments in stacks/ stay free, and what cannot be read is said', async (t) => {
  const { settings, ...rest } = await ground('beside', { environments: { blocks: ['10.0.0.0/23'] } });
  const { created } = await createEnvironment(wish('beside'), { settings, ...rest });
  t.is(created.cidr, '10.0.1.0/24');
  await t.throwsAsync(createEnvironment(wish('third'), { settings, ...rest }), {
    message:
      'environments.blocks 10.0.0.0/23 of vedette.config.ts has no /24 left for a network like that of small; give more, or end an environment',
  });
  const { notes } = await openWritten();
  t.is(notes.length, 1);
  t.regex(
    notes[0] ?? '',
    /^warning: broken cannot be read, so nothing keeps its addresses free: stacks\/broken/,
  );
});

const REFUSED: Readonly<Record<string, readonly [wish: Wish, message: string | RegExp, settings?: object]>> =
  {
    'the name of an environment in stacks/': [
      wish('shop'),
      'shop is the environment of stacks/shop.json; give another name',
    ],
    'the name of one that cannot be read': [
      wish('broken'),
      /^broken is the environment of .*broken\.json; give another name$/,
    ],
    'a source that is not there': [
      wish('one', { from: 'smal' }),
      'smal: there is no environment of this name in stacks/; did you mean small?',
    ],
    'a source that is a path': [
      wish('one', { from: 'stacks/small.json' }),
      '--from stacks/small.json is a path; give the name of an environment in stacks/',
    ],
    'a longer life than the settings allow': [
      wish('one', { ttl: milliseconds(200 * HOUR) }),
      'one would live for 8 d 8 h, longer than the default 168h of environments.maxTtl allows; give it less',
    ],
    'an owner that cannot be a tag': [
      wish('one', { owner: 'pr#42' }),
      '--owner "pr#42" cannot be a tag; write 1 to 256 letters, digits, spaces and _ . : / = + - @, such as pr/42',
    ],
    'an owner without what follows its kind': [
      wish('one', { owner: 'pr/' }),
      '--owner "pr/" names nobody; write what is before and after the slash, such as pr/42',
    ],
    'an owner without a kind before its slash': [
      wish('one', { owner: '/42' }),
      '--owner "/42" names nobody; write what is before and after the slash, such as pr/42',
    ],
    'more hosts than the settings allow': [
      wish('one'),
      'one would have 3 hosts, more than environments.maxHosts 2 of vedette.config.ts allows; create it of a smaller environment',
      { environments: { maxHosts: 2 } },
    ],
    'a larger host than the settings allow': [
      wish('one', { set: ['hosts.data2.size=r7g.xlarge'] }),
      'one: host data2 would have 32gb of memory, more than the default 8gb of environments.maxMemory allows; leave its size out',
    ],
    'what a rule refuses': [wish('one', { set: ['sentinel.quorum=9'] }), /^one: sentinel\.quorum: /],
    'a value that steers a terminal': [
      wish('one', { set: ['redis.directives.proc-title-template=\u001b[2J'] }),
      '--set: redis.directives.proc-title-template: "\\u001b[2J" holds what is not shown; leave that out',
    ],
    'a field that there is not': [
      wish('one', { set: ['redis.prot=6380'] }),
      '--set: redis.prot: there is no such field; did you mean redis.port?',
    ],
  };

for (const [name, [wanted, message, settings]] of Object.entries(REFUSED))
  test(`${name} is refused, and nothing is written down`, async (t) => {
    const place = await ground(`refused ${Object.keys(REFUSED).indexOf(name)}`, settings);
    await t.throwsAsync(createEnvironment(wanted, place), { message });
    t.deepEqual(await readRegister(place.store), []);
  });

test('more time counts from the end that was, or from now where that has passed, and is written down', async (t) => {
  const place = await ground('extended');
  await createEnvironment(wish('one'), place);
  const later = { ...place, actor: { ...RUN, now: new Date('2026-11-28T00:00:00Z') } };
  t.is((await extendEnvironment('one', milliseconds(2 * HOUR), place)).expires, '2026-11-27T22:00:00Z');
  const { expires, extensions } = await extendEnvironment('one', milliseconds(HOUR), later);
  t.is(expires, '2026-11-28T01:00:00Z');
  t.deepEqual(extensions, [
    { at: '2026-11-27T12:00:00Z', until: '2026-11-27T22:00:00Z', by: 'ada@laptop' },
    { at: '2026-11-28T00:00:00Z', until: '2026-11-28T01:00:00Z', by: 'https://ci.example/runs/7' },
  ]);
  await t.throwsAsync(extendEnvironment('one', milliseconds(160 * HOUR), later), {
    message:
      'one would live for 7 d 5 h, longer than the default 168h of environments.maxTtl allows; give it less',
  });
  await t.throwsAsync(extendEnvironment('two', milliseconds(HOUR), later), {
    message: 'two: no environment of this name was created; there are one',
  });
});

test('what is being destroyed gets no more time', async (t) => {
  const place = await ground('ending');
  await createEnvironment(wish('one'), place);
  const ending = { at: '2026-11-27T12:00:00Z', by: 'ada@laptop' };
  await changeRegister(place.store, (before) => before.map((one) => ({ ...one, ending })));
  await t.throwsAsync(extendEnvironment('one', milliseconds(HOUR), place), {
    message:
      'one: ada@laptop began to destroy it at 2026-11-27T12:00:00Z, and part of it may be gone; bring that to its end with vedette env destroy one',
  });
});

test('the name of something that is deployed, though no list and no file has it, is refused', async (t) => {
  const place = await ground('occupied');
  mkdirSync('.vedette/state', { recursive: true });
  const state = { version: 4, resources: [{ mode: 'managed', instances: [{}, {}] }] };
  writeFileSync('.vedette/state/staging.tfstate', JSON.stringify(state));
  await t.throwsAsync(createEnvironment(wish('staging'), place), {
    message:
      'staging: the state of this name has 2 resources of an environment that is not in the list; give another name, or end that with vedette destroy staging',
  });
  for (const unknown of ['{"version":4', '{"version":5,"resources":[]}']) {
    writeFileSync('.vedette/state/staging.tfstate', unknown);
    await t.throwsAsync(createEnvironment(wish('staging'), place), {
      message:
        'staging: its state has a form that vedette does not know, so it may be of another environment; give another name',
    });
  }
  t.deepEqual(await readRegister(place.store), []);
  writeFileSync('.vedette/state/staging.tfstate', '');
  t.is((await createEnvironment(wish('staging'), await ground('empty'))).created.name, 'staging');
  writeFileSync('.vedette/state/staging.tfstate', JSON.stringify({ version: 4, resources: [] }));
  t.is((await createEnvironment(wish('staging'), place)).created.name, 'staging');
});
