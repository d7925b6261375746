import test from 'ava';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { KnownReplica } from '../../../src/operate/status/sentinel-status.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import type { Verdict } from '../../../src/operate/status/verdict.ts';
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
const STRANGER = { address: '10.0.0.99', port: 6379 };

function verdictOn(observed: Observed, of = environment): Verdict {
  return judgeStatus(of, observed).verdict;
}

/** Every Sentinel tells something else of its replicas. */
function everyReplica(observed: Observed, told: (replica: KnownReplica) => KnownReplica): Observed {
  return observed.sentinels.reduce(
    (so, { host, facts }) => withSentinel(so, host, { replicas: (facts?.replicas ?? []).map(told) }),
    observed,
  );
}

test('a group whose programs all say the same is healthy, and would lose nothing', (t) => {
  t.deepEqual(judgeStatus(environment, well), {
    environment: environment.name,
    primary: 'one',
    ...well,
    problems: [],
    verdict: {
      healthy: true,
      failover: { answer: 'yes', to: ['two', 'three'], reasons: [] },
      writableAfter: { answer: 'yes', reasons: [] },
      loss: { everything: false, bytes: 0, seconds: 0, reasons: [] },
      problems: [],
      notes: [],
    },
  });
});

test('one Sentinel that tells nothing is no health, but a failover all the same', (t) => {
  const verdict = verdictOn(withoutSentinel(well, 'three'));
  t.deepEqual(verdict.problems, ['Sentinel three does not answer']);
  t.false(verdict.healthy);
  t.is(verdict.failover.answer, 'yes');
});

test('whether there is a failover is not known while too few Sentinels tell, and no where too few could vote', (t) => {
  const silent = withoutSentinel(withoutSentinel(well, 'three'), 'two');
  t.like(verdictOn(silent).failover, { answer: 'unknown', to: [] });
  t.is(verdictOn(silent).writableAfter.answer, 'unknown');
  const idle = withSentinel(withSentinel(well, 'three', { tilt: true }), 'two', { tilt: true });
  const { answer, reasons } = verdictOn(idle).failover;
  t.is(answer, 'no');
  t.deepEqual(reasons, ['1 Sentinel would vote, and one needs 2 of the 3 that it knows']);
  const nobody = withoutSentinel(silent, 'one');
  t.like(verdictOn(nobody), { failover: { answer: 'unknown' }, loss: { bytes: undefined } });
});

test('Sentinels that nobody declared count for the majority that a failover takes', (t) => {
  const strangers = [1, 2, 3].map((at) => ({
    myid: `stranger-${at}`,
    place: { address: `10.0.0.10${at}`, port: 26379 },
    flags: ['sentinel'],
  }));
  const known = well.sentinels.reduce(
    (so, { host, facts }) =>
      withSentinel(so, host, { sentinels: [...(facts?.sentinels ?? []), ...strangers] }),
    well,
  );
  const verdict = verdictOn(known);
  t.is(verdict.failover.answer, 'no');
  t.true(
    verdict.problems.includes(
      'Sentinel two knows a Sentinel at 10.0.0.101:26379 that is not declared, and counts it for every majority',
    ),
  );
});

test('a failover that is going on is told as that, and nothing is called failed', (t) => {
  const verdict = verdictOn(
    withSentinel(well, 'two', { failover: 'wait_promotion', flags: ['master', 'failover_in_progress'] }),
  );
  t.like(verdict.failover, {
    answer: 'no',
    reasons: ['a failover is going on, led by two (wait_promotion)'],
  });
});

test('a replica that was never in sync is named, and where it alone could be promoted, everything would be lost', (t) => {
  const never = { link: 'down', wasUp: false, downFor: undefined } as const;
  const one = verdictOn(withLink(well, 'two', never));
  t.deepEqual(one.failover.to, ['three']);
  t.false(one.loss.everything);
  t.true(
    one.problems.includes(
      'two has not been in sync since it started, and would be promoted with what it started with',
    ),
  );
  const both = verdictOn(withLink(withLink(well, 'two', never), 'three', never));
  t.deepEqual(both.failover.to, ['two', 'three']);
  t.like(both.loss, { everything: true, bytes: undefined });
  t.is(both.writableAfter.answer, 'no');
});

test('a replica that was emptied by a sync that failed is named, though it was in sync before', (t) => {
  const emptied = withLink(withRedis(well, 'two', { keys: 0 }), 'two', { link: 'down', downFor: 3 });
  t.true(verdictOn(emptied).problems.includes('two has no data, and would be promoted without any'));
});

test('no replica is promoted that has priority 0, is down for the Sentinels, or was cut off for long', (t) => {
  const held = withRedis(
    everyReplica(well, (replica) => ({ ...replica, priority: 0 })),
    'two',
    { priority: 0 },
  );
  t.deepEqual(verdictOn(held).failover.reasons, [
    'no replica could be promoted: two has priority 0, three has priority 0',
  ]);
  const down = everyReplica(well, (replica) => ({ ...replica, flags: ['s_down', 'slave'] }));
  t.is(verdictOn(down).failover.answer, 'no');
  const cut = ['two', 'three'].reduce(
    (so, host) => withLink(so, host, { link: 'down', downFor: 100_000 }),
    well,
  );
  t.is(verdictOn(cut).failover.answer, 'no');
  t.is(verdictOn(cut).writableAfter.answer, 'no');
});

test('the lowest priority is promoted, and what would be lost is what that one has not', (t) => {
  const first = withRedis(withRedis(well, 'two', { priority: 1, offset: 4_400 }), 'three', { offset: 4_900 });
  t.like(verdictOn(first), { failover: { answer: 'yes', to: ['two'] }, loss: { bytes: 600 } });
  t.true(
    verdictOn(first).problems.includes(
      'two has priority 1 instead of 100: a switch-over that was cut off leaves one',
    ),
  );
});

test('what would be lost is not known where the primary is silent, or one that may be promoted', (t) => {
  t.like(verdictOn(withoutRedis(well, 'one')).loss, { bytes: undefined });
  const { loss, failover, writableAfter } = verdictOn(withoutRedis(well, 'two'));
  t.is(failover.answer, 'yes');
  t.is(writableAfter.answer, 'unknown');
  t.like(loss, { bytes: undefined, reasons: ['two may be promoted, and does not tell what it has'] });
  const other = withRedis(well, 'two', { replicationId: 'another-stream' });
  t.deepEqual(verdictOn(other).loss.reasons, ['two is in another stream of writes than one']);
});

test('a silent replica that the Sentinels find down is not promoted, so what is lost is known', (t) => {
  const [, two] = environment.hosts;
  const gone = everyReplica(withoutRedis(well, 'two'), (replica) =>
    replica.place.address === two?.address ? { ...replica, flags: ['s_down', 'slave'] } : replica,
  );
  t.like(verdictOn(gone), { failover: { to: ['three'] }, loss: { bytes: 0 } });
});

test('after a failover nobody writes where too few replicas are left for the write guard', (t) => {
  const cut = withLink(well, 'two', { link: 'down', downFor: 3 });
  t.deepEqual(verdictOn(cut).writableAfter, {
    answer: 'no',
    reasons: ['redis.minReplicasToWrite is 1, and 0 of the replicas left are in sync'],
  });
  t.is(verdictOn(cut, small({ redis: { minReplicasToWrite: 0 } })).writableAfter.answer, 'yes');
});

test('two primaries, a replica that follows another one, and followers that nobody declared are named', (t) => {
  const second = verdictOn(withRedis(well, 'two', { role: 'primary', following: undefined }));
  t.true(second.problems.includes('two is a primary, and the Sentinels name one'));
  const astray = verdictOn(withLink(well, 'two', { primary: STRANGER }));
  t.true(astray.problems.includes('two follows 10.0.0.99:6379, and not one, which is the primary'));
  const followed = verdictOn(
    withRedis(well, 'one', {
      followers: [
        ...(well.data[0]?.facts?.followers ?? []),
        { place: STRANGER, state: 'online', offset: 9, lag: 0 },
      ],
    }),
  );
  t.true(followed.problems.includes('one is followed by 10.0.0.99:6379, which is no declared data host'));
});

test('views that split are named with what each Sentinel says', (t) => {
  const [, two] = environment.hosts;
  const split = withSentinel(well, 'three', {
    primary: { address: two?.address ?? '', port: 6379 },
    configEpoch: 4,
  });
  const { problems, failover } = verdictOn(split);
  t.true(problems.includes('the Sentinels do not name one primary'));
  t.true(problems.includes(`Sentinel three names ${two?.address}:6379 of epoch 4, and others another one`));
  t.is(failover.answer, 'yes', 'two of three are enough');
});

test('an engine that is not known is a problem, one that is only another line than declared is worth knowing', (t) => {
  const unknown = withRedis(well, 'two', { engine: { name: 'dragonfly', version: '1.2', line: undefined } });
  t.true(verdictOn(unknown).problems.includes('two runs dragonfly 1.2, which vedette does not know'));
  const older = withRedis(well, 'two', { engine: { name: 'Redis', version: '7.0.15', line: '7.0' } });
  const { problems, notes } = verdictOn(older);
  t.deepEqual(problems, [`two runs Redis 7.0.15, which cannot load what one sends in a full sync`]);
  t.is(notes.length, 1);
});

test('a release that has a fault its line has lost since is worth knowing, of data hosts and of Sentinels', (t) => {
  const release = (version: string) => ({ name: 'Valkey', version, line: 'valkey-9.1' }) as const;
  const notes = (version: string) =>
    verdictOn(
      withSentinel(withRedis(well, 'two', { engine: release(version) }), 'three', {
        engine: release(version),
      }),
    ).notes.filter((note) => note.includes('before'));
  t.deepEqual(notes('9.1.0'), [
    'two: Valkey 9.1.0 runs, and before 9.1.1 it writes the rule alldbs into its file, which other releases cannot read',
    'three: Valkey 9.1.0 runs, and before 9.1.1 a coordinated failover may end its Sentinel, so none is asked for',
  ]);
  t.deepEqual(notes('9.1.2'), []);
});

test('what a host cannot write, hold or rewrite is a problem', (t) => {
  const memory = well.data[0]?.facts?.memory;
  const persistence = well.data[0]?.facts?.persistence;
  if (memory === undefined || persistence === undefined) throw new Error('the first host tells nothing');
  const problems = (told: Parameters<typeof withRedis>[2]) =>
    verdictOn(withRedis(well, 'two', told)).problems;
  t.deepEqual(problems({ persistence: { ...persistence, rewritten: false } }), [
    'two could not rewrite its append-only file',
  ]);
  t.deepEqual(problems({ memory: { ...memory, used: memory.maxmemory } }), [
    'two has as much data as maxmemory lets it, and refuses writes that add to it',
  ]);
  t.deepEqual(problems({ memory: { ...memory, used: memory.maxmemory, policy: 'allkeys-lru' } }), []);
  t.deepEqual(problems({ memory: { ...memory, resident: memory.machine ?? memory.resident } }), [
    'two takes 100 % of the memory of its machine',
  ]);
  t.deepEqual(problems({ paused: 'write' }), ['two lets clients wait (CLIENT PAUSE of write)']);
  t.deepEqual(problems({ loading: true }), ['two is loading its data, and answers nothing else until then']);
});

test('a Sentinel with another id, another quorum or no majority of its own is a problem', (t) => {
  const problems = (told: Parameters<typeof withSentinel>[2]) =>
    verdictOn(withSentinel(well, 'two', told)).problems;
  t.regex(problems({ myid: 'other' }).join(), /^Sentinel two has the id other instead of [0-9a-f]{40}$/);
  t.deepEqual(problems({ quorum: 3 }), ['Sentinel two has quorum 3 instead of 2']);
  t.deepEqual(problems({ ckquorum: { ok: false, said: 'NOQUORUM 1 usable Sentinels' } }), [
    'Sentinel two says NOQUORUM 1 usable Sentinels',
  ]);
});
