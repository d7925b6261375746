import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { MEANS } from '../../src/definition/means.ts';
import type { Change } from '../../src/diff/change.ts';
import { diff } from '../../src/diff/compare.ts';
import { type Snapshot, snapshotOf } from '../../src/diff/snapshot.ts';
import { summarize } from '../../src/diff/summary.ts';
import { decideTold } from '../../src/diff/told.ts';
import { IMPACTS, worst } from '../../src/redis/impact.ts';
import { SMALL, shipped, small } from '../_environment.ts';
import { diffOf, TODAY } from './_documents.ts';

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
    const said = summarize({ doing: 'cdktf deploy would', isDeployed: true }, changes);
    for (const { impact } of changes) t.regex(said, WORDS[impact]);
  },
);

testProp(
  'nothing is only counted that is worse than what is told, or replaces something',
  [fc.array(anyChange, { minLength: 1 })],
  (t, changes) => {
    const decided = decideTold(changes);
    t.deepEqual(
      decided.map(({ individual, ...change }) => change),
      changes.map(({ individual, ...change }) => change),
    );
    const told = decided.filter(({ individual }) => !individual);
    for (const [at, { impact, individual }] of decided.entries()) {
      if (!individual) continue;
      t.true(changes[at]?.individual);
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
  t.false(changes.find(({ key }) => key === 'network.cidr')?.individual);
  t.regex(
    summary,
    /^Refused for lab: because its hosts listen on another port \(sentinel\.port\)\. Otherwise cdktf deploy would lose or leave behind data of node01, node02 and ns \(host\/volume\), destroy ctrl, node01, node02 and ns, make anew what hosts share \(network\.cidr\), suspend failover \(the only Sentinel\), cause an outage \(all data hosts at once\)/,
  );
});

test('what only a roll-out brings is not said to be done by a deploy', async (t) => {
  const after = small({ redis: { directives: { hz: 20 } }, aws: { updates: 'first-boot' } });
  const { summary, changes } = await diffOf(snapshotOf(small()), snapshotOf(after));
  t.is(
    summary,
    'Running hosts stay as they are until a roll-out, which would change hz live. Only new hosts get aws.updates.',
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

test('a host that a deploy replaces boots with its new settings, and nobody takes a step for it', async (t) => {
  const two = { zone: 'b', roles: ['replica', 'sentinel'] } as const;
  const network = { cidr: '10.9.0.0/24', zones: ['a', 'b'] };
  const [before, after] = [
    small({ network }),
    small({ network, hosts: { ...SMALL.hosts, two }, redis: { directives: { hz: 20 } } }),
  ].map((one) => snapshotOf(one));
  if (before === undefined || after === undefined) throw new RangeError('two sides were made');
  const { changes } = await diffOf(before, after);
  t.deepEqual(
    changes
      .filter(({ key }) => key === 'hz')
      .map(({ places, impact, means, note, byHand }) => [
        places[0]?.hosts.join(),
        ...[impact, means, note, byHand?.length],
      ]),
    [
      ['one,three', 'live', 'roll-out', undefined, 2],
      ['two', 'none', 'deploy', 'it comes with the new host', undefined],
    ],
  );
});

test('what the data on a kept volume cannot bear stays a loss of data on a new host', async (t) => {
  const [before, after] = [
    small(),
    small({ network: { cidr: '10.10.0.0/24' }, redis: { directives: { databases: 8 } } }),
  ].map((one) => snapshotOf(one));
  if (before === undefined || after === undefined) throw new RangeError('two sides were made');
  const { changes } = await diffOf(before, after);
  t.like(
    changes.find(({ key }) => key === 'databases'),
    { impact: 'data-loss', means: 'deploy', byHand: undefined },
  );
});

test('hosts that come and go are created and destroyed by name, and are no values', async (t) => {
  const { one, two, three } = SMALL.hosts;
  if (one === undefined || two === undefined || three === undefined) throw new RangeError('three hosts');
  const { summary } = await diffOf(
    snapshotOf(small({ hosts: { one, two, three, four: { roles: ['sentinel'] } } })),
    snapshotOf(small({ hosts: { one, two, three, five: { roles: ['sentinel'] } } })),
  );
  t.regex(summary, /cdktf deploy would destroy four and create five\./);
});

test('an environment that is new and that a rule refuses would be created otherwise', async (t) => {
  const refused = snapshotOf(small({ sentinel: { quorum: 1 } }));
  const { summary, impact, changes } = await diff([{ after: refused }], TODAY);
  t.is(impact, 'refused');
  t.is(summary, 'Refused for small: by the rule quorum-majority. Otherwise cdktf deploy would create small.');
  t.like(
    changes.find(({ key }) => key === 'rule/quorum-majority'),
    { before: undefined, impact: 'refused', means: 'deploy' },
  );
});

test('an environment that is new shows what rules warn of, and is created', async (t) => {
  const [one, two] = [['primary', 'sentinel'] as const, ['replica', 'sentinel'] as const];
  const warned = small({
    hosts: {
      one: { roles: one },
      two: { roles: two },
      three: { roles: ['sentinel'] },
      four: { roles: ['sentinel'] },
    },
    sentinel: { quorum: 3 },
  });
  const { summary, impact, changes } = await diff([{ after: snapshotOf(warned) }], TODAY);
  t.is(impact, 'live');
  t.is(summary, 'cdktf deploy would create small.');
  t.regex(changes.find(({ key }) => key === 'rule/sentinel-even')?.after?.raw ?? '', /^warned: /);
});

test('a rule that is broken while a host only goes does not keep it from going', async (t) => {
  const { one, three } = SMALL.hosts;
  if (one === undefined || three === undefined) throw new RangeError('three hosts');
  const { summary } = await diffOf(snapshotOf(small()), snapshotOf(small({ hosts: { one, three } })));
  t.regex(
    summary,
    /^Refused for small: by the rule sentinel-count\. That keeps new hosts from being created, and holds up nothing else\. cdktf deploy would lose or leave behind data of two \(host\/volume\) and destroy two\. /,
  );
});

test('of many environments each that comes, goes, loses data or is refused is named', async (t) => {
  const { one, three } = SMALL.hosts;
  if (one === undefined || three === undefined) throw new RangeError('three hosts');
  const names = Array.from({ length: 9 }, (_, at) => `e${at}`);
  const of = (kind: string, changes: Parameters<typeof small>[0] = {}) =>
    names.map((name) => snapshotOf(small({ ...changes, name: `${kind}-${name}` })));
  const pairs = (befores: readonly Snapshot[], afters: readonly Snapshot[]) =>
    befores.flatMap((before, at) => {
      const after = afters[at];
      return after === undefined ? [] : [{ before, after }];
    });
  const { summary } = await diff(
    [
      ...of('new').map((after) => ({ after })),
      ...of('old').map((before) => ({ before })),
      ...pairs(of('lose'), of('lose', { hosts: { one, three }, waive: { 'sentinel-count': 'few' } })),
      ...pairs(of('refuse'), of('refuse', { sentinel: { quorum: 1 } })),
    ],
    TODAY,
  );
  const said = summary.split(/(?<=\.) /);
  const each = (kind: string, sentence: RegExp) => {
    const text = said.find((one) => sentence.test(one)) ?? '';
    for (const name of names) t.true(text.includes(`${kind}-${name}`), `${kind}-${name}: ${text}`);
  };
  each('new', /\bcreate /);
  each('old', /^No definition has/);
  each('lose', /lose or leave behind data of 9 hosts of/);
  each('refuse', /^Refused for/);
});
