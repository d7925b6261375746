import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { small } from '../_environment.ts';
import { diffOf } from './_documents.ts';

type Redis = EnvironmentDefinition['redis'];

async function lost(before: Redis, after: Redis): Promise<readonly (string | undefined)[]> {
  const { changes } = await diffOf(
    snapshotOf(small({ redis: { ...before } })),
    snapshotOf(small({ redis: { ...after } })),
  );
  const row = changes.find(({ key }) => key === 'a power cut of all hosts loses');
  return [row?.before?.raw, row?.after?.raw];
}

const AOF = { persistence: 'aof' } as const;
const SECOND = 'the writes of the last second, and of two where the disk is busy';

test('an append-only file that the system flushes when it likes loses more in a power cut', async (t) => {
  t.deepEqual(await lost(AOF, { ...AOF, directives: { appendfsync: 'no' } }), [
    SECOND,
    'the writes that the system has not yet brought to the disk',
  ]);
});

test('snapshots in the place of an append-only file lose more in a power cut', async (t) => {
  const [before, after] = await lost(AOF, { persistence: 'rdb' });
  t.is(before, SECOND);
  t.regex(after ?? '', /^all writes since the last snapshot: /);
});

test('more memory for data loses no more in a power cut', async (t) => {
  t.deepEqual(await lost({ ...AOF, maxmemory: '1gb' }, { ...AOF, maxmemory: '2gb' }), [undefined, undefined]);
});
