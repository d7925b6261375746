import test from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { inputOf, MIXED } from './_input.ts';

function planOf(from: EnvironmentDefinition['tls'] = {}, to: EnvironmentDefinition['tls'] = {}) {
  return planRollout(inputOf({ before: { ...MIXED, tls: from }, after: { ...MIXED, tls: to } }));
}

test('where ports for TLS open, every host is made anew, since it gets its certificate by its first boot', (t) => {
  const { steps, refusals } = planOf({ mode: 'off' }, { mode: 'optional' });
  t.deepEqual(refusals, []);
  t.deepEqual(
    steps.filter(({ kind }) => kind === 'live'),
    [],
    'no running server is told to open a port that it has no certificate for',
  );
  const anew = steps.filter(({ kind }) => kind === 'replacement').flatMap(({ hosts }) => hosts);
  t.deepEqual([...anew].sort(), Object.keys(MIXED.hosts).sort());
});

test('plain ports that hosts reach one another by are not closed host by host', (t) => {
  for (const mode of ['off', 'optional'] as const) {
    const { refusals } = planOf({ mode }, { mode: 'required' });
    t.true(
      refusals.some(({ why }) => /^port of Redis on data1 is changed, and hosts of one group/.test(why)),
      mode,
    );
  }
});
