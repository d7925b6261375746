import { rmSync, writeFileSync } from 'node:fs';
import test from 'ava';
import type { Actor } from '../../../src/lifecycle/actor.ts';
import { beginDeployment } from '../../../src/lifecycle/begin-deployment.ts';
import { findDoomed } from '../../../src/lifecycle/ending/doomed.ts';
import { putObject } from '../../../src/register/object.ts';
import { openEnvironment } from '../../../src/register/open.ts';
import { account } from '../../local/account/_account.ts';
import { enterProject } from '../../register/_project.ts';
import { BASE } from '../../topology/_base.ts';
import { deployed } from './_standing-in.ts';

enterProject('doomed', {});

const ADA: Actor = {
  name: 'ada@laptop',
  user: 'ada',
  commit: 'c0ffee',
  now: new Date('2026-11-27T12:00:00Z'),
};

function write(name: string, more: object = {}): void {
  writeFileSync(`stacks/${name}.json`, JSON.stringify({ ...BASE, name, ...more }));
}

async function deploy(name: string): Promise<void> {
  await beginDeployment(await openEnvironment(name), ADA);
}

test.serial('it is taken as it was deployed, and looked for in the regions of then and of now', async (t) => {
  write('one');
  await deploy('one');
  write('one', { aws: { region: 'eu-west-1' } });
  const { environment, regions, notes } = await findDoomed('one');
  t.is(environment.aws.region, 'eu-central-1');
  t.deepEqual(regions, ['eu-central-1', 'eu-west-1']);
  t.deepEqual(notes, []);
});

test.serial('its file may be gone, and what was never deployed is taken as its file has it', async (t) => {
  write('two');
  t.is((await findDoomed('stacks/two.json')).environment.file, 'stacks/two.json');
  await deploy('two');
  rmSync('stacks/two.json');
  const { environment, notes } = await findDoomed('two');
  t.is(environment.name, 'two');
  t.regex(
    notes.join(),
    /^note: two is taken as it was deployed or created at 2026-11-27T12:00:00Z from commit c0ffee/,
  );
  await t.throwsAsync(findDoomed('stacks/two.json'), { message: /there is no such file/ });
  await t.throwsAsync(findDoomed('three'), { message: /there is no environment of this name in stacks/ });
});

test.serial('what was kept and cannot be read is said, and does not count', async (t) => {
  write('four');
  await deploy('four');
  writeFileSync('.vedette/definitions/four.json', '{');
  const { environment, notes } = await findDoomed('four');
  t.is(environment.file, 'stacks/four.json');
  t.regex(notes.join(), /^warning: what was kept of it counts for nothing: .*four\.json: it is no JSON/);
  rmSync('stacks/four.json');
  await t.throwsAsync(findDoomed('four'), { message: /four\.json: it is no JSON/ });
});

test.serial('where its state has moved since, it is taken as it is now', async (t) => {
  Object.assign(process.env, await account(t, 'buckets'));
  const place = { bucket: 'acme-state', region: 'eu-central-1' };
  write('five');
  await deploy('five');
  deployed('five', 'i-1');
  write('five', { aws: { state: { bucket: place.bucket } } });
  t.is((await findDoomed('five')).environment.aws.state, undefined, 'it has not moved yet');
  rmSync('.vedette/state/five.tfstate');
  t.is((await findDoomed('five')).environment.aws.state, undefined, 'nor is it anywhere');
  await putObject({ ...place, key: 'vedette/five.tfstate' }, '{}', undefined);
  t.deepEqual((await findDoomed('five')).environment.aws.state, place);
});
