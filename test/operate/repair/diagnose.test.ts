import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../../src/base/units.ts';
import type { Ailment } from '../../../src/operate/repair/ailment.ts';
import { diagnose } from '../../../src/operate/repair/diagnose.ts';
import { dataOf, isNamed } from '../../../src/operate/repair/examination.ts';
import { findLead } from '../../../src/operate/repair/lead.ts';
import { isPublishBlocked } from '../../../src/operate/repair/pause-seen.ts';
import { holdsAll } from '../../../src/operate/repair/stream.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import { small } from '../../_environment.ts';
import {
  wellObserved,
  withLink,
  withoutRedis,
  withoutSentinel,
  withRedis,
  withSentinel,
} from '../status/_observed.ts';
import { examined } from './_examined.ts';

const environment = small();
const WELL = wellObserved(environment);
const HOSTS = environment.hosts.map(({ name }) => name);
const [ONE = '', TWO = '', THREE = ''] = environment.hosts.map(({ address }) => address);
const place = (address: string) => ({ address, port: 6379 });

function kindsOf(ailments: readonly Ailment[]): readonly string[] {
  return ailments.map(({ kind, hosts }) => [kind, ...hosts].join(' '));
}

test('a healthy group has nothing to mend', (t) => {
  const examination = examined(environment, WELL);
  t.true(examination.status.verdict.healthy, examination.status.verdict.problems.join('; '));
  t.deepEqual(diagnose(examination), []);
});

test('nothing is mended while a failover goes on, and nothing that others mend is mended at once', (t) => {
  const failing = withSentinel(WELL, 'one', { flags: ['master', 'o_down', 'failover_in_progress'] });
  const [ailment, ...others] = diagnose(
    examined(environment, withLink(failing, 'two', { primary: place(THREE) })),
  );
  t.is(ailment?.kind, 'failover-running');
  t.deepEqual(others, []);
  t.not(ailment?.mendsItself, undefined);
  t.is(ailment?.cure.kind, 'person');
});

test('a primary that boots empty is not followed by those that hold the data, whoever names it not', (t) => {
  const empty = withRedis(WELL, 'one', { keys: 0, replicationId: 'empty', offset: 0 });
  const lost = HOSTS.reduce((seen, host) => withSentinel(seen, host, { primary: place(TWO) }), empty);
  const ailments = diagnose(examined(environment, lost));
  t.deepEqual(kindsOf(ailments), ['doubtful-primary one']);
  t.deepEqual(
    ailments.flatMap(({ cure }) =>
      cure.kind === 'choice' ? cure.choices.map(({ keep, loses }) => [keep, loses.length]) : [],
    ),
    [
      ['one', 2],
      ['two', 0],
      ['three', 0],
    ],
  );
});

test('Sentinels are waited for that demote a second primary, but not where a person has chosen', (t) => {
  const two = withRedis(WELL, 'two', { role: 'primary', following: undefined, offset: 9_000 });
  const [unchosen] = diagnose(examined(environment, two));
  t.is(unchosen?.kind, 'two-primaries');
  t.is(unchosen?.mendsItself?.within, milliseconds(20_000));
  const [chosen] = diagnose(examined(environment, two), 'two');
  t.is(chosen?.kind, 'two-primaries');
  t.is(chosen?.mendsItself, undefined);
});

test('a replica that cannot log in and holds other data is let in only where a person says so', (t) => {
  const cut = withRedis(withLink(WELL, 'two', { link: 'down' }), 'two', {
    replicationId: 'other',
    offset: 9_000,
  });
  const examination = examined(environment, cut, { two: { login: { asks: [0], shows: 1 } } });
  t.deepEqual(kindsOf(diagnose(examination)), ['wrong-login two']);
  t.is(diagnose(examination)[0]?.cure.kind, 'choice');
  const [decided] = diagnose(examination, 'one');
  t.deepEqual(decided?.cure.kind === 'steps' && decided.cure.steps.map(({ impact }) => impact), [
    'data-loss',
  ]);
});

test('a stranger that lives is for a person, and one that is down is forgotten', (t) => {
  const own = WELL.sentinels.find(({ host }) => host === 'one')?.facts;
  const stranger = { myid: 'f'.repeat(40), place: { address: '10.9.9.9', port: 26_379 } };
  const knowing = (flags: readonly string[]): Observed =>
    withSentinel(WELL, 'one', { sentinels: [...(own?.sentinels ?? []), { ...stranger, flags }] });
  const curesOf = (observed: Observed) =>
    diagnose(examined(environment, observed)).map(({ kind, cure }) => `${kind}: ${cure.kind}`);
  t.deepEqual(curesOf(knowing(['sentinel'])), ['stale-peers: person']);
  t.deepEqual(curesOf(knowing(['s_down', 'sentinel', 'disconnected'])), ['stale-peers: steps']);
});

test('a pause of writes is seen by a PUBLISH that waits, and by nothing that waits for another reason', (t) => {
  const line = (flags: string, command: string): string =>
    `id=7 addr=10.0.0.1:4711 name=sentinel-1-cmd flags=${flags} db=0 cmd=${command} user=default\n`;
  t.true(isPublishBlocked(line('N', 'get') + line('b', 'publish')));
  t.false(isPublishBlocked(line('b', 'blpop') + line('N', 'publish')));
});

/** Something that may be otherwise. */
type Twist = (observed: Observed) => Observed;

const host = fc.constantFrom(...HOSTS);
const address = fc.constantFrom(ONE, TWO, THREE, '10.9.9.9');
const stream = fc.constantFrom('one-stream', 'two-stream');
const twist: fc.Arbitrary<Twist> = fc.oneof(
  fc.tuple(host).map(
    ([at]): Twist =>
      (seen) =>
        withoutRedis(seen, at),
  ),
  fc.tuple(host).map(
    ([at]): Twist =>
      (seen) =>
        withoutSentinel(seen, at),
  ),
  fc
    .tuple(host, fc.constantFrom('primary' as const, 'replica' as const), stream, fc.nat(9_000), fc.nat(3))
    .map(
      ([at, role, replicationId, offset, keys]): Twist =>
        (seen) =>
          withRedis(seen, at, { role, replicationId, offset, keys }),
    ),
  fc
    .tuple(host, address, fc.constantFrom('up' as const, 'down' as const, 'syncing' as const), fc.boolean())
    .map(
      ([at, followed, link, wasUp]): Twist =>
        (seen) =>
          withLink(seen, at, { primary: place(followed), link, wasUp }),
    ),
  fc
    .tuple(
      host,
      address,
      fc.constantFrom('master', 'o_down', 'failover_in_progress'),
      fc.nat(3),
      fc.boolean(),
    )
    .map(
      ([at, named, flag, configEpoch, tilt]): Twist =>
        (seen) =>
          withSentinel(seen, at, { primary: place(named), flags: ['master', flag], configEpoch, tilt }),
    ),
  fc.tuple(host).map(
    ([at]): Twist =>
      (seen) =>
        withSentinel(seen, at, { sentinels: [], replicas: [], replicaCount: 0 }),
  ),
  fc.tuple(host).map(
    ([at]): Twist =>
      (seen) =>
        withRedis(seen, at, { following: undefined, loading: true }),
  ),
);
const exam = fc.record(
  {
    former: fc.record({ id: stream, upTo: fc.nat(9_000) }),
    paused: fc.constantFrom(true, false, undefined),
    login: fc.record({ asks: fc.constantFrom([0], undefined), shows: fc.constantFrom(0, 1, undefined) }),
    priority: fc.constantFrom(0, 1, 100, undefined),
    minReplicas: fc.constantFrom(0, 2, undefined),
    file: fc.constantFrom('written' as const, 'unknown' as const, {
      says: 'no replicaof',
      runs: `replicaof ${ONE} 6379`,
    }),
  },
  { requiredKeys: [] },
);
const examination = fc
  .tuple(fc.array(twist, { maxLength: 6 }), fc.dictionary(host, exam))
  .map(([twists, exams]) =>
    examined(
      environment,
      twists.reduce((seen, each) => each(seen), WELL),
      exams,
    ),
  );

testProp(
  'whatever is seen, nothing that loses data is a step unless a person has chosen, and then nothing of whom he keeps',
  [examination, host],
  (t, seen, keep) => {
    for (const { cure, means, seen: words } of diagnose(seen)) {
      t.true(means !== '' && words !== '');
      if (cure.kind === 'steps')
        for (const step of cure.steps) t.deepEqual([step.loses, step.impact], [[], 'live']);
    }
    for (const { cure } of diagnose(seen, keep))
      if (cure.kind === 'steps')
        for (const { loses, hosts } of cure.steps) t.false(loses.length > 0 && hosts.includes(keep));
    // Where nothing is broken there is nothing to look at.
    t.pass();
  },
  { numRuns: 20 },
);

testProp(
  'nobody leads without a choice who lacks what another one holds, but whom a majority names',
  [examination],
  (t, seen) => {
    const lead = findLead(seen, undefined);
    if (lead.kind === 'open') return t.pass();
    const told = dataOf(seen).filter(({ facts }) => !facts.loading);
    const rivals = isNamed(seen, lead.host.host)
      ? told.filter(({ facts }) => facts.role === 'primary')
      : told;
    for (const { stream: other } of rivals) t.true(holdsAll(lead.host.stream, other));
  },
  { numRuns: 20 },
);

testProp(
  'what is not healthy is never told to be in order',
  [examination],
  (t, seen) => {
    t.true(seen.status.verdict.healthy || diagnose(seen).length > 0);
  },
  { numRuns: 20 },
);
