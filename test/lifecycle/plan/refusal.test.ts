import test from 'ava';
import {
  FINAL,
  OVERRULABLE,
  OVERRULABLE_IN_ROLLOUT,
  refusesRollout,
} from '../../../src/lifecycle/plan/refusal.ts';

test('a roll-out heeds every guard but those about hosts that are down together, and a person may overrule those of a deployment', (t) => {
  t.deepEqual(
    [...FINAL, ...OVERRULABLE].filter((guard) => !refusesRollout(guard)),
    ['sentinel-majority', 'current-primary', 'all-data-hosts', 'only-data-host'],
  );
  t.true(OVERRULABLE_IN_ROLLOUT.every((guard) => OVERRULABLE.includes(guard) && refusesRollout(guard)));
});
