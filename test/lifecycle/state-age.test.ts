import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { env } from 'node:process';
import test from 'ava';
import type { Actor } from '../../src/lifecycle/actor.ts';
import { beginDeployment } from '../../src/lifecycle/begin-deployment.ts';
import { findOlderState, keepStateAge } from '../../src/lifecycle/state-age.ts';
import { readState, type TerraformState } from '../../src/lifecycle/terraform/state-json.ts';
import { getObject, putObject } from '../../src/register/object.ts';
import { openEnvironment } from '../../src/register/open.ts';
import { account } from '../local/account/_account.ts';
import { enterProject } from '../register/_project.ts';
import { BASE } from '../topology/_base.ts';
import { taggingApi } from './tagged/_tagging-api.ts';

const BUCKET = { bucket: 'acme-state', region: 'eu-central-1' };
const OBJECT = { ...BUCKET, key: 'vedette/stored.tfstate' };

enterProject('state-age', {
  small: { ...BASE, name: 'small' },
  stored: { ...BASE, name: 'stored', aws: { state: BUCKET } },
});

const ADA: Actor = {
  name: 'ada@laptop',
  user: 'ada',
  commit: 'c0ffee',
  now: new Date('2026-11-27T12:00:00Z'),
};
const FILE = '.vedette/state/small.tfstate';

/** A state that knows these instances. */
function stateOf(serial: number, ids: readonly string[], lineage = 'one'): string {
  const instances = ids.map((id) => ({ attributes: { id } }));
  const resources = [{ mode: 'managed', type: 'aws_instance', name: 'instance', instances }];
  return JSON.stringify({ version: 4, serial, lineage, resources });
}

function read(text: string): TerraformState {
  const state = readState(text);
  if (state === undefined) throw new Error('it is empty');
  return state;
}

function write(text: string): void {
  mkdirSync('.vedette/state', { recursive: true });
  writeFileSync(FILE, text);
}

/** AWS lists two instances, and a snapshot of data. */
const listsTwo = (t: Parameters<typeof taggingApi>[0]): Promise<void> =>
  taggingApi(t, () => {
    const arns = ['instance/i-1', 'instance/i-2', 'snapshot/snap-1'];
    return [
      200,
      {
        ResourceTagMappingList: arns.map((arn) => ({
          ResourceARN: `arn:aws:ec2:eu-central-1:111122223333:${arn}`,
        })),
      },
    ];
  });

test.serial('the state that the last deployment left, or a later one, is not older', async (t) => {
  const small = await openEnvironment('small');
  t.is(await findOlderState(small), undefined);
  await keepStateAge(small, read(stateOf(5, [])));
  t.is(await findOlderState(small), undefined, 'nothing was kept of it');
  await beginDeployment(small, ADA);
  t.is(await findOlderState(small), undefined, 'no deployment has ended');
  await keepStateAge(small, read(stateOf(5, [])));
  for (const serial of [5, 6]) {
    write(stateOf(serial, []));
    t.is(await findOlderState(small), undefined);
  }
});

test.serial('an earlier state is told, with what it does not know and AWS lists', async (t) => {
  await listsTwo(t);
  const small = await openEnvironment('small');
  await beginDeployment(small, ADA);
  await keepStateAge(small, read(stateOf(5, ['i-1', 'i-2'])));
  write(stateOf(3, ['i-1']));
  t.deepEqual(await findOlderState(small), {
    how: 'the state is older than what was deployed last: its serial is 3, and the last deployment left one of serial 5',
    place: FILE,
    outside: ['aws_instance i-2'],
  });
  await beginDeployment(small, ADA);
  t.not(await findOlderState(small), undefined, 'a deployment that began, and did not end, forgets nothing');
});

test.serial('no state, one of another lineage and one that nobody can read are told too', async (t) => {
  await listsTwo(t);
  const small = await openEnvironment('small');
  await beginDeployment(small, ADA);
  await keepStateAge(small, read(stateOf(5, [])));
  rmSync(FILE, { force: true });
  t.like(await findOlderState(small), {
    how: 'there is no state, and the last deployment left one of serial 5',
    outside: { length: 2 },
  });
  write(stateOf(9, ['i-1', 'i-2'], 'two'));
  t.like(await findOlderState(small), {
    how: 'the state is another one than that of the last deployment: its lineage is two, and the last deployment left one of serial 5 and lineage one',
    outside: { length: 0 },
  });
  write('{"version":3}');
  t.regex(
    (await findOlderState(small))?.how ?? '',
    /^nobody can tell how old the state is \(.*\), and the last/s,
  );
});

test.serial('where AWS cannot be asked, nobody can tell what an earlier state does not know', async (t) => {
  await taggingApi(t, () => [400, { __type: 'AccessDeniedException', message: 'no' }]);
  const small = await openEnvironment('small');
  await beginDeployment(small, ADA);
  await keepStateAge(small, read(stateOf(5, [])));
  write(stateOf(4, []));
  const outside = (await findOlderState(small))?.outside;
  t.true(outside !== undefined && 'unknown' in outside && outside.unknown.length > 0);
});

test.serial('an earlier version of a state that is put back into its bucket is told', async (t) => {
  Object.assign(env, await account(t, 'buckets'));
  const stored = await openEnvironment('stored');
  await beginDeployment(stored, ADA);
  t.true(await putObject(OBJECT, stateOf(1, []), undefined));
  const earlier = await getObject(OBJECT);
  t.true(await putObject(OBJECT, stateOf(2, ['i-1']), earlier?.etag));
  await keepStateAge(stored, read(stateOf(2, ['i-1'])));
  t.is(await findOlderState(stored), undefined);
  t.true(await putObject(OBJECT, earlier?.text ?? '', (await getObject(OBJECT))?.etag));
  t.like(await findOlderState(stored), {
    how: 'the state is older than what was deployed last: its serial is 1, and the last deployment left one of serial 2',
    place: 's3://acme-state/vedette/stored.tfstate in eu-central-1',
  });
});
