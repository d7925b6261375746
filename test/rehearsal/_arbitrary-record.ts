/** Records of rehearsals as they may be, whatever hosts and servers call themselves. */
import { fc } from '@fast-check/ava';
import { type Milliseconds, milliseconds } from '../../src/base/units.ts';
import type {
  ClientAccount,
  DrillRecord,
  Fate,
  Lane,
  Rehearsal,
  Round,
  RoundForecast,
} from '../../src/rehearsal/record.ts';
import { MOMENTS } from '../../src/topology/forecast.ts';
import type { Span } from '../../src/topology/sum.ts';

/** What breaks markup, Markdown, tables and lines. */
const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onload='x",
  '&amp;',
  '</style></svg>',
  '| a | b |',
  '**@all** [x](http://127.0.0.1/)',
  '`code`',
  'two\nlines',
  '\u202eright to left',
  '\ud800',
  '<!--',
  ']]>',
];

/** A text from outside, often a hostile one. */
export const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom(...HOSTILE));

const time = fc.integer({ min: -5_000, max: 90_000 }).map(milliseconds);

const span: fc.Arbitrary<Span> = fc.tuple(time, time).map(([one, other]) => ({
  from: milliseconds(Math.min(one, other)),
  to: milliseconds(Math.max(one, other)),
}));

const count = fc.nat({ max: 2_000_000 });

const fate: fc.Arbitrary<Fate> = fc.record({
  kept: count,
  lost: count,
  unacknowledged: count,
  refused: count,
  doubled: count,
});

/** Spans without gaps: the times between which something was one thing. */
function lane<Value extends string>(value: fc.Arbitrary<Value>): fc.Arbitrary<Lane<Value>> {
  const changes = fc.uniqueArray(time, { minLength: 2, maxLength: 7 });
  return fc
    .tuple(anyText, changes, fc.array(value, { minLength: 7, maxLength: 7 }))
    .map(([host, times, values]) => ({ host, spans: spansOf(times, values) }));
}

function spansOf<Value extends string>(times: readonly Milliseconds[], values: readonly Value[]) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted.slice(1).flatMap((to, at) => {
    const [from, value] = [sorted[at], values[at]];
    return from === undefined || value === undefined ? [] : [{ from, to, value }];
  });
}

const client: fc.Arbitrary<ClientAccount> = fc.record({
  client: anyText,
  library: anyText,
  settings: fc.constantFrom('recommended', 'default'),
  fate,
  errors: fc.dictionary(anyText, count, { maxKeys: 3 }),
  complaints: fc.dictionary(anyText, count, { maxKeys: 3 }),
  gap: span,
  lostFor: fc.nat({ max: 20_000 }).map(milliseconds),
  onReplaced: fc.nat({ max: 20_000 }).map(milliseconds),
});

const moment = fc.constantFrom(...MOMENTS);

const forecast: fc.Arbitrary<RoundForecast> = fc.record({
  fault: fc.constantFrom('killed', 'hung'),
  spans: fc.dictionary(moment, span).map((spans) => ({ ...spans })),
  off: fc.array(fc.record({ moment, measured: time, term: anyText }), { maxLength: 2 }),
});

const about = fc.constantFrom('failover', 'writes', 'always');

const round: fc.Arbitrary<Round> = fc.record({
  marks: fc.array(fc.record({ at: time, text: anyText, host: fc.option(anyText, { nil: undefined }) }), {
    maxLength: 9,
  }),
  timeline: fc.record({
    roles: fc.array(lane(fc.constantFrom('primary', 'replica', 'silent')), { maxLength: 4 }),
    follows: fc.array(lane(anyText), { maxLength: 4 }),
    named: fc.array(lane(anyText), { maxLength: 4 }),
    events: fc.array(fc.record({ at: time, host: anyText, event: anyText, detail: anyText }), {
      maxLength: 4,
    }),
    offsets: fc.array(
      fc.record({ host: anyText, samples: fc.array(fc.tuple(time, count), { maxLength: 4 }) }),
      {
        maxLength: 2,
      },
    ),
  }),
  account: fc.record({ total: fate, repeated: count, clients: fc.array(client, { maxLength: 4 }) }),
  measured: fc.dictionary(moment, time).map((measured) => ({ ...measured })),
  forecast: fc.option(forecast, { nil: undefined }),
  checks: fc.array(fc.record({ about, must: anyText, held: fc.boolean(), seen: anyText }), { maxLength: 4 }),
  beyond: fc.option(fc.record({ because: anyText, about: fc.uniqueArray(about) }), { nil: undefined }),
  disturbed: fc.option(anyText, { nil: undefined }),
  wreck: fc.option(anyText, { nil: undefined }),
});

const drill: fc.Arbitrary<DrillRecord> = fc.record({
  drill: anyText,
  story: anyText,
  verdict: fc.constantFrom('held', 'broken', 'expected', 'unfit'),
  because: anyText,
  rounds: fc.array(round, { maxLength: 2 }),
});

const shard = fc
  .integer({ min: 1, max: 5 })
  .chain((of) =>
    fc
      .uniqueArray(fc.integer({ min: 1, max: of }), { minLength: 1 })
      .map((parts) => ({ of, parts: parts.sort((one, other) => one - other) })),
  );

/** A rehearsal. */
export const anyRehearsal: fc.Arbitrary<Rehearsal> = fc.record({
  environment: anyText,
  vedette: anyText,
  settings: fc.dictionary(anyText, anyText, { maxKeys: 4 }),
  shard,
  engine: fc.record({ name: anyText, version: anyText, package: anyText }),
  began: fc
    .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  took: fc.nat({ max: 3_600_000 }).map(milliseconds),
  warnings: fc.array(anyText, { maxLength: 2 }),
  drills: fc.uniqueArray(drill, { maxLength: 3, selector: (one) => one.drill }),
});

/** One round. */
export const anyRound = round;
