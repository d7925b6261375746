import test from 'ava';
import { unmended } from '../../../src/operate/rollout/fitness.ts';
import type { StepFacts } from '../../../src/operate/step.ts';
import { MIXED, resolved } from './_input.ts';

const environment = resolved(MIXED);
const address = environment.hosts.find(({ name }) => name === 'data3')?.address ?? '';

const REMEMBERED = [
  `Sentinel watch1 knows a Sentinel at ${address}:26379 that is not declared, and counts it for every majority`,
  `Sentinel watch1 knows a replica at ${address}:6379 that is not declared`,
];

/** What stays wrong while a host is made. */
function stays(problems: readonly string[], host: string): readonly string[] {
  return unmended({ verdict: { problems } }, [made(host)], environment);
}

function made(host: string): StepFacts {
  const told = { what: 'made', why: 'it is gone', notice: 'nothing', undo: 'nothing' };
  return { ...told, kind: 'arrival', hosts: [host], impact: 'live' };
}

test('a group that remembers a host whose machine is gone is fit for its return, and for no other step', (t) => {
  t.deepEqual(stays(REMEMBERED, 'data3'), []);
  t.deepEqual(stays(REMEMBERED, 'data2'), REMEMBERED);
});

test('an address that begins as that of the host is another one', (t) => {
  const longer = [`Sentinel watch1 knows a replica at ${address}0:6379 that is not declared`];
  t.deepEqual(stays(longer, 'data3'), longer);
});
