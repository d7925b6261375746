import test from 'ava';
import { differ } from './_files.ts';

const { files, folders } = differ('diff-roles');

const FOLLOWS = 'replicaof 10.0.0.30 6379';
const LEFT_OUT = 'who follows whom is left out, since Sentinel decides it. ';

test('a file that lost its primary is a second one: a loss of data, with words and a note, and without steps', async (t) => {
  const { changes, notes, summary, impact } = await files(`appendonly yes\n${FOLLOWS}`, 'appendonly yes');
  const [change, ...others] = changes;
  t.deepEqual(others, []);
  t.like(change, {
    key: 'replicaof',
    impact: 'data-loss',
    before: { raw: '10.0.0.30 6379' },
    after: { raw: 'nobody' },
  });
  t.regex(change?.note ?? '', /a second primary: what clients write to it is lost/);
  t.is(change?.byHand, undefined);
  t.is(impact, 'data-loss');
  t.deepEqual(notes, [`${LEFT_OUT}Before: a.conf follows 10.0.0.30 6379; after: b.conf follows nobody`]);
  t.is(
    summary,
    'Making a.conf like b.conf would let a.conf start as a primary of its own, beside 10.0.0.30 6379.',
  );
});

for (const [what, before, after, note] of [
  [
    'a primary that is new',
    '',
    FOLLOWS,
    'Before: a.conf follows nobody; after: b.conf follows 10.0.0.30 6379',
  ],
  [
    'another primary',
    FOLLOWS,
    'slaveof 10.0.0.51 6379',
    'Before: a.conf follows 10.0.0.30 6379; after: b.conf follows 10.0.0.51 6379',
  ],
] as const)
  test(`${what} is told in a note, and is no change`, async (t) => {
    const { changes, notes, summary } = await files(before, after);
    t.deepEqual(changes, []);
    t.deepEqual(notes, [`${LEFT_OUT}${note}`]);
    t.is(summary, 'Nothing else differs.');
  });

test('equal roles are neither told nor left out', async (t) => {
  for (const text of ['', FOLLOWS, 'replicaof no one']) {
    const { notes, summary } = await files(text, text);
    t.deepEqual(notes, []);
    t.is(summary, 'Nothing differs.');
  }
  t.deepEqual((await files('', 'replicaof no one')).notes, []);
});

test('roles that hosts exchanged, as a failover does it, are no loss', async (t) => {
  const { changes, notes } = await folders(
    { one: '', two: 'replicaof 10.0.0.1 6379' },
    { one: 'replicaof 10.0.0.2 6379', two: '' },
  );
  t.deepEqual(changes, []);
  t.deepEqual(notes, [
    `${LEFT_OUT}Before: one follows nobody, two follows 10.0.0.1 6379; after: one follows 10.0.0.2 6379, two follows nobody`,
  ]);
});

test('each host that is a primary beside the first one is told', async (t) => {
  const { changes, summary } = await folders(
    { one: '', two: 'replicaof 10.0.0.1 6379', three: 'replicaof 10.0.0.1 6379' },
    { one: '', two: '', three: '' },
  );
  t.deepEqual(
    changes.map(({ key, impact, places }) => [key, impact, places[0]?.hosts]),
    [
      ['replicaof', 'data-loss', ['three']],
      ['replicaof', 'data-loss', ['two']],
    ],
  );
  t.regex(summary, /let three start as a primary of its own.* and let two start as a primary of its own/);
});
