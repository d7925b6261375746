/** Every field of a definition: changing it is seen. */
import test from 'ava';
import { definitionFields } from '../../src/definition/fields.ts';
import type { Change } from '../../src/diff/change.ts';
import { fieldChanges } from '../../src/diff/fields.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { fieldValues } from '../../src/topology/field-values.ts';
import { allShipped, shipped } from '../_environment.ts';
import { SAMPLES, type Sample, sidesOf } from '../definition/_samples.ts';
import { BASE, resolved } from '../topology/_base.ts';
import { diffOf } from './_documents.ts';

const FIELDS = definitionFields();

/** True for a row under the field's name or that of its part, one whose value comes from it, or one of a directive that it writes. */
function names({ key, before, after }: Change, { at }: Sample, writes: readonly string[]): boolean {
  const own = at.replace(/^hosts\.[^.]+\./, 'host/');
  const parts = key.split('/');
  return (
    key === own ||
    own.startsWith(`${key}.`) ||
    [before?.origin, after?.origin].includes(at) ||
    writes.some((one) => parts.includes(one))
  );
}

test('every field has a sample, and every sample a field', (t) => {
  t.deepEqual(Object.keys(SAMPLES).sort(), FIELDS.map(({ path }) => path.join('.')).sort());
});

for (const { path, field } of FIELDS) {
  const name = path.join('.');

  test(`changing ${name} shows in the value of that field`, (t) => {
    const sample = SAMPLES[name];
    if (sample === undefined) return t.fail(`${name} has no sample`);
    const [before, after] = sidesOf(sample).map((side) =>
      fieldValues(resolved(side)).find((one) => one.path.join('.') === sample.at),
    );
    t.notDeepEqual(before?.value, after?.value);
    t.is(after?.origin, 'given');
  });

  test(`changing ${name} gives a row of diff that names it`, async (t) => {
    const sample = SAMPLES[name];
    if (sample === undefined) return t.fail(`${name} has no sample`);
    const [before, after] = sidesOf(sample);
    const { changes } = await diffOf(snapshotOf(resolved(before)), snapshotOf(resolved(after)));
    t.true(
      changes.some((change) => names(change, sample, field.writes ?? [])),
      JSON.stringify(changes, undefined, 1),
    );
  });
}

test('no field differs between an environment and itself', async (t) => {
  for (const one of await allShipped()) t.deepEqual(fieldChanges(one, one, []), []);
});

test('a field that a row tells already gets no row of its own', async (t) => {
  const [before, after] = [resolved(BASE), resolved({ ...BASE, redis: { maxmemory: '40%' } })];
  const { changes } = await diffOf(snapshotOf(before), snapshotOf(after));
  t.deepEqual(
    changes.filter(({ area }) => area === 'settings').map(({ key }) => key),
    ['maxmemory'],
  );
});

test('a row of a part tells its fields', (t) => {
  const sides = [
    resolved(BASE),
    resolved({ ...BASE, aws: { state: { bucket: 'new' }, tags: { owner: 'me' } } }),
  ] as const;
  const row: Change = {
    area: 'infrastructure',
    key: 'aws.state',
    impact: 'replace',
    means: 'deploy',
    security: false,
    individual: false,
    places: [{ environment: 'base', hosts: [] }],
  };
  t.deepEqual(
    fieldChanges(...sides, [row]).map(({ key }) => key),
    ['aws.tags.owner'],
  );
});

test('another spelling of a value changes nothing that runs, and only the text that pending goes by', async (t) => {
  const spelt = (maxmemory: '2gb' | '2048mb', size: string, downAfter: '60s' | '1m') =>
    snapshotOf(
      resolved({
        ...BASE,
        redis: { maxmemory, directives: { 'repl-backlog-size': size } },
        sentinel: { quorum: 2, downAfter, failoverTimeout: '3m' },
      }),
    );
  const { changes } = await diffOf(spelt('2gb', '64mb', '60s'), spelt('2048mb', '65536kb', '1m'));
  t.deepEqual(
    changes.map(({ key, impact, places }) => [key, impact, places]),
    [['boot script', 'none', [{ environment: 'base', hosts: ['data1', 'data2', 'data3'] }]]],
  );
});

test('a setting that is decided in another way and gives the same lines changes nothing', async (t) => {
  const [before, after] = [resolved(BASE), resolved({ ...BASE, redis: { maxmemory: '2gb' } })];
  const { changes } = await diffOf(snapshotOf(before), snapshotOf(after));
  t.deepEqual(
    changes.map(({ key, before: from, after: to, impact, means, note }) => [
      key,
      from?.raw,
      to?.raw,
      impact,
      means,
      note,
    ]),
    [['redis.maxmemory', '50%', '2gb', 'none', 'nothing', 'it gives the same lines as before']],
  );
});

test('password version, bucket, topic and tags have a row each, the bucket the worst', (t) => {
  const given = { passwordVersion: 2, state: { bucket: 'new' }, tags: { owner: 'me' }, alarmTopic: 'own' };
  const rows = fieldChanges(
    resolved({ ...BASE, aws: { state: { bucket: 'old' } } }),
    resolved({ ...BASE, aws: given }),
    [],
  );
  t.deepEqual(
    rows.map(({ key, before, after, impact }) => [key, before?.raw, after?.raw, impact].join(' ')).sort(),
    [
      'aws.alarmTopic  own live',
      'aws.passwordVersion 1 2 live',
      'aws.state.bucket old new replace',
      'aws.tags.owner  me live',
    ],
  );
});

test('a waiver that comes, goes or gets another reason is a row with the reasons', (t) => {
  const waived = (reasons: Readonly<Record<string, string>>) => resolved({ ...BASE, waive: reasons });
  const rows = fieldChanges(
    waived({ 'zone-single': 'a laboratory', 'sentinel-count': 'few hosts' }),
    waived({ 'zone-single': 'one zone is cheap', 'quorum-majority': 'for speed' }),
    [],
  );
  t.deepEqual(
    rows.map(({ key, before, after }) => [key, before?.raw, after?.raw]),
    [
      ['waive.zone-single', 'a laboratory', 'one zone is cheap'],
      ['waive.sentinel-count', 'few hosts', undefined],
      ['waive.quorum-majority', undefined, 'for speed'],
    ],
  );
});

test('the fields of a host that only one side has are told by the host', async (t) => {
  const { data1, data2, data3 } = BASE.hosts;
  const more = resolved({
    ...BASE,
    hosts: { data1, data2, data3, data4: { roles: ['replica'], priority: 5 } },
  });
  t.deepEqual(fieldChanges(resolved(BASE), more, []), []);
});

test('what two environments never share is individual', async (t) => {
  const rows = fieldChanges(await shipped('staging'), await shipped('production'), []);
  t.deepEqual(
    [...new Set(rows.filter(({ individual }) => individual).map(({ key }) => key))],
    ['name', 'network.cidr', 'host/address'],
  );
});
