/**
 * Rehearsals made by hand with figures that were measured: of `lab`, whose one Sentinel's loss nobody survives, and of
 * `quorum`, with a write guard. A text that is hostile stands where a server or a host chooses it.
 */
import { milliseconds } from '../../src/base/units.ts';
import type {
  ClientAccount,
  DrillRecord,
  Fate,
  Lane,
  Rehearsal,
  Round,
  Verdict,
} from '../../src/rehearsal/record.ts';
import { settingsOf } from '../../src/rehearsal/settings.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { forecast, isNever, MOMENTS } from '../../src/topology/forecast.ts';

/** A lane from the times at which it became something, in seconds. */
function lane<Value extends string>(
  host: string,
  until: number,
  ...changes: readonly (readonly [at: number, value: Value])[]
): Lane<Value> {
  return {
    host,
    spans: changes.map(([from, value], at) => ({
      from: ms(from),
      to: ms(changes[at + 1]?.[0] ?? until),
      value,
    })),
  };
}

function ms(seconds: number) {
  return milliseconds(Math.round(seconds * 1_000));
}

/** The fate of writes; what is not given is none. */
export function fate(kept: number, others: Partial<Fate> = {}): Fate {
  return { kept, lost: 0, unacknowledged: 0, refused: 0, doubled: 0, ...others };
}

function client(
  name: string,
  library: string,
  settings: ClientAccount['settings'],
  [from, to]: readonly [number, number],
  rest: Partial<ClientAccount> = {},
): ClientAccount {
  return {
    client: name,
    library,
    settings,
    fate: fate(1_204),
    errors: {},
    complaints: {},
    gap: { from: ms(from), to: ms(to) },
    onReplaced: milliseconds(0),
    ...rest,
  };
}

/** The clients of a kill, each with the gap that was measured for it. */
function clients(end: number): readonly ClientAccount[] {
  return [
    client('counter 1', 'redis-cli 7.0.15', 'default', [-0.1, end + 0.9]),
    client('node-redis 1', 'node-redis 6.3.1', 'recommended', [-0.02, end + 2.1], {
      errors: { ECONNRESET: 1, NOREPLICAS: 14 },
      fate: fate(1_021, { refused: 15 }),
    }),
    client('ioredis 1', 'ioredis 6.0.0', 'recommended', [-0.01, end + 0.4], {
      fate: fate(1_311, { unacknowledged: 1, doubled: 1 }),
    }),
    client('ioredis 2', 'ioredis 6.0.0', 'default', [-0.01, end + 2.4], {
      complaints: { 'ECONNREFUSED <b>10.0.0.30</b>': 212 },
    }),
    client('iovalkey 1', 'iovalkey 0.4.0', 'recommended', [-0.01, end + 0.3]),
  ];
}

function roundOf(environment: Environment, changes: Partial<Round> = {}): Round {
  const hosts = environment.hosts.filter(({ data }) => data !== undefined).map(({ name }) => name);
  const [old = '', next = '', third = ''] = hosts;
  const watchers = environment.hosts.filter(({ sentinel }) => sentinel !== undefined);
  const told = forecast(environment, 'killed');
  const spans = MOMENTS.flatMap((moment) => {
    const when = told[moment];
    return isNever(when) ? [] : [[moment, when] as const];
  });
  return {
    marks: [
      { at: ms(0), text: `Redis of ${old} killed`, host: old },
      { at: ms(9.4), text: `Redis of ${old} started again`, host: old },
    ],
    timeline: {
      roles: [
        lane(old, 16, [-3, 'primary'], [0.05, 'silent'], [9.6, 'replica']),
        lane(next, 16, [-3, 'replica'], [5.42, 'primary']),
        lane(third, 16, [-3, 'replica']),
      ],
      follows: [
        lane(old, 16, [-3, 'nobody'], [0.05, 'silent'], [9.6, 'nobody'], [10.1, next]),
        lane(next, 16, [-3, old], [0.05, 'nobody']),
        lane(third, 16, [-3, old], [0.05, 'nobody'], [6.9, next]),
      ],
      named: watchers.map(({ name }, at) => lane(name, 16, [-3, old], [6.21 + at * 0.04, next])),
      events: [
        {
          at: ms(5.03),
          host: watchers[0]?.name ?? '',
          event: '+sdown',
          detail: `master mymaster ${old} 6379`,
        },
        {
          at: ms(5.04),
          host: watchers[0]?.name ?? '',
          event: '+odown',
          detail: 'master mymaster #quorum 2/2',
        },
        {
          at: ms(6.2),
          host: watchers[0]?.name ?? '',
          event: '+switch-master',
          detail: `mymaster ${old} ${next}`,
        },
      ],
      offsets: hosts.map((host) => ({
        host,
        samples: [[ms(-1), 88_120] as const, [ms(12), 131_402] as const],
      })),
    },
    account: {
      total: fate(5_944, { unacknowledged: 1, refused: 15, doubled: 1 }),
      repeated: 0,
      clients: clients(6.2),
    },
    measured: {
      detected: ms(5.03),
      role: ms(5.42),
      writable: ms(6.27),
      named: ms(6.21),
      namedByAll: ms(6.21 + (watchers.length - 1) * 0.04),
      synced: ms(6.9),
    },
    forecast: { fault: 'killed', spans: Object.fromEntries(spans), off: [] },
    checks: [
      { must: 'No acknowledged write is lost', held: true, seen: '0 of 5,944' },
      { must: 'One failover, and no second one', held: true, seen: '1' },
      {
        must: 'One primary at the end, which all Sentinels name',
        held: true,
        seen: `${next}, named by ${watchers.length} of ${watchers.length}`,
      },
    ],
    disturbed: undefined,
    wreck: undefined,
    ...changes,
  };
}

function drillOf(
  name: string,
  verdict: Verdict,
  story: string,
  because: string,
  rounds: readonly Round[],
): DrillRecord {
  return { drill: name, story, verdict, because, rounds };
}

/** A planned failover without a pause: the old primary takes writes for 11 s after another one was promoted. */
function plainFailover(environment: Environment): Round {
  const usual = roundOf(environment);
  const [old = '', next = ''] = usual.timeline.roles.map(({ host }) => host);
  const stray = clients(0).map((one, at) => ({
    ...one,
    gap: { from: ms(11 + at * 0.01), to: ms(11.2 + at * 0.02) },
    fate: fate(402, { lost: 880 + at }),
    errors: {},
    onReplaced: ms(10.1),
  }));
  return {
    ...usual,
    marks: [
      {
        at: ms(0),
        text: 'SENTINEL FAILOVER asked of a Sentinel, with no pause of writes before it',
        host: undefined,
      },
    ],
    timeline: {
      ...usual.timeline,
      roles: [
        lane(old, 16, [-3, 'primary'], [11.05, 'replica']),
        lane(next, 16, [-3, 'replica'], [0.14, 'primary']),
        ...usual.timeline.roles.slice(2),
      ],
      named: usual.timeline.named.map(({ host }) => lane(host, 16, [-3, old], [1.02, next])),
    },
    account: { total: fate(2_010, { lost: 4_410 }), repeated: 0, clients: stray },
    measured: { role: ms(0.14), named: ms(1.02), namedByAll: ms(1.05) },
    forecast: undefined,
    checks: [
      { must: 'No acknowledged write is lost', held: false, seen: '4,410 of 6,420' },
      { must: 'One failover, and no second one', held: true, seen: '1' },
    ],
  };
}

/** The only Sentinel is killed, and then the primary: nobody is promoted. */
function withoutSentinel(environment: Environment): Round {
  const usual = roundOf(environment);
  const [old = ''] = usual.timeline.roles.map(({ host }) => host);
  return {
    ...usual,
    marks: [
      { at: ms(0), text: 'Sentinel of ctrl killed', host: 'ctrl' },
      { at: ms(0.4), text: `Redis of ${old} killed`, host: old },
      { at: ms(20.4), text: 'Sentinel of ctrl started again', host: 'ctrl' },
      { at: ms(20.9), text: `Redis of ${old} started again`, host: old },
    ],
    timeline: {
      ...usual.timeline,
      roles: [
        lane(old, 26, [-3, 'primary'], [0.45, 'silent'], [21.2, 'primary']),
        ...usual.timeline.roles.slice(1).map(({ host }) => lane(host, 26, [-3, 'replica' as const])),
      ],
      named: [lane('ctrl', 26, [-3, old], [0.02, 'silent'], [20.6, old])],
    },
    account: { total: fate(3_100), repeated: 0, clients: clients(21).slice(0, 3) },
    measured: {},
    checks: [
      { must: 'A replica is promoted', held: false, seen: 'none within 20 s' },
      { must: 'No acknowledged write is lost', held: true, seen: '0 of 3,100' },
    ],
    wreck: 'the Sentinel knew no replica for 10 s after its start',
  };
}

/** What was rehearsed and how. */
function rehearsal(environment: Environment, drills: readonly DrillRecord[]): Rehearsal {
  return {
    environment: environment.name,
    vedette: '0.1.0',
    settings: settingsOf(environment),
    shard: { of: 1, parts: [1] },
    engine: { name: 'Redis', version: '7.0.15', package: environment.redis.package },
    began: '2026-11-27T15:04:05.000Z',
    took: ms(231),
    warnings: [
      'Redis 7.0.15 was rehearsed, and the package redis72 is Redis 7.2: what changed between the two is not told',
    ],
    drills,
  };
}

/** A rehearsal of an environment of three data hosts: two drills held, one broke, one could not but break, one was not possible. */
export function madeRehearsal(environment: Environment): Rehearsal {
  const late = roundOf(environment, {
    measured: { ...roundOf(environment).measured, writable: ms(9.31), synced: ms(9.9) },
    forecast: {
      fault: 'killed',
      spans: roundOf(environment).forecast?.spans ?? {},
      off: [{ moment: 'writable', measured: ms(9.31), term: 'guard' }],
    },
    disturbed: 'the measuring process paused for 80 ms',
  });
  return rehearsal(environment, [
    drillOf(
      'kill-primary',
      'held',
      'Kills the process of the primary while clients write; a replica must take over within the forecast, and no acknowledged write may be lost.',
      'writable after 6.3 s, 0 of 17,832 acknowledged writes lost',
      [roundOf(environment), late, roundOf(environment)],
    ),
    drillOf(
      'plain-failover',
      'broken',
      'Asks a Sentinel for a failover of a primary that is well, and nothing else, to show beside the planned switch what it costs.',
      '4,410 of 6,420 acknowledged writes lost',
      [plainFailover(environment)],
    ),
    drillOf(
      'kill-sentinel',
      'expected',
      'Kills one Sentinel and then the primary; the others must still fail over.',
      'nobody was promoted within 20 s, as the rule sentinel-count says of one Sentinel',
      [withoutSentinel(environment)],
    ),
    drillOf(
      'planned-switch',
      'held',
      'Pauses writes, waits for the replicas and switches; no acknowledged write may be lost.',
      'writable after 1.2 s, 0 of 5,944 acknowledged writes lost',
      [roundOf(environment, { forecast: undefined })],
    ),
    drillOf(
      'stop-zone',
      'unfit',
      'Cuts the power of all hosts of a zone; the others must fail over.',
      'all hosts stand in one zone',
      [],
    ),
  ]);
}
