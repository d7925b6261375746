import test from 'ava';
import { nameOf, partOf } from '../../../src/rehearsal/timeline/samples.ts';

test('a primary says how far it is', (t) => {
  t.deepEqual(partOf(['master', 7_200, [['10.0.0.51', '6379', '7190']]]), {
    role: 'primary',
    follows: undefined,
    offset: 7_200,
  });
});

test('a replica says whom it is in sync with, and nobody while its link is made', (t) => {
  const replica = (link: string, offset: number) => partOf(['slave', '10.0.0.30', 6379, link, offset]);
  t.deepEqual(replica('connected', 7_200), { role: 'replica', follows: '10.0.0.30', offset: 7_200 });
  for (const link of ['connect', 'connecting', 'handshake', 'sync'])
    t.deepEqual(replica(link, -1), { role: 'replica', follows: undefined, offset: undefined });
});

test('a refusal says nothing of a part', (t) => {
  t.is(partOf({ refused: 'BUSY Redis is busy running a script' }), undefined);
});

test('a Sentinel names an address, or nobody, and with a refusal nothing', (t) => {
  t.is(nameOf(['10.0.0.30', '6379']), '10.0.0.30');
  t.is(nameOf(null), 'nobody');
  t.is(nameOf({ refused: 'IDONTKNOW no' }), undefined);
});
