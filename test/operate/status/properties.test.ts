/** A fact that is worse, or missing, never makes the verdict on a group milder. */
import { fc, testProp } from '@fast-check/ava';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import { small } from '../../_environment.ts';
import {
  wellObserved,
  withLink,
  withoutRedis,
  withoutSentinel,
  withRedis,
  withSentinel,
} from './_observed.ts';

const environment = small({ redis: { minReplicasToWrite: 1 } });
const well = wellObserved(environment);

type Worsen = (observed: Observed) => Observed;

const host = fc.constantFrom('one', 'two', 'three');

/** What may go wrong with a group. */
const fault: fc.Arbitrary<Worsen> = fc.oneof(
  host.map((name) => (so: Observed) => withoutRedis(so, name)),
  host.map((name) => (so: Observed) => withoutSentinel(so, name)),
  host.map((name) => (so: Observed) => withSentinel(so, name, { tilt: true })),
  host.map((name) => (so: Observed) => withSentinel(so, name, { ckquorum: { ok: false, said: 'NOQUORUM' } })),
  host.map((name) => (so: Observed) => strangerKnown(so, name)),
  host.map((name) => (so: Observed) => replicasDown(so, name)),
  fc.tuple(host, fc.nat(1_000_000)).map(
    ([name, downFor]) =>
      (so: Observed) =>
        linkDown(so, name, downFor),
  ),
  host.map((name) => (so: Observed) => linkNeverUp(so, name)),
  host.map((name) => (so: Observed) => withRedis(so, name, { loading: true })),
  host.map((name) => (so: Observed) => withLink(so, name, { primary: { address: '10.0.0.99', port: 6379 } })),
);

/** The link of one replica is down for at least so many seconds: one fault takes nothing back of another. */
function linkDown(observed: Observed, name: string, downFor: number): Observed {
  const before = linkOf(observed, name)?.downFor ?? 0;
  return withLink(observed, name, { link: 'down', downFor: Math.max(before, downFor) });
}

/**
 * One replica never was in sync. Sentinel promotes that, and none that was cut off for long: so it is no fault more for a
 * link that is down already.
 */
function linkNeverUp(observed: Observed, name: string): Observed {
  return linkOf(observed, name)?.link === 'down'
    ? observed
    : withLink(observed, name, { link: 'down', wasUp: false, downFor: undefined });
}

function linkOf({ data }: Observed, name: string) {
  return data.find(({ host }) => host === name)?.facts?.following;
}

/** One Sentinel counts somebody whom nobody declared. */
function strangerKnown(observed: Observed, name: string): Observed {
  const known = observed.sentinels.find((status) => status.host === name)?.facts?.sentinels ?? [];
  const place = { address: '10.0.0.98', port: 26379 };
  const stranger = { myid: `stranger-${known.length}`, place, flags: ['sentinel'] };
  return withSentinel(observed, name, { sentinels: [...known, stranger] });
}

/** One Sentinel finds every replica down. */
function replicasDown(observed: Observed, name: string): Observed {
  const known = observed.sentinels.find((status) => status.host === name)?.facts?.replicas ?? [];
  return withSentinel(observed, name, {
    replicas: known.map((replica) => ({ ...replica, flags: ['s_down', 'slave'] })),
  });
}

testProp(
  'one fault more makes no group healthy, no failover sure, and no group writable that was not',
  [fc.array(fault, { maxLength: 6 }), fault],
  (t, faults, last) => {
    const before = faults.reduce((so, worsen) => worsen(so), well);
    const [was, is] = [before, last(before)].map((observed) => judgeStatus(environment, observed).verdict);
    if (was === undefined || is === undefined) throw new Error('two verdicts are compared');
    t.true(!is.healthy || was.healthy);
    t.true(is.failover.answer !== 'yes' || was.failover.answer === 'yes');
    t.true(is.writableAfter.answer !== 'yes' || was.writableAfter.answer === 'yes');
    t.true(is.problems.length > 0 || was.problems.length === 0);
  },
);

testProp(
  'what is told to be lost is as much as the replica that is behind most has not',
  [fc.nat(5_000), fc.nat(5_000)],
  (t, two, three) => {
    const behind = withRedis(withRedis(well, 'two', { offset: 5_000 - two }), 'three', {
      offset: 5_000 - three,
    });
    t.is(judgeStatus(environment, behind).verdict.loss.bytes, Math.max(two, three));
  },
);

testProp(
  'a healthy group is one of which every host tells, and an unhealthy one always says why',
  [fc.array(fault, { maxLength: 6 })],
  (t, faults) => {
    const observed = faults.reduce((so, worsen) => worsen(so), well);
    const { verdict } = judgeStatus(environment, observed);
    const isTold = [...observed.data, ...observed.sentinels].every(({ facts }) => facts !== undefined);
    t.true(!verdict.healthy || isTold);
    t.true(verdict.healthy || verdict.problems.length + verdict.failover.reasons.length > 0);
  },
);
