import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { bytes } from '../../../src/base/units.ts';
import { broken, type Looked, SWITCH_CHECKS } from '../../../src/operate/checks/index.ts';
import { judgeStatus } from '../../../src/operate/status/judge.ts';
import type { Observed } from '../../../src/operate/status/status.ts';
import { resolved } from '../../_boot.ts';
import { THREE } from '../_processes.ts';
import {
  wellObserved,
  withLink,
  withoutRedis,
  withoutSentinel,
  withRedis,
  withSentinel,
} from '../status/_observed.ts';

const environment = resolved(THREE);
const well = wellObserved(environment);
const [one, , three] = environment.hosts;

function look(observed: Observed, to?: string): Looked {
  return { environment, status: judgeStatus(environment, observed), to };
}

/** The checks that do not hold, each with its reason; one that may not be overruled has a mark before. */
function reasons(observed: Observed, to?: string): readonly string[] {
  return broken(SWITCH_CHECKS, look(observed, to)).map(
    ({ check, overruled, why }) => `${overruled === 'never' ? '!' : ''}${check}: ${why}`,
  );
}

test('nothing speaks against moving the primary of a healthy group, to whomever', (t) => {
  t.deepEqual(reasons(well), []);
  t.deepEqual(reasons(well, 'two'), []);
});

const place = { address: three?.address ?? '', port: 6379 };
const persistence = well.data[0]?.facts?.persistence;
const saving = persistence === undefined ? {} : { persistence: { ...persistence, saving: true } };
const memory = well.data[0]?.facts?.memory;
const small = memory === undefined ? {} : { memory: { ...memory, maxmemory: bytes(500) } };
const stranger = {
  place: { address: '10.0.9.9', port: 6379 },
  flags: ['slave'],
  priority: 100,
  offset: 0,
  runId: 'of-a-stranger',
  linked: true,
};

/** What is otherwise, whom is meant, and all that is said of it. */
const CASES: readonly (readonly [
  title: string,
  observed: Observed,
  to: string | undefined,
  said: string[],
])[] = [
  [
    'Sentinels name different primaries',
    withSentinel(well, 'two', { primary: place }),
    'two',
    [
      `!one-primary: the Sentinels do not name one primary: one names ${one?.address}:6379, two names ${three?.address}:6379, three names ${one?.address}:6379`,
    ],
  ],
  [
    'a replica says that it is a primary',
    withRedis(well, 'three', { role: 'primary', following: undefined, priority: undefined }),
    'two',
    ['!one-primary: three says that it is a primary too', 'others-in-sync: three follows nobody'],
  ],
  [
    'the primary is silent',
    withoutRedis(well, 'one'),
    'two',
    ['!one-primary: one is named as primary, and does not tell what it is'],
  ],
  [
    'two of three Sentinels are silent',
    withoutSentinel(withoutSentinel(well, 'two'), 'three'),
    'two',
    [
      '!sentinel-majority: 1 of 3 Sentinels answer, and a majority is 2',
      'every-sentinel-answers: Sentinel two does not answer',
      'every-sentinel-answers: Sentinel three does not answer',
    ],
  ],
  [
    'a Sentinel is in the middle of a failover',
    withSentinel(well, 'one', { flags: ['master', 'failover_in_progress'] }),
    undefined,
    ['!no-failover: Sentinel one is in the middle of a failover'],
  ],
  [
    'a Sentinel finds the primary down',
    withSentinel(well, 'one', { flags: ['s_down', 'master'] }),
    undefined,
    ['!no-failover: Sentinel one finds the primary down'],
  ],
  [
    'a Sentinel is in TILT',
    withSentinel(well, 'one', { tilt: true }),
    undefined,
    ['no-tilt: Sentinel one mistrusts its clock and does nothing for 30 s (TILT)'],
  ],
  [
    'a Sentinel knows too few others',
    withSentinel(well, 'one', { sentinels: [] }),
    undefined,
    ['known-is-declared: Sentinel one knows 0 other Sentinels of 2'],
  ],
  [
    'the Sentinels know the replica of somebody else',
    withSentinel(well, 'one', { replicas: [stranger] }),
    'two',
    ['!no-stranger: the Sentinels know a replica at 10.0.9.9:6379 that is not declared, and may promote it'],
  ],
  [
    'who is meant is never promoted',
    withRedis(well, 'two', { priority: 0 }),
    'two',
    ['!promotable-replica: two has priority 0, and is never promoted'],
  ],
  [
    'nobody may be promoted',
    withRedis(withRedis(well, 'two', { priority: 0 }), 'three', { priority: 0 }),
    undefined,
    ['!promotable-replica: there is no replica that may be promoted'],
  ],
  [
    'another replica would be promoted empty',
    withLink(well, 'three', { link: 'down', wasUp: false }),
    'two',
    [
      '!nobody-empty: three has not been in sync since it started, and would be promoted with what it started with',
      'others-in-sync: three is not in sync',
    ],
  ],
  [
    'who is meant has no keys',
    withRedis(well, 'two', { keys: 0 }),
    'two',
    ['!nobody-empty: two has no keys, and the primary has 10'],
  ],
  [
    'who is meant is not in sync',
    withLink(well, 'two', { link: 'down' }),
    'two',
    ['!candidates-in-sync: two is not in sync'],
  ],
  [
    'who is meant has another stream',
    withRedis(well, 'two', { replicationId: 'another' }),
    'two',
    ['!candidates-in-sync: two has another stream of writes than one'],
  ],
  ['a snapshot is written', withRedis(well, 'one', saving), 'two', ['nobody-busy: one writes a snapshot']],
  [
    'who is meant has less memory',
    withRedis(well, 'two', small),
    'two',
    ['data-fits: two has maxmemory 500b, which is less than the primary uses'],
  ],
  [
    'who is meant writes what others cannot read',
    withRedis(well, 'two', { engine: { name: 'Redis', version: '8.0.2', line: '8.0' } }),
    'two',
    [
      'data-is-readable: one is Redis 7.2, and cannot read all data of two, Redis 8.0',
      'data-is-readable: three is Redis 7.2, and cannot read all data of two, Redis 8.0',
    ],
  ],
];

for (const [title, observed, to, said] of CASES)
  test(`${title}: it is said`, (t) => t.deepEqual(reasons(observed, to), said));

/** Ways in which a host or a Sentinel can be worse. */
const WORSE: readonly ((observed: Observed, host: string) => Observed)[] = [
  withoutRedis,
  withoutSentinel,
  (observed, host) => withLink(observed, host, { link: 'down' }),
  (observed, host) => withRedis(observed, host, { priority: 0 }),
  (observed, host) => withRedis(observed, host, { replicationId: 'another' }),
  (observed, host) => withSentinel(observed, host, { tilt: true }),
  (observed, host) => withSentinel(observed, host, { failover: 'wait_start' }),
];

testProp(
  'a group that is healthy but for something never passes all checks as if nothing were',
  [fc.constantFrom(...WORSE), fc.constantFrom('two', 'three')],
  (t, worsen, host) => {
    t.not(reasons(worsen(well, host), host).length, 0);
  },
  { numRuns: 20 },
);
