import test from 'ava';
import { sentinelView } from '../../../src/group/sentinel-view.ts';
import { forget, whyNotNow } from '../../../src/operate/members/forget.ts';
import { type Memory, memoryOf } from '../../../src/operate/members/remembered.ts';
import { sentinelStatus } from '../../../src/operate/status/ask-sentinel.ts';
import type { SentinelFacts, SentinelStatus } from '../../../src/operate/status/sentinel-status.ts';
import { type Environment, sentinelHosts } from '../../../src/topology/environment.ts';
import { runGroup } from '../_processes.ts';

test('Sentinels forget a host that was ended, and keep one another, the replicas, the epoch and their options', async (t) => {
  const { environment, group, signal } = await runGroup(t);
  const declared = without(environment, 'three');
  const address = addressOf(environment, 'three');
  const isGone = ({ place }: Memory) => place.address === address;
  const told: string[] = [];
  const forgetting = { group, environment: declared, isGone, tell: (text: string) => told.push(text) };
  for (const program of ['redis', 'sentinel'] as const) await signal('three', program, 'SIGTERM');

  await forget(forgetting);
  await forget(forgetting);

  t.is(told.length, 2, 'who remembers nothing is told nothing');
  for (const sentinel of sentinelHosts(declared)) {
    const { facts } = await sentinelStatus(group, sentinel);
    const other = sentinel.name === 'one' ? 'two' : 'one';
    t.deepEqual(
      facts === undefined ? [] : memoryOf(facts).map(({ program, place }) => [program, place.address]),
      [
        ['redis', addressOf(environment, 'two')],
        ['sentinel', addressOf(environment, other)],
      ],
    );
    t.is(facts?.quorum, environment.sentinel.quorum);
    t.true(facts?.ckquorum.ok);
  }
});

test('a Sentinel is not told to forget while others see a failover, while it is in TILT, or while it would forget more', (t) => {
  const isGone = ({ place }: Memory) => place.address === '10.0.0.9';
  const sound = [view('a', {}), view('b', {})];
  t.deepEqual(whyNotNow('a', sound, isGone), []);
  const cases: readonly (readonly [readonly SentinelStatus[], string])[] = [
    [
      [view('a', {}), view('b', { primary: { address: '10.0.0.2', port: 6379 } })],
      'the Sentinels name 10.0.0.1:6379 and 10.0.0.2:6379 as primary',
    ],
    [
      [view('a', {}), view('b', { flags: ['master', 's_down'] })],
      'Sentinel b finds the primary down or is failing over',
    ],
    [
      [view('a', {}), view('b', { failover: 'wait_promotion' })],
      'Sentinel b finds the primary down or is failing over',
    ],
    [[view('a', { tilt: true }), view('b', {})], 'Sentinel a is in TILT'],
    [
      [view('a', {}), { ...view('b', {}), facts: undefined, unknown: 'Sentinel b does not answer' }],
      'Sentinel b does not answer',
    ],
    [
      [
        view('a', {
          replicas: [replicaAt('10.0.0.9', ['slave', 's_down']), replicaAt('10.0.0.3', ['slave', 's_down'])],
        }),
        view('b', {}),
      ],
      'it would forget the replica at 10.0.0.3:6379 as well, which is down',
    ],
  ];
  for (const [views, reason] of cases) t.deepEqual(whyNotNow('a', views, isGone), [reason]);
});

function view(host: string, facts: Partial<SentinelFacts>): SentinelStatus {
  const told: SentinelFacts = {
    myid: host,
    engine: { name: 'redis', version: '7.0.15', line: undefined },
    uptime: 100,
    primary: { address: '10.0.0.1', port: 6379 },
    flags: ['master'],
    sentinels: [],
    replicas: [replicaAt('10.0.0.9', ['slave', 's_down'])],
    replicaCount: 1,
    quorum: 2,
    configEpoch: 1,
    currentEpoch: undefined,
    failover: undefined,
    tilt: false,
    ckquorum: { ok: true, said: 'OK' },
    ...facts,
  };
  return { host, address: host, facts: told, unknown: undefined, view: sentinelView(host, []) };
}

function replicaAt(address: string, flags: readonly string[]): SentinelFacts['replicas'][number] {
  return { place: { address, port: 6379 }, flags, priority: 100, offset: 0, runId: address, linked: true };
}

function without(environment: Environment, host: string): Environment {
  return { ...environment, hosts: environment.hosts.filter(({ name }) => name !== host) };
}

function addressOf({ hosts }: Environment, name: string): string {
  return hosts.find((host) => host.name === name)?.address ?? '';
}
