import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { chdir, env } from 'node:process';
import test from 'ava';
import { RefusedError } from '../../src/base/errors.ts';
import { refuseMovedState } from '../../src/lifecycle/moved-state.ts';
import { keepDefinition } from '../../src/register/kept.ts';
import { openDefinitions } from '../../src/register/places.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { scratchFolder } from '../cli/_run.ts';
import { PAIR } from '../local/provider/_definitions.ts';

const folder = scratchFolder('moved-state');
const FILE = '.vedette/state/pair.tfstate';

const inFile = resolveEnvironment(PAIR, 'pair.ts');
const inBucket = resolveEnvironment(
  { ...PAIR, aws: { region: 'eu-west-1', state: { bucket: 'states', region: 'eu-west-1' } } },
  'pair.ts',
);

function writeState(...names: readonly string[]): void {
  const resources = names.map((name) => ({ mode: 'managed', type: 'x', name, instances: [{}] }));
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync(FILE, JSON.stringify({ version: 4, serial: 1, lineage: 'x', resources }));
}

test.before('the states of this file are in its folder, and no bucket can be read', () => {
  chdir(folder);
  Object.assign(env, {
    AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9',
    AWS_ACCESS_KEY_ID: 'nobody',
    AWS_SECRET_ACCESS_KEY: 'nobody',
  });
});

test.serial(
  'what never was deployed, or has its state where its definition says, is not refused',
  async (t) => {
    await t.notThrowsAsync(refuseMovedState(inFile));
    await t.notThrowsAsync(refuseMovedState(inBucket));
    writeState('one');
    await t.notThrowsAsync(refuseMovedState(inFile));
  },
);

test.serial('a definition that begins to name a bucket is refused while the state is a file', async (t) => {
  writeState('one');
  const error = await t.throwsAsync(refuseMovedState(inBucket), { instanceOf: RefusedError });
  t.is(
    error.message,
    'the state of pair is in .vedette/state/pair.tfstate, and its definition names s3://states/vedette/pair.tfstate in eu-west-1, where there is none: all would be created twice; move it with cdktf deploy pair --migrate-state, or give aws.state as it was',
  );
  writeState();
  await t.notThrowsAsync(refuseMovedState(inBucket));
});

test.serial(
  'a bucket that was named and cannot be read may hold the state, so another place is refused',
  async (t) => {
    rmSync(FILE, { force: true });
    await keepDefinition(await openDefinitions(), inBucket, { at: '2026-01-02T03:04:05Z' });
    await t.throwsAsync(refuseMovedState(inFile), {
      instanceOf: RefusedError,
      message: /is in s3:\/\/states/,
    });
    writeState('one');
    await t.notThrowsAsync(refuseMovedState(inFile));
  },
);
