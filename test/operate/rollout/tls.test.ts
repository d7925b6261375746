import test from 'ava';
import type { EnvironmentDefinition } from '../../../src/definition/environment.ts';
import { planRollout } from '../../../src/operate/rollout/plan.ts';
import { wellObserved, withRedis } from '../status/_observed.ts';
import { type Case, inputOf, MIXED, resolved, withDirectives } from './_input.ts';

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

/** A group where everybody has a certificate, as it is before the move. */
function moveOf(options: Partial<Case> = {}) {
  const [before, after] = [{ ...MIXED, tls: { mode: 'optional' } } as const, REQUIRED];
  const optional = wellObserved(resolved(before));
  const told = withRedis(optional, 'data2', { priority: 50 });
  return planRollout(inputOf({ before, after, told: () => told, ...options }));
}

const REQUIRED = { ...MIXED, tls: { mode: 'required' } } as const;

test('where TLS becomes required, links move first, then plain ports close, of Sentinels last, and no host is made anew', (t) => {
  const { steps, refusals } = moveOf();
  t.deepEqual(refusals, []);
  t.deepEqual(
    steps.map(({ kind, hosts, what }) => `${kind} ${hosts.join(',')} ${what.split(':')[0]}`),
    [
      'live watch1,watch2,watch3,data3,data2,data1 connections between hosts go over TLS',
      'live data3 CONFIG SET port 0',
      'live data2 CONFIG SET port 0',
      'live data1 CONFIG SET port 0',
      ...['watch1', 'watch2', 'watch3', 'data2', 'data1'].map(
        (host) => `live ${host} Sentinel restarts with port 0 in its file`,
      ),
    ],
  );
});

test('a move to TLS that was cut off goes on with the ports that are still open, whatever of the group is in the middle', (t) => {
  const isBehind = (program: string): boolean => program === 'data1 redis' || program === 'data1 sentinel';
  const { steps, refusals } = moveOf({ behind: isBehind, told: (well) => well });
  t.deepEqual(refusals, []);
  t.deepEqual(
    steps.map(({ hosts, what }) => `${hosts.join(',')} ${what.split(':')[0]}`),
    [
      'watch1,watch2,watch3,data3,data2,data1 connections between hosts go over TLS',
      'data1 CONFIG SET port 0',
      'data1 Sentinel restarts with port 0 in its file',
    ],
  );
});

test('a move to TLS is not mixed with other changes, and a group that is not well does not begin it', (t) => {
  const other = moveOf({ after: withDirectives(REQUIRED, { 'maxmemory-policy': 'allkeys-lru' }) });
  t.deepEqual(other.steps, []);
  t.deepEqual(other.refusals, [
    {
      why: 'tls.mode required and other changes (maxmemory-policy) are to be rolled out at once',
      remedy: 'roll tls.mode out alone, and the rest before or afterwards',
    },
  ]);
  const ill = moveOf({ told: () => wellObserved(resolved({ ...MIXED, tls: { mode: 'optional' } })) });
  t.deepEqual(ill.steps, []);
  t.deepEqual(
    ill.refusals.map(({ why }) => why),
    ['data2 has priority 100 instead of 50: a switch-over that was cut off leaves one'],
  );
});

test('TLS is not required at once where hosts have no certificates', (t) => {
  const { steps, refusals } = planOf({ mode: 'off' }, { mode: 'required' });
  t.deepEqual(steps, []);
  t.deepEqual(refusals, [
    {
      why: 'every connection is to be encrypted, and hosts have no certificates: they listen on port 6379 alone',
      remedy: "roll tls.mode: 'optional' out first, move the clients, and roll this out then",
    },
  ]);
});
