/** A round made by hand with figures that were measured. A text that is hostile stands where a server chooses it. */
import { milliseconds } from '../../src/base/units.ts';
import type { ClientAccount, Fate, Lane, Round } from '../../src/rehearsal/record.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { forecast, isNever, MOMENTS } from '../../src/topology/forecast.ts';

/** A lane from the times at which it became something, in seconds. */
export function lane<Value extends string>(
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

/** A time from seconds. */
export function ms(seconds: number) {
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
    lostFor: milliseconds(0),
    onReplaced: milliseconds(0),
    ...rest,
  };
}

/** The clients of a kill, each with the gap that was measured for it. */
export function clients(end: number): readonly ClientAccount[] {
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

/** A round of a kill as it usually goes, with some of it changed. */
export function roundOf(environment: Environment, changes: Partial<Round> = {}): Round {
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
      { about: 'writes', must: 'No acknowledged write is lost', held: true, seen: '0 of 5,944' },
      { about: 'failover', must: 'One failover, and no second one', held: true, seen: '1' },
      {
        about: 'always',
        must: 'One primary at the end, which all Sentinels name',
        held: true,
        seen: `${next}, named by ${watchers.length} of ${watchers.length}`,
      },
    ],
    beyond: undefined,
    disturbed: undefined,
    wreck: undefined,
    ...changes,
  };
}
