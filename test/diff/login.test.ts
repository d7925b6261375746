import { createHash } from 'node:crypto';
import test from 'ava';
import { redact } from '../../src/redis/redact.ts';
import { diffOf, fileOf } from './_documents.ts';
import { differ, stepsOf } from './_files.ts';

const { files } = differ('diff-login');

const ANYONE = /^whoever reaches the port may /;

for (const after of ['hz 20', 'requirepass ""', 'user default on nopass ~* &* +@all'])
  test(`a password that ${after} takes away lets anyone connect`, async (t) => {
    const { changes, summary } = await files('requirepass x\nhz 20', `hz 20\n${after}`);
    t.is(summary, 'Making a.conf like b.conf would let anybody connect without a password.');
    const [change, ...others] = changes;
    t.deepEqual(others, []);
    t.like(change, { key: 'requirepass', impact: 'live-heavy', security: true });
    t.regex(change?.note ?? '', ANYONE);
    t.notRegex(change?.note ?? '', /new password/);
    t.deepEqual(stepsOf(changes), ['CONFIG SET requirepass ""', 'CONFIG REWRITE']);
  });

test('another password is one that everyone needs', async (t) => {
  for (const before of ['requirepass x', ''])
    t.regex((await files(before, 'requirepass y')).changes[0]?.note ?? '', /needs the new password/);
});

for (const [before, after, user, step] of [
  ['user app on >x ~* +@all', 'user app on nopass ~* +@all', 'app', 'on nopass ~* resetchannels +@all'],
  ['', 'user app on nopass ~* +@all', 'app', 'on nopass ~* resetchannels +@all'],
  ['user app off nopass ~*', 'user app on nopass ~*', 'app', 'on nopass ~* resetchannels -@all'],
  ['user default on >x ~a +get', '', 'default', 'on nopass ~* &* +@all'],
  ['requirepass x', 'user default on nopass ~a +get', 'default', 'on nopass ~a resetchannels -@all +get'],
] as const)
  test(`${before || 'nothing'} made ${after || 'nothing'} lets anyone be ${user}`, async (t) => {
    const { changes, summary } = await files(before, after);
    t.is(summary, `Making a.conf like b.conf would let anybody be the user ${user} without a password.`);
    t.deepEqual(
      changes.map(({ key, security }) => [key, security]),
      [[`user/${user}`, true]],
    );
    t.regex(changes[0]?.note ?? '', ANYONE);
    t.deepEqual(stepsOf(changes), [`ACL SETUSER ${user} reset ${step}`, 'CONFIG REWRITE']);
  });

test('a user without a password who is off lets nobody in', async (t) => {
  t.is((await files('', 'user app off nopass ~* +@all')).changes[0]?.note, undefined);
});

test('a user default that is written wins over requirepass, which then says nothing', async (t) => {
  const { changes } = await files('requirepass x', 'requirepass y\nuser default on >x ~* &* +@all -debug');
  t.deepEqual(
    changes.map(({ key, before, after }) => [key, before?.canonical, after?.canonical]),
    [['user/default', 'on {secret requirepass} ~* &* +@all', 'on {secret requirepass} ~* &* +@all -debug']],
  );
});

test('a user that is gone is deleted, and the user default, which cannot be, is what it is without a line', async (t) => {
  t.deepEqual(stepsOf((await files('user app off', '')).changes), ['ACL DELUSER app', 'CONFIG REWRITE']);
  t.deepEqual(stepsOf((await files('user default off', '')).changes), [
    'ACL SETUSER default reset on nopass ~* &* +@all',
    'CONFIG REWRITE',
  ]);
});

test('a side that says that it writes no user, and one that does not say it, have nothing to tell', async (t) => {
  const [before, after] = [fileOf('requirepass x'), fileOf('requirepass x')].map((file, at) => ({
    ...file,
    programs: file.programs.map((program) => ({
      ...program,
      document: redact(program.document),
      ...(at === 0 ? {} : { writesUser: false }),
    })),
  }));
  if (before === undefined || after === undefined) throw new RangeError('two sides are given');
  t.deepEqual((await diffOf(before, after)).notes, []);
});

test('requirepass and a user default of the same rights are equal in effect, which a note says', async (t) => {
  for (const [one, other] of [
    ['requirepass x', 'user default on >x ~* &* +@all'],
    [
      'requirepass x',
      `user default on #${createHash('sha256').update('x').digest('hex')} allkeys allchannels +@all`,
    ],
  ] as const) {
    const { changes, notes } = await files(one, other);
    t.deepEqual(changes, []);
    t.deepEqual(notes, ['requirepass of a.conf and the user default of b.conf are equal in effect']);
    t.deepEqual((await files(one, one)).notes, []);
    t.deepEqual((await files(other, other)).notes, []);
  }
  t.deepEqual((await files('requirepass y', 'user default on >x ~* &* +@all')).notes, []);
});
