import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import type { Impact } from '../../src/redis/impact.ts';
import { differ, stepsOf } from './_files.ts';

const { files } = differ('diff-persistence');

/** What a file keeps data by. */
interface Kept {
  readonly snapshots: boolean;
  readonly appends: boolean;
}

const anyKept: fc.Arbitrary<Kept> = fc.record({ snapshots: fc.boolean(), appends: fc.boolean() });

function textOf({ snapshots, appends }: Kept): string {
  return `save ${snapshots ? '900 1' : '""'}\nappendonly ${appends ? 'yes' : 'no'}`;
}

testProp(
  'a change of persistence loses data only where nothing is kept afterwards, or no longer every write',
  [anyKept, anyKept],
  async (t, before, after) => {
    const { changes, impact } = await files(textOf(before), textOf(after));
    t.is(
      changes.length,
      Number(before.snapshots !== after.snapshots) + Number(before.appends !== after.appends),
    );
    const loses = changes.length > 0 && !after.appends && (before.appends || !after.snapshots);
    t.is(impact === 'data-loss', loses);
  },
);

const CASES: readonly (readonly [
  before: string,
  after: string,
  impacts: Readonly<Record<string, Impact>>,
  note: RegExp,
])[] = [
  [
    'save 900 1',
    'save ""\nappendonly yes',
    { appendonly: 'live-heavy', save: 'live' },
    /keeps every write instead/,
  ],
  ['save 900 1', 'save ""', { save: 'data-loss' }, /a restart loses all data/],
  [
    'save 900 1\nappendonly yes',
    'save ""',
    { appendonly: 'data-loss', save: 'data-loss' },
    /a restart loses all data/,
  ],
  [
    'save ""\nappendonly yes',
    'save 900 1',
    { appendonly: 'data-loss', save: 'live' },
    /a crash loses what was written after the last snapshot/,
  ],
  ['', 'save ""\nappendonly yes', { appendonly: 'live-heavy', save: 'live' }, /begins without data/],
];

for (const [before, after, impacts, note] of CASES)
  test(`${before.replace('\n', ', ') || 'the default'} made ${after.replace('\n', ', ')} is told with what keeps the data`, async (t) => {
    const { changes } = await files(before, after);
    t.deepEqual(Object.fromEntries(changes.map(({ key, impact }) => [key, impact])), impacts);
    t.true(changes.some((change) => note.test(change.note ?? '')));
  });

test('what keeps the data from now on is turned on before the other is turned off', async (t) => {
  const { changes } = await files('save 900 1', 'save ""\nappendonly yes');
  t.deepEqual(stepsOf(changes), [
    'CONFIG SET appendonly yes',
    'wait until INFO persistence says aof_rewrite_in_progress:0, aof_rewrite_scheduled:0 and aof_last_bgrewrite_status:ok',
    'CONFIG SET save ""',
    'CONFIG REWRITE',
  ]);
  t.deepEqual(stepsOf((await files('save ""\nappendonly yes', 'save 900 1')).changes), [
    'CONFIG SET save "900 1"',
    'BGSAVE',
    'wait until INFO persistence says rdb_bgsave_in_progress:0 and rdb_last_bgsave_status:ok',
    'CONFIG SET appendonly no',
    'CONFIG REWRITE',
  ]);
});

test('a restart says that a server which keeps nothing loses its data by it', async (t) => {
  const noteOf = async (keeps: string) =>
    (await files(keeps, `${keeps}\nio-threads 2`)).changes.find(({ key }) => key === 'io-threads')?.note;
  t.regex((await noteOf('save ""')) ?? '', /^the server keeps nothing, so that a stop loses its data/);
  for (const keeps of ['', 'save 900 1', 'save ""\nappendonly yes']) t.is(await noteOf(keeps), undefined);
});

test('save points mean the same in any order, and twice', async (t) => {
  const { changes } = await files('save 900 1\nsave 300 10', 'save 300 10 900 1\nsave 300 10');
  t.deepEqual(changes, []);
  const [other] = (await files('save 900 1 900 2', 'save 900 1 900 3')).changes;
  t.deepEqual([other?.key, other?.after?.canonical], ['save', '900 1 900 3']);
});
