import test from 'ava';
import type { EnvironmentDefinition } from '../../src/definition/environment.ts';
import { setbacksOf } from '../../src/topology/setbacks.ts';
import { BASE, resolved } from './_base.ts';

function causes(definition: EnvironmentDefinition): readonly string[] {
  return setbacksOf(resolved(definition)).causes.map(({ when }) => when);
}

const FIRST_BOOT =
  'a try in vain went before: Sentinels that are up for downAfter before the primary make one when hosts first boot';

test('a lone Sentinel fails a try when no answer to INFO is there within one tick, or after one in vain', (t) => {
  const hosts = { data1: { roles: ['primary'] }, data2: { roles: ['replica', 'sentinel'] } } as const;
  t.deepEqual(causes({ ...BASE, sentinel: { quorum: 1 }, hosts }), [
    "every replica's last answer to INFO, which comes every 10 s, is older than 5 s, and the next comes later than one tick (from 52 ms)",
    FIRST_BOOT,
  ]);
});

test('several Sentinels have two ticks for an answer to INFO, and may split their votes or lose their leader, or have tried in vain', (t) => {
  t.deepEqual(causes(BASE), [
    "every replica's last answer to INFO, which comes every 10 s, is older than 5 s, and the next comes later than two ticks (from 104 ms)",
    'no Sentinel wins the election, since their votes are split',
    'the Sentinel that won the election is lost before it has promoted a replica',
    FIRST_BOOT,
  ]);
});

test('where no failover begins at all, nothing costs a try', (t) => {
  t.deepEqual(causes({ ...BASE, sentinel: { quorum: 4 } }), []);
});

test('the next try comes after twice failoverTimeout and up to a second and a tick more, as measured', (t) => {
  const { span } = setbacksOf(resolved({ ...BASE, sentinel: { quorum: 2, failoverTimeout: '6s' } })).adds;
  t.like(span, { from: 12_000, to: 13_100 });
  t.true(span.from <= 12_353 && 12_686 <= span.to);
});

test('a failover whose leader is lost after the promotion is left undone for failoverTimeout, as measured', (t) => {
  const of = (definition: EnvironmentDefinition) => setbacksOf(resolved(definition)).undone;
  const undone = of({ ...BASE, sentinel: { quorum: 2, failoverTimeout: '60s' } });
  t.like(undone?.adds.span, { from: 60_000, to: 61_200 });
  t.regex(undone?.when ?? '', /after it has promoted a replica/);
});

test('where nobody is left to follow, or no failover begins, none is left undone', (t) => {
  const hosts = { data1: { roles: ['primary'] }, data2: { roles: ['replica', 'sentinel'] } } as const;
  t.is(setbacksOf(resolved({ ...BASE, sentinel: { quorum: 1 }, hosts })).undone, undefined);
  t.is(setbacksOf(resolved({ ...BASE, sentinel: { quorum: 4 } })).undone, undefined);
});
