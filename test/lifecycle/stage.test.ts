import { testProp } from '@fast-check/ava';
import test from 'ava';
import * as fc from 'fast-check';
import { type Evidence, stageOf } from '../../src/lifecycle/stage.ts';

const AT = '2026-11-27T12:00:00Z';

function kindOf(evidence: Partial<Evidence>): string {
  return stageOf({ created: {}, deployed: { resources: 0 }, tagged: undefined, ...evidence }).kind;
}

test('an environment is told by its state, its marks and what AWS lists of it', (t) => {
  t.is(kindOf({}), 'creating');
  t.is(kindOf({ tagged: 0 }), 'creating');
  t.is(kindOf({ deployed: { resources: 3 } }), 'live');
  t.is(kindOf({ deployed: { resources: 3 }, tagged: 2 }), 'live');
  t.is(kindOf({ deployed: { resources: 3 }, tagged: { unknown: 'no credentials' } }), 'live');
  t.is(kindOf({ tagged: 2 }), 'left without state');
  t.is(kindOf({ created: { ending: { at: AT, by: 'ada' } }, tagged: 0 }), 'half destroyed');
  t.is(kindOf({ deployed: { resources: 3 }, created: { ending: { at: AT, by: 'ada' } } }), 'half destroyed');
});

test('a state that AWS contradicts, and a deployment of which no state tells, are unknown', (t) => {
  t.deepEqual(stageOf({ created: {}, deployed: { resources: 3 }, tagged: 0 }), {
    kind: 'unknown',
    why: 'its state has 3 resources, and AWS lists none of them',
  });
  t.deepEqual(stageOf({ created: { deployed: AT }, deployed: { resources: 0 }, tagged: undefined }), {
    kind: 'unknown',
    why: `a deployment began at ${AT}, and its state has nothing; ask AWS with --live`,
  });
  t.is(kindOf({ created: { deployed: AT }, tagged: 0 }), 'creating');
});

const unknown = fc.record({ unknown: fc.string() });
const count = fc.nat(3);
const evidence = fc.record<Evidence>({
  created: fc.record(
    { deployed: fc.constant(AT), ending: fc.constant({ at: AT, by: 'ada' }) },
    { requiredKeys: [] },
  ),
  deployed: fc.oneof(
    count.map((resources) => ({ resources })),
    unknown,
  ),
  tagged: fc.oneof(count, unknown, fc.constant(undefined)),
});

testProp('what is not known never counts as nothing', [evidence], (t, known) => {
  const { kind } = stageOf(known);
  const isDark = 'unknown' in known.deployed || typeof known.tagged === 'object';
  t.false(isDark && kind === 'creating');
  t.false('unknown' in known.deployed && kind !== 'unknown');
});

testProp(
  'what is there is never told as nothing, and what more is seen of it never makes it less',
  [evidence, fc.integer({ min: 1, max: 9 })],
  (t, known, more) => {
    t.not(stageOf({ ...known, tagged: more }).kind, 'creating');
    t.not(stageOf({ ...known, deployed: { resources: more } }).kind, 'creating');
  },
);
