import test from 'ava';
import { comparePrograms } from '../../src/diff/program-changes.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { comparable } from '../../src/diff/source/text.ts';
import { redact } from '../../src/redis/redact.ts';
import { hostDocuments } from '../../src/render/documents.ts';
import { resolveEnvironment } from '../../src/topology/resolve.ts';
import { THREE } from '../operate/_processes.ts';
import { differ } from './_files.ts';

const { files } = differ('diff-rights');

const told: readonly [before: string, after: string, note: string, clause: string][] = [
  [
    'user app on >x ~* &* +@all -@dangerous',
    'user app on >x ~* &* +@all -@dangerous +flushall +flushdb',
    'app may now also run FLUSHALL, FLUSHDB (@dangerous)',
    'give the user app more rights',
  ],
  [
    'user app on >x ~a ~b &news +get +set',
    'user app on >x ~a ~c +get +del',
    'app may now also run DEL and use keys c, and may no longer run SET or use keys b or use channels news',
    'give the user app other rights',
  ],
  ['user app on >x +get', 'user app on >x', 'app may no longer run GET', 'take rights from the user app'],
  ['user app on >x +get', '', 'app may no longer log in', 'take rights from the user app'],
  [
    '',
    'user app on >x ~a:* +get',
    'app may now log in and run GET and use keys a:*',
    'give the user app more rights',
  ],
  ['user app on >x +get', 'user app on >y +get', 'app logs in with another password', 'change user/app live'],
];

for (const [before, after, note, clause] of told)
  test(`${before || 'nothing'} made ${after || 'nothing'}: ${note}`, async (t) => {
    const { changes, summary } = await files(before, after);
    t.deepEqual(
      changes.map((change) => [change.key, change.note, change.security]),
      [['user/app', note, true]],
    );
    t.is(summary, `Making a.conf like b.conf would ${clause}.`);
  });

test('what gives rights is read before what takes them', async (t) => {
  const before = 'user a on >x +get\nuser b on >x +get\nuser c on >x +get';
  const { changes } = await files(before, 'user a on >x\nuser b on >x +get +set\nuser c on >x');
  t.deepEqual(
    changes.map(({ key, grants }) => [key, grants ?? false]),
    [
      ['user/b', true],
      ['user/a', false],
      ['user/c', false],
    ],
  );
});

test('a user in the single commands of its categories is the same user', async (t) => {
  const single =
    'user app on >x ~* -@all +geoadd +geodist +geohash +geopos +georadius +georadius_ro +georadiusbymember +georadiusbymember_ro +geosearch +geosearchstore';
  t.deepEqual((await files(single, 'user app +@geo ~* >x on')).changes, []);
});

test('the users of a definition are those of the files that it makes', (t) => {
  const environment = resolveEnvironment({ ...THREE, users: { mode: 'required' } }, 'stacks/three.ts');
  for (const after of snapshotOf(environment).programs) {
    const { host: name, program, version } = after;
    const host = environment.hosts.find((one) => one.name === name);
    const document = host && hostDocuments(environment, host)[program];
    if (document === undefined) throw new RangeError(`${name} has no ${program}`);
    t.true(after.document.some((line) => line.name === 'user'));
    const before = comparable({ program, version, document }, name, redact);
    t.deepEqual(
      comparePrograms({ before, after }, false).map(({ key }) => key),
      [],
    );
  }
});
