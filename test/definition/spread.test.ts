import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { UserError } from '../../src/base/errors.ts';
import { spread } from '../../src/definition/spread.ts';

test('three data hosts and five Sentinels over three zones', (t) => {
  t.deepEqual(spread({ replicas: 2, sentinels: 5, zones: ['a', 'b', 'c'] }), {
    data1: { roles: ['primary', 'sentinel'], zone: 'a' },
    data2: { roles: ['replica', 'sentinel'], zone: 'b' },
    data3: { roles: ['replica', 'sentinel'], zone: 'c' },
    sentinel1: { roles: ['sentinel'], zone: 'c' },
    sentinel2: { roles: ['sentinel'], zone: 'b' },
  });
});

test('a given address is written in place of the zone', (t) => {
  t.deepEqual(
    spread({
      replicas: 1,
      sentinels: 3,
      zones: ['a', 'b'],
      addresses: { data2: '10.0.0.9', sentinel1: '10.0.0.99', data3: '10.0.0.10' },
    }),
    {
      data1: { roles: ['primary', 'sentinel'], zone: 'a' },
      data2: { roles: ['replica', 'sentinel'], address: '10.0.0.9' },
      sentinel1: { roles: ['sentinel'], address: '10.0.0.99' },
    },
  );
});

test('an address of a name that no host ever has is refused', (t) => {
  const addresses: Record<string, string> = { sentinal1: '10.0.0.9' };
  t.throws(() => spread({ replicas: 0, sentinels: 1, zones: ['a'], addresses }), {
    instanceOf: UserError,
    message: 'spread: addresses: "sentinal1" is no host; write data1, sentinel1 and so on',
  });
});

test('sizes are written where they are given', (t) => {
  t.deepEqual(
    spread({
      replicas: 0,
      sentinels: 2,
      zones: ['a'],
      dataSize: 'r7g.large',
      sentinelSize: 'm7g.medium',
    }),
    {
      data1: { roles: ['primary', 'sentinel'], zone: 'a', size: 'r7g.large' },
      sentinel1: { roles: ['sentinel'], zone: 'a', size: 'm7g.medium' },
    },
  );
});

test('fewer Sentinels than data hosts stand on the first ones', (t) => {
  t.deepEqual(
    Object.values(spread({ replicas: 2, sentinels: 1, zones: ['a'] })).map(({ roles }) => roles),
    [['primary', 'sentinel'], ['replica'], ['replica']],
  );
});

const wanted = fc.record({
  replicas: fc.integer({ min: 0, max: 9 }),
  sentinels: fc.integer({ min: 0, max: 15 }),
  zones: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
});

testProp('it gives as many hosts of each role as were asked for', [wanted], (t, given) => {
  const roles = Object.values(spread(given)).flatMap((host) => host.roles);
  const count = (role: string) => roles.filter((one) => one === role).length;
  t.deepEqual([count('primary'), count('replica'), count('sentinel')], [1, given.replicas, given.sentinels]);
});

testProp('no zone holds two hosts more than another', [wanted], (t, given) => {
  const hosts = Object.values(spread(given));
  const counts = given.zones.map((zone) => hosts.filter((host) => host.zone === zone).length);
  t.true(Math.max(...counts) - Math.min(...counts) <= 1);
});

testProp(
  'a host that stays keeps its zone, however many data hosts and Sentinels come or go',
  [wanted, fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 15 })],
  (t, before, replicas, sentinels) => {
    const after = spread({ ...before, replicas, sentinels });
    for (const [name, { zone }] of Object.entries(spread(before)))
      if (after[name] !== undefined) t.is(after[name].zone, zone);
  },
);
