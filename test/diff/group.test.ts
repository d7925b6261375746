import test from 'ava';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { SMALL, small } from '../_environment.ts';
import { diffOf } from './_documents.ts';
import { differ, stepsOf } from './_files.ts';

const { files } = differ('diff-group');

const M1 = 'sentinel monitor m1 10.0.0.1 6379 2';
const M2 =
  'sentinel monitor m2 10.0.0.2 6379 2\nsentinel failover-timeout m2 60000\nsentinel auth-pass m2 pw';

test('a group that is gone is one row, to be removed, and the last sentence says that nobody fails it over', async (t) => {
  const { changes, summary, impact } = await files(`${M1}\n${M2}`, M1);
  t.deepEqual(
    changes.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [['sentinel/m2', '10.0.0.2 6379, quorum 2', undefined]],
  );
  t.deepEqual(stepsOf(changes), ['SENTINEL REMOVE m2']);
  t.is(impact, 'live-heavy');
  t.is(summary, 'Making a.conf like b.conf would stop watching m2, which nobody fails over any more.');
});

test('a group that comes is one row, to be monitored with all its options', async (t) => {
  const { changes, summary } = await files(M1, `${M1}\n${M2}`);
  t.deepEqual(
    changes.map(({ key, before, after, impact }) => [key, before?.raw, after?.raw, impact]),
    [['sentinel/m2', undefined, '10.0.0.2 6379, quorum 2', 'live']],
  );
  t.deepEqual(stepsOf(changes), [
    'SENTINEL MONITOR m2 10.0.0.2 6379 2',
    'SENTINEL SET m2 failover-timeout 60000',
    'SENTINEL SET m2 auth-pass {secret sentinel/m2/auth-pass}',
  ]);
  t.is(summary, 'Making a.conf like b.conf would watch m2 too.');
});

test('a group with a script comes by its file, since SENTINEL SET refuses scripts', async (t) => {
  const script = 'sentinel notification-script m2 /bin/true';
  t.deepEqual(stepsOf((await files(M1, `${M1}\n${M2}\n${script}`)).changes), [
    'service sentinel stop',
    'sentinel.conf: sentinel monitor m2 10.0.0.2 6379 2',
    'sentinel.conf: sentinel failover-timeout m2 60000',
    'sentinel.conf: sentinel auth-pass m2 {secret sentinel/m2/auth-pass}',
    `sentinel.conf: ${script}`,
    'service sentinel start',
  ]);
});

test('a group of the same primary under another name is renamed, also beside others', async (t) => {
  const renamed = M2.replaceAll(' m2 ', ' other ').replace('60000', '70000');
  const { changes } = await files(`${M1}\n${M2}`, `${M1}\n${renamed}`);
  t.deepEqual(
    changes.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [
      // The reference to a secret has the name of the group in it.
      ['sentinel/other/auth-pass', '{secret sentinel/m2/auth-pass}', '{secret sentinel/other/auth-pass}'],
      ['sentinel/group', 'm2', 'other'],
      ['sentinel/other/failover-timeout', '60000', '70000'],
    ],
  );
  t.deepEqual(stepsOf(changes), [
    'SENTINEL REMOVE m2',
    'SENTINEL MONITOR other 10.0.0.2 6379 2',
    'SENTINEL SET other failover-timeout 70000',
    'SENTINEL SET other auth-pass {secret sentinel/other/auth-pass}',
  ]);
});

test('the group of an environment under another name is watched anew by hand, where its primary is then', async (t) => {
  const [before, after] = ['one', 'two'].map((group) =>
    snapshotOf(small({ sentinel: { ...SMALL.sentinel, group } })),
  );
  if (before === undefined || after === undefined) throw new RangeError('two environments are made');
  const { changes } = await diffOf(before, after);
  t.deepEqual(stepsOf(changes.filter(({ area }) => area === 'settings')), [
    'SENTINEL GET-MASTER-ADDR-BY-NAME one',
    'SENTINEL REMOVE one',
    'SENTINEL MONITOR two <the address and the port that it answered> 2',
    'SENTINEL SET two auth-pass {secret redis-password}',
    'SENTINEL SET two down-after-milliseconds 5000',
    'SENTINEL SET two failover-timeout 60000',
    'SENTINEL SET two parallel-syncs 1',
  ]);
});

test('a group of another primary under another name is another group', async (t) => {
  const { changes } = await files(M1, M2);
  t.deepEqual(
    changes.map(({ key }) => key),
    ['sentinel/m1', 'sentinel/m2'],
  );
});
