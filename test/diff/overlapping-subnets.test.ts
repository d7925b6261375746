import test from 'ava';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { SMALL, small } from '../_environment.ts';
import { diffOf } from './_documents.ts';

type Blocks = Readonly<Record<string, string>>;

/** What is refused, and the last sentence, where the zones a and b have other blocks. */
async function refused(before: Blocks, after: Blocks) {
  const of = (zones: Blocks) =>
    snapshotOf(
      small({
        network: { ...SMALL.network, zones },
        hosts: {
          ...SMALL.hosts,
          two: { roles: ['replica', 'sentinel'], zone: Object.keys(zones).at(-1) ?? 'a' },
        },
      }),
    );
  const { changes, summary } = await diffOf(of(before), of(after));
  const rows = changes.filter(({ impact, area }) => impact === 'refused' && area !== 'rules');
  return { rows: rows.map((row) => [row.key, row.before?.raw, row.after?.raw]), summary };
}

test('a subnet that overlaps one of another zone which goes in the same apply is refused by AWS, and said to be', async (t) => {
  const { rows, summary } = await refused(
    { a: '10.9.0.0/26', b: '10.9.0.64/26' },
    { a: '10.9.0.128/26', b: '10.9.0.0/26' },
  );
  t.deepEqual(rows, [['network.zones', '10.9.0.0/26 of a', '10.9.0.0/26 of b']]);
  t.regex(
    summary,
    /^Refused for small: .*because a subnet would overlap one that is still there \(network\.zones\)\./,
  );
});

test('a zone that takes the block of one that goes is refused too', async (t) => {
  const { rows } = await refused({ a: '10.9.0.0/26', b: '10.9.0.64/26' }, { a: '10.9.0.0/25' });
  t.deepEqual(rows, [['network.zones', '10.9.0.64/26 of b', '10.9.0.0/25 of a']]);
});

test("a subnet that moves to a free block, or within its own, is in nobody's way", async (t) => {
  const before = { a: '10.9.0.0/26', b: '10.9.0.64/26' };
  for (const after of [
    { a: '10.9.0.128/26', b: '10.9.0.192/26' },
    { a: '10.9.0.0/27', b: '10.9.0.64/26' },
  ])
    t.deepEqual((await refused(before, after)).rows, []);
});
