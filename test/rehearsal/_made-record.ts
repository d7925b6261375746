/**
 * Rehearsals made by hand: of `lab`, whose one Sentinel's loss nobody survives, and of `quorum`, with a write guard.
 */
import type { DrillRecord, Rehearsal, Round, Verdict } from '../../src/rehearsal/record.ts';
import { settingsOf } from '../../src/rehearsal/settings.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { clients, fate, lane, ms, roundOf } from './_made-round.ts';

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
    lostFor: ms(11),
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
      { about: 'writes', must: 'No acknowledged write is lost', held: false, seen: '4,410 of 6,420' },
      { about: 'failover', must: 'One failover, and no second one', held: true, seen: '1' },
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
      { about: 'failover', must: 'A replica is promoted', held: false, seen: 'none within 20 s' },
      { about: 'writes', must: 'No acknowledged write is lost', held: true, seen: '0 of 3,100' },
    ],
    beyond: { because: 'one Sentinel of one is lost (sentinel-count)', about: ['failover'] },
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
