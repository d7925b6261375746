import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import test from 'ava';
import { checkDefinition } from '../../src/definition/check.ts';
import { deriveDefinition } from '../../src/register/derive.ts';
import { keepDefinition, keptEnvironment } from '../../src/register/kept.ts';
import { openDefinitions } from '../../src/register/places.ts';
import { decideSettings } from '../../src/register/settings.ts';
import { folderShelf } from '../../src/register/shelf.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { account } from '../local/account/_account.ts';
import { enterProject, SHOP } from './_project.ts';
import { recordOf } from './_record.ts';

enterProject('kept', {});

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };
const KEEPING = { at: '2026-11-27T18:00:00Z', commit: 'c0ffee' };

const SOURCE = checkDefinition(SHOP, 'stacks/shop.json');
const RECORD = recordOf({ cidr: '10.192.7.0/24', maxMemory: 8 * 1024 ** 3, owner: 'pr/42' });

const created = (): Environment => resolveEnvironment(deriveDefinition(SOURCE, RECORD), 'pr-42', 'shop');

for (const [what, open] of Object.entries({
  'a folder': async () => folderShelf('kept'),
  'a bucket': () => openDefinitions(decideSettings({ state: BUCKET }, 'vedette.config.ts')),
}))
  test.serial(`in ${what}, what is kept is the environment as it was, until it is removed`, async (t) => {
    Object.assign(process.env, await account(t, 'buckets'));
    const shelf = await open();
    t.is(await keptEnvironment(shelf, 'pr-42'), undefined);
    await keepDefinition(shelf, resolveEnvironment({ ...SOURCE, name: 'pr-42' }, 'x.ts'), { at: KEEPING.at });
    await keepDefinition(shelf, created(), KEEPING);
    const kept = await keptEnvironment(shelf, 'pr-42');
    t.deepEqual(kept, { environment: { ...created(), file: shelf.placeOf('pr-42') }, ...KEEPING });
    await shelf.remove('pr-42');
    await shelf.remove('pr-42');
    t.is(await keptEnvironment(shelf, 'pr-42'), undefined);
  });

test('without a bucket definitions are files of the project, and no unfinished one stays', async (t) => {
  const shelf = await openDefinitions(decideSettings({}, 'vedette.config.ts'));
  await keepDefinition(shelf, created(), KEEPING);
  t.deepEqual(readdirSync('.vedette/definitions'), ['pr-42.json']);
});

const UNREAD: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  'no JSON': ['{', /^bad\/one\.json: it is no JSON \(.*\); put back an earlier version of it$/],
  'of another name': [
    JSON.stringify({ formatVersion: 1, ...KEEPING, tags: {}, definition: { ...SHOP, name: 'two' } }),
    /^bad\/one\.json: it is the definition of two; put back an earlier version of it$/,
  ],
  'of another form': [JSON.stringify({ formatVersion: 0 }), /^bad\/one\.json: formatVersion: /],
  'of a later vedette': [
    JSON.stringify({ formatVersion: 2 }),
    /^bad\/one\.json: a later vedette wrote it \(form 2\); install that one$/,
  ],
  'of a definition that does not hold': [
    JSON.stringify({ formatVersion: 1, ...KEEPING, tags: {}, definition: { name: 'one', evil: 1 } }),
    /^bad\/one\.json: definition\./,
  ],
};

for (const [what, [text, message]] of Object.entries(UNREAD))
  test(`a kept text that is ${what} is refused`, async (t) => {
    mkdirSync('bad', { recursive: true });
    writeFileSync('bad/one.json', text);
    await t.throwsAsync(keptEnvironment(folderShelf('bad'), 'one'), { message });
  });
