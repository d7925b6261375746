import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition, HostDefinition } from '../../src/definition/environment.ts';
import { tellMoves } from '../../src/topology/address-moves.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { BASE, resolved } from './_base.ts';

const { data1, data2, data3 } = BASE.hosts;
const ZONES = { cidr: '10.0.0.0/24', zones: ['a', 'b'] };

/** What is told of every host that moves, by its name. */
function moves(before: Environment, after: Environment): Readonly<Record<string, string>> {
  const tell = tellMoves({ before, after });
  return Object.fromEntries(
    before.hosts
      .filter(({ name, address }) =>
        after.hosts.some((host) => host.name === name && host.address !== address),
      )
      .map((host) => [host.name, tell(host)]),
  );
}

const movesOf = (before: EnvironmentDefinition, after: EnvironmentDefinition) =>
  moves(resolved(before), resolved(after));

test('a host that moves in its zone is told with the line that keeps its address', (t) => {
  const moved = { ...BASE, hosts: { ...BASE.hosts, data3: { ...data3, address: '10.0.0.40' } } };
  t.deepEqual(movesOf(moved, BASE), { data3: "to keep it write hosts.data3.address: '10.0.0.40'" });
  t.deepEqual(movesOf(BASE, moved), { data3: "to keep it write hosts.data3.address: '10.0.0.12'" });
});

test('a host that moves since another zone is the first one is told with its address, which keeps its zone too', (t) => {
  const turned = { ...BASE, network: { ...ZONES, zones: ['b', 'a'] }, hosts: { data1 } };
  t.deepEqual(movesOf({ ...turned, network: ZONES }, turned), {
    data1: "to keep it write hosts.data1.address: '10.0.0.10'",
  });
});

test('what moves a host is told where no line keeps its address', (t) => {
  const before = { ...BASE, network: ZONES };
  const blocks = { a: '10.0.0.128/25', b: '10.0.0.0/25' };
  const cases: readonly (readonly [EnvironmentDefinition, string])[] = [
    [{ ...before, hosts: { ...BASE.hosts, data1: { ...data1, zone: 'b' } } }, 'another zone moves it'],
    [{ ...before, network: { ...ZONES, cidr: '10.1.0.0/24' } }, 'network.cidr moves it'],
    [{ ...before, network: { ...ZONES, zones: blocks } }, 'network.zones moves it'],
  ];
  for (const [after, told] of cases) t.is(movesOf(before, after).data1, told);
});

test('a larger network that holds the old subnet keeps every address, if it is written', (t) => {
  const large = { ...BASE, network: { cidr: '10.0.0.0/16' }, hosts: { 'x-9': data1 } };
  const [[host, told] = []] = Object.entries(movesOf({ ...large, network: { cidr: '10.0.0.0/24' } }, large));
  t.is(host, 'x-9');
  t.regex(String(told), /^to keep it write hosts\.x-9\.address: '10\.0\.0\.\d+'$/);
});

test('hosts that change places can both stay, and none can whose address a new host has', (t) => {
  const swapped = { data2: { ...data2, address: '10.0.0.12' }, data3: { ...data3, address: '10.0.0.11' } };
  t.deepEqual(movesOf(BASE, { ...BASE, hosts: { data1, ...swapped } }), {
    data2: "to keep it write hosts.data2.address: '10.0.0.11'",
    data3: "to keep it write hosts.data3.address: '10.0.0.12'",
  });
  const pushed = { data2: { ...data2, address: '10.0.0.12' }, data3: { ...data3, address: '10.0.0.40' } };
  const next: HostDefinition = { roles: ['sentinel'], address: '10.0.0.11' };
  t.deepEqual(movesOf(BASE, { ...BASE, hosts: { data1, ...pushed, next } }), {
    data2: 'next gets the one that it had',
    data3: 'data2 gets the one that it had',
  });
});

const HOSTS = ['data1', 'data2', 's1', 'other'] as const;
const host = fc.record<HostDefinition>(
  {
    roles: fc.constant(['replica', 'sentinel']),
    zone: fc.constantFrom('a', 'b'),
    address: fc.constantFrom('10.0.0.10', '10.0.0.11', '10.0.0.12', '10.0.0.74', '10.0.0.75', '10.0.1.10'),
  },
  { requiredKeys: ['roles'] },
);

const anyDefinition: fc.Arbitrary<Environment> = fc
  .record({
    network: fc.record(
      {
        cidr: fc.constantFrom('10.0.0.0/24', '10.0.0.0/24', '10.0.0.0/22', '10.0.1.0/24'),
        zones: fc.constantFrom(['a', 'b'], ['b', 'a'], ['a'], { a: '10.0.0.0/25', b: '10.0.0.128/25' }),
      },
      { requiredKeys: ['cidr'] },
    ),
    hosts: fc
      .subarray([...HOSTS])
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, host])))),
  })
  .map(({ network, hosts }) =>
    accepted({ ...BASE, network, hosts: { first: { roles: ['primary', 'sentinel'] }, ...hosts } }),
  )
  .filter((environment) => environment !== undefined);

testProp(
  'the lines that are told make a definition that keeps those addresses in their zones, and no line that is left out would',
  [anyDefinition, anyDefinition],
  (t, before, after) => {
    const told = moves(before, after);
    fc.pre(Object.keys(told).length > 0);
    const keeping = Object.entries(told).flatMap(([name, line]) =>
      line.startsWith('to keep') ? [name] : [],
    );
    const kept = accepted(withAddresses(after, before, keeping));
    if (kept === undefined) return t.fail(`refused: ${JSON.stringify(told)}`);
    for (const name of keeping) t.deepEqual(placeOf(kept, name), placeOf(before, name));
    for (const name of Object.keys(told).filter((each) => !keeping.includes(each))) {
      const forced = accepted(withAddresses(after, before, [...keeping, name]));
      t.notDeepEqual(forced && placeOf(forced, name), placeOf(before, name));
    }
  },
  { numRuns: 300 },
);

/** A definition in which some hosts are told to have the addresses that they had. */
function withAddresses(
  { definition }: Environment,
  before: Environment,
  names: readonly string[],
): EnvironmentDefinition {
  const hosts = Object.entries(definition.hosts).map(([name, given]) => [
    name,
    names.includes(name) ? { ...given, address: placeOf(before, name)?.[1] } : given,
  ]);
  return { ...definition, hosts: Object.fromEntries(hosts) };
}

function placeOf({ hosts }: Environment, name: string): readonly [zone: string, address: string] | undefined {
  const found = hosts.find((each) => each.name === name);
  return found && [found.zone.name, found.address];
}

/** The environment; undefined where its definition is refused. */
function accepted(definition: EnvironmentDefinition): Environment | undefined {
  try {
    return resolved(definition);
  } catch (error) {
    if (error instanceof DefinitionError) return undefined;
    throw error;
  }
}
