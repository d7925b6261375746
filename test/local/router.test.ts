import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { leaseOf, macOf } from '../../src/local/router.ts';

test('a host gets its address with the prefix of its subnet, and the first address as router', (t) => {
  t.deepEqual(leaseOf('10.0.16.40', '10.0.16.0/20'), { cidr: '10.0.16.40/20', gateway: '10.0.16.1' });
  t.deepEqual(leaseOf('10.0.0.40', '10.0.0.32/28'), { cidr: '10.0.0.40/28', gateway: '10.0.0.33' });
});

testProp(
  'hardware addresses are local, unicast and as unique as the address',
  [fc.ipV4(), fc.ipV4()],
  (t, one, two) => {
    t.regex(macOf(one), /^02(:[0-9a-f]{2}){5}$/);
    t.is(macOf(one) === macOf(two), one === two);
  },
);
