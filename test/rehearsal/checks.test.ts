import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { milliseconds } from '../../src/base/units.ts';
import type { Change } from '../../src/diff/change.ts';
import type { Drift } from '../../src/operate/drift/model.ts';
import {
  ALWAYS,
  asDeclared,
  lostAtMost,
  lostWhile,
  nobodyRefused,
  nothingLost,
  oneSwitchAtMost,
  promotions,
  switches,
  withinForecast,
} from '../../src/rehearsal/checks.ts';
import type { Must, Outcome } from '../../src/rehearsal/drill.ts';
import type { Round } from '../../src/rehearsal/record.ts';
import { small } from '../_environment.ts';
import { client, lane, round } from './_round.ts';

function outcome(of: Round, changes: Partial<Outcome> = {}): Outcome {
  return {
    environment: small(),
    round: of,
    primary: 'one',
    stuck: undefined,
    healthyAfter: milliseconds(900),
    ...changes,
  };
}

const holds = (must: Must, of: Round, changes: Partial<Outcome> = {}): boolean =>
  must(outcome(of, changes)).held;

testProp(
  'a lost write of recommended settings breaks it, one of default settings does not, and neither does a limit that allows it',
  [fc.nat(5), fc.nat(5), fc.nat(5)],
  (t, lost, lostByDefault, limit) => {
    const clients = [client({ lost }), client({ settings: 'default', lost: lostByDefault })];
    t.is(holds(nothingLost, round({ clients })), lost === 0);
    t.is(holds(lostAtMost(limit), round({ clients })), lost <= limit);
  },
);

test('where no write was acknowledged nobody can say that none is lost', (t) => {
  t.false(holds(nothingLost, round({ clients: [client({ kept: 0 })] })));
  t.false(holds(nothingLost, round({ clients: [] })));
});

test('a client that never got an acknowledgement breaks every drill, whatever its settings', (t) => {
  const mute = client({ kept: 0, settings: 'default' });
  t.false(ALWAYS.every((must) => holds(must, round({ clients: [client({}), mute] }))));
  t.true(ALWAYS.every((must) => holds(must, round({ clients: [client({})] }))));
});

test('a promotion is a replica that turns into a primary, also after it was silent, and no primary that restarts', (t) => {
  t.deepEqual(
    promotions([
      lane('one', 'primary', 'silent', 'primary'),
      lane('two', 'replica', 'silent', 'silent', 'primary'),
      lane('three', 'replica', 'primary'),
      lane('four', 'silent', 'primary'),
    ]).map(({ host }) => host),
    ['three', 'two'],
  );
});

test('a drill that wants one switch is broken by none and by two, and one that wants none by one', (t) => {
  const none = round();
  const one = round({ roles: [lane('one', 'primary', 'silent'), lane('two', 'replica', 'primary')] });
  const back = round({
    roles: [lane('one', 'primary', 'replica', 'primary'), lane('two', 'replica', 'primary', 'replica')],
  });
  t.deepEqual(
    [none, one, back].map((of) => holds(switches(1), of)),
    [false, true, false],
  );
  t.deepEqual(
    [none, one, back].map((of) => holds(switches(0), of)),
    [true, false, false],
  );
});

test('writes may be lost for as long as is allowed, and none may be where nothing ends that', (t) => {
  const clients = [client({ lost: 7, lostFor: milliseconds(2_000) })];
  const taking = (limit: number | undefined) => () => ({
    limit: limit === undefined ? undefined : milliseconds(limit),
    words: 'what it takes',
  });
  t.true(holds(lostWhile(taking(2_000)), round({ clients })));
  t.false(holds(lostWhile(taking(1_999)), round({ clients })));
  t.false(holds(lostWhile(taking(undefined)), round({ clients })));
  t.true(holds(lostWhile(taking(undefined)), round()));
});

test('a moment outside of the forecast breaks it, and tells the term', (t) => {
  const off = [{ moment: 'named', measured: milliseconds(8_000), term: 'poll' }] as const;
  const forecast = { fault: 'killed', spans: {}, off } as const;
  const check = withinForecast(outcome(round({ forecast, measured: { named: milliseconds(8_000) } })));
  t.false(check.held);
  t.is(check.seen, 'named after 8.0 s: poll');
  t.true(holds(withinForecast, round({ forecast: { ...forecast, off: [] } })));
});

test('after every drill the group is healthy, and nothing was waited for in vain', (t) => {
  const held = (of: Round, changes: Partial<Outcome> = {}): readonly boolean[] =>
    ALWAYS.map((must) => holds(must, of, changes));
  t.deepEqual(held(round()), [true, true, true]);
  t.deepEqual(held(round(), { stuck: 'it never came' }), [false, true, true]);
  t.deepEqual(held(round({ wreck: 'two is not in sync' }), { healthyAfter: undefined }), [true, false, true]);
});

test('a password that is refused breaks it, of a client with recommended settings, be it of a write or told a listener', (t) => {
  t.true(holds(nobodyRefused, round({ clients: [client({ errors: { READONLY: 1 } })] })));
  for (const name of ['WRONGPASS', 'NOAUTH', 'NOPERM']) {
    t.false(holds(nobodyRefused, round({ clients: [client({ errors: { [name]: 1 } })] })), name);
    t.false(holds(nobodyRefused, round({ clients: [client({ complaints: { [name]: 1 } })] })), name);
    const byDefault = client({ settings: 'default', errors: { [name]: 1 } });
    t.true(holds(nobodyRefused, round({ clients: [client(), byDefault] })), name);
  }
});

test('one promotion is allowed where a primary may have to move, and two are not', (t) => {
  const moved = [lane('one', 'primary', 'replica'), lane('two', 'replica', 'primary')];
  const twice = [lane('one', 'primary', 'replica', 'primary'), lane('two', 'replica', 'primary', 'replica')];
  t.deepEqual(
    [round(), round({ roles: moved }), round({ roles: twice })].map((of) => holds(oneSwitchAtMost, of)),
    [true, true, false],
  );
});

test('a group runs as it is declared where nothing drifts, and what nobody can tell is no such group', (t) => {
  const drift = (rows: Partial<Drift['rows']>): Drift => ({
    environment: 'small',
    hosts: [],
    rows: { unknown: [], host: [], left: [], definition: [], expected: [], ...rows },
    impact: 'none',
  });
  const row: Change = {
    area: 'settings',
    key: 'io-threads',
    impact: 'unknown',
    means: 'roll-out',
    security: false,
    individual: false,
    places: [],
  };
  t.true(holds(asDeclared, round(), { drift: drift({ expected: [row] }) }));
  t.false(holds(asDeclared, round(), { drift: undefined }));
  for (const whence of ['unknown', 'host', 'left', 'definition'] as const)
    t.false(holds(asDeclared, round(), { drift: drift({ [whence]: [row] }) }), whence);
});
