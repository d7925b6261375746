import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { folderStore } from '../../src/register/folder-store.ts';
import type { CreatedEnvironment } from '../../src/register/record.ts';
import { changeRegister, type Register, readRegister } from '../../src/register/register.ts';
import { scratchFolder } from '../cli/_run.ts';
import { recordOf } from './_record.ts';

const folder = scratchFolder('register');

const named = (name: string): CreatedEnvironment => recordOf({ name });

const namesOf = (register: Register) => register.map(({ name }) => name);

test('a register that nobody wrote yet is empty, and reading it makes nothing', async (t) => {
  t.deepEqual(await readRegister(folderStore(join(folder, 'none'))), []);
  t.false(readdirSync(folder).includes('none'));
});

test('what many change at once is all kept', async (t) => {
  const place = join(folder, 'many');
  const names = Array.from({ length: 12 }, (_, at) => `one-${at}`);
  await Promise.all(
    names.map((name) => changeRegister(folderStore(place), (before) => [...before, named(name)])),
  );
  t.deepEqual(namesOf(await readRegister(folderStore(place))).toSorted(), names.toSorted());
});

test('who read before another wrote is told, and writes nothing', async (t) => {
  const [one, other] = [folderStore(join(folder, 'two')), folderStore(join(folder, 'two'))];
  const [{ version }, read] = [await one.read(), await other.read()];
  t.true(await one.replace(version, 'first'));
  t.false(await other.replace(read.version, 'second'));
  t.is((await other.read()).text, 'first');
});

test('a change that throws writes nothing', async (t) => {
  const place = join(folder, 'thrown');
  const refuse = (): Register => {
    throw new Error('no');
  };
  await t.throwsAsync(changeRegister(folderStore(place), refuse), { message: 'no' });
  t.deepEqual(await readRegister(folderStore(place)), []);
});

test('a hundred versions stay, and nothing unfinished', async (t) => {
  const place = join(folder, 'long');
  const store = folderStore(place);
  for (let at = 0; at < 103; at += 1) t.true(await store.replace(at === 0 ? undefined : String(at), `${at}`));
  t.is(readdirSync(place).length, 100);
  t.deepEqual(await store.read(), { text: '102', version: '103' });
});

/** A register whose one record has something else. */
function written(other: object): string {
  return JSON.stringify({ formatVersion: 1, environments: [{ ...named('one'), ...other }] });
}

const UNREAD: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  'no JSON': ['{', /it is no JSON \(.*\); put back an earlier version of it$/],
  'of a later vedette': ['{"formatVersion":2}', /a later vedette wrote it \(form 2\); install that one$/],
  'of another form': [
    '{"formatVersion":1,"environments":[{}]}',
    /environments\.0\.name: is missing; give a text/,
  ],
  'with a name that leads elsewhere': [
    written({ name: '../../etc/x' }),
    /environments\.0\.name: "\.\.\/\.\.\/etc\/x" is not a DNS label/,
  ],
  'with a source that is a program elsewhere': [
    written({ from: '/tmp/evil.ts' }),
    /environments\.0\.from: is a path$/,
  ],
  'with a bucket in a region that is none': [
    written({ state: { bucket: 'acme', region: 'evil.example/#' } }),
    /environments\.0\.state\.region: "evil\.example\/#" is not a region/,
  ],
  'with what steers a terminal': [written({ by: '\u001b[2J' }), /environments\.0\.by: is not on one line$/],
  'with addresses that would be given to another one': [
    written({ cidr: '10.192.0.7/24' }),
    /environments\.0\.cidr: is no block of addresses$/,
  ],
  'with a time that is none': [written({ expires: 'soon' }), /environments\.0\.expires: is no time$/],
};

for (const [name, [text, message]] of Object.entries(UNREAD))
  test(`a register that is ${name} is refused, and not taken for an empty one`, async (t) => {
    const place = join(folder, name);
    mkdirSync(place);
    writeFileSync(join(place, '1.json'), text);
    await t.throwsAsync(readRegister(folderStore(place)), { message });
  });
