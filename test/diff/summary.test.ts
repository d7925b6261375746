import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { MEANS } from '../../src/definition/means.ts';
import { type Change, foldedOf } from '../../src/diff/change.ts';
import { snapshotOf } from '../../src/diff/snapshot.ts';
import { summarize } from '../../src/diff/summary.ts';
import { IMPACTS, worst } from '../../src/redis/impact.ts';
import { SMALL, shipped, small } from '../_environment.ts';
import { diffOf } from './_documents.ts';

const anyChange: fc.Arbitrary<Change> = fc.record({
  area: fc.constantFrom('settings', 'topology', 'infrastructure', 'rules'),
  key: fc.constantFrom('one', 'two', 'three'),
  impact: fc.constantFrom(...IMPACTS),
  means: fc.constantFrom(...MEANS.filter((means) => means !== 'nothing')),
  security: fc.boolean(),
  individual: fc.boolean(),
  places: fc.constantFrom('a', 'b').map((environment) => [{ environment, hosts: [`${environment}1`] }]),
});

/** What a sentence says of an impact. */
const WORDS = {
  none: /./,
  live: /live|get/,
  'live-heavy': /with care|get/,
  restart: /restart|get/,
  'stop-start': /stop and start|get/,
  replace: /replace|get/,
  'data-loss': /lose or leave behind data|get/,
  unknown: /Nobody can tell/,
  refused: /Refused/,
} as const;

testProp(
  'the summary says every impact that there is, the worst included',
  [fc.array(anyChange, { minLength: 1 })],
  (t, changes) => {
    const said = summarize({ doing: 'Applying it', isDeployed: true }, changes);
    for (const { impact } of changes) t.regex(said, WORDS[impact]);
  },
);

testProp(
  'nothing is folded that is worse than what is told, or replaces something',
  [fc.array(anyChange, { minLength: 1 })],
  (t, changes) => {
    const folded = foldedOf(changes);
    const told = changes.filter((change) => !folded.has(change));
    t.is(folded.size + told.length, changes.length);
    for (const { impact, individual } of folded) {
      t.true(individual);
      t.true(IMPACTS.indexOf(impact) < IMPACTS.indexOf('replace'));
      t.is(
        worst([...told.map((one) => one.impact), 'live']),
        worst([...told.map((one) => one.impact), 'live', impact]),
      );
    }
  },
);

test('lab made like quorum tells the block of the network, which replaces everything, and what is lost', async (t) => {
  const { summary, changes } = await diffOf(
    snapshotOf(await shipped('lab')),
    snapshotOf(await shipped('quorum')),
  );
  t.false([...foldedOf(changes)].some(({ key }) => key === 'network.cidr'));
  t.regex(
    summary,
    /cdktf deploy would lose or leave behind data of .*, replace all hosts of lab \(.*network\.cidr.*\)/,
  );
});

test('what only a roll-out brings is not said to be done by a deploy', async (t) => {
  const after = small({ redis: { directives: { hz: 20 } }, aws: { image: '14.5' } });
  const { summary, changes } = await diffOf(snapshotOf(small()), snapshotOf(after));
  t.is(
    summary,
    'Running hosts stay as they are until a roll-out, which would change 1 value live. Only new hosts get aws.image.',
  );
  t.deepEqual(changes.find(({ key }) => key === 'hz')?.byHand, [
    { kind: 'command', text: 'CONFIG SET hz 20' },
    { kind: 'rewrite', text: 'CONFIG REWRITE' },
  ]);
});

test('a definition that a rule refuses is refused in the first sentence, with the rule', async (t) => {
  const before = snapshotOf(small());
  const { summary, impact, changes } = await diffOf(before, snapshotOf(small({ sentinel: { quorum: 1 } })));
  t.is(impact, 'refused');
  t.regex(summary, /^Refused for small: by the rule quorum-majority\. /);
  t.like(
    changes.find(({ key }) => key === 'rule/quorum-majority'),
    {
      impact: 'refused',
      before: { raw: 'kept' },
      after: { raw: 'refused: 1 of 3 Sentinels are no majority and yet start a failover' },
    },
  );
});

test('a rule that is waived now is told with its reason', async (t) => {
  const waived = small({ sentinel: { quorum: 1 }, waive: { 'quorum-majority': 'we like it so' } });
  const { changes } = await diffOf(snapshotOf(small()), snapshotOf(waived));
  t.like(
    changes.find(({ key }) => key === 'waive.quorum-majority'),
    {
      before: { raw: 'kept' },
      after: { raw: 'waived: we like it so' },
      impact: 'none',
    },
  );
});

test('each changed priority is told, and that 0 is never promoted', async (t) => {
  const { one, two, three } = SMALL.hosts;
  if (one === undefined || two === undefined || three === undefined) throw new RangeError('three hosts');
  const after = small({
    hosts: { one: { ...one, priority: 10 }, two: { ...two, priority: 20 }, three: { ...three, priority: 0 } },
  });
  const { changes } = await diffOf(snapshotOf(small()), snapshotOf(after));
  t.deepEqual(
    changes
      .filter(({ key }) => key === 'replica-priority')
      .map(({ after: to, note, places }) => [to?.raw, note, places[0]?.hosts.join()]),
    [
      ['0', 'it is never promoted', 'three'],
      ['10', undefined, 'one'],
      ['20', undefined, 'two'],
    ],
  );
});
