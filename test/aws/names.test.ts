import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { fullName } from '../../src/aws/names.ts';

/** Names of environments and hosts are DNS labels. */
const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
const part = fc.tuple(label, fc.constantFrom('', '-status', '-volume', '-data')).map((each) => each.join(''));

testProp(
  'no two environments of an account give two things one name',
  [label, part, label, part],
  (t, one, a, other, b) => {
    if (one === other) t.is(fullName({ name: one }, a) === fullName({ name: other }, b), a === b);
    else t.not(fullName({ name: one }, a), fullName({ name: other }, b));
  },
);

test('the alarm of shop and its eu-data1 is not that of shop-eu and its data1', (t) => {
  t.not(fullName({ name: 'shop' }, 'eu-data1-status'), fullName({ name: 'shop-eu' }, 'data1-status'));
});
