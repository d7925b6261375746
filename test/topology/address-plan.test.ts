import { fc, testProp } from '@fast-check/ava';
import test, { type ExecutionContext } from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition, HostDefinition } from '../../src/definition/environment.ts';
import { spread } from '../../src/definition/spread.ts';
import type { Environment } from '../../src/topology/environment.ts';
import { allShipped } from '../_environment.ts';
import { BASE, resolved } from './_base.ts';

type Hosts = Readonly<Record<string, HostDefinition>>;

const SENTINEL: HostDefinition = { roles: ['sentinel'] };
const ZONES = ['a', 'b', 'c', 'd', 'e', 'f'];

const host = fc.record<HostDefinition>(
  {
    roles: fc.constantFrom(['replica'], ['sentinel'], ['replica', 'sentinel']),
    zone: fc.constantFrom('a', 'b', 'c'),
  },
  { requiredKeys: ['roles'] },
);
const names = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const hosts = fc.dictionary(names, host, { maxKeys: 12, noNullPrototype: true });

function withHosts(more: Hosts): EnvironmentDefinition {
  return {
    ...BASE,
    network: { cidr: '10.0.0.0/16', zones: ['a', 'b', 'c'] },
    hosts: { ...BASE.hosts, ...more },
  };
}

function addresses({ hosts: all }: Environment): Readonly<Record<string, string>> {
  return Object.fromEntries(all.map(({ name, address }) => [name, address]));
}

/** A value of an environment; undefined where its definition is refused: that moves nobody. */
function unlessRefused<Value>(of: () => Value): Value | undefined {
  try {
    return of();
  } catch (error) {
    if (error instanceof DefinitionError) return undefined;
    throw error;
  }
}

function addressesOf(definition: EnvironmentDefinition): Readonly<Record<string, string>> | undefined {
  return unlessRefused(() => addresses(resolved(definition)));
}

function onePerZone(zones: readonly string[]): Hosts {
  const hosts = zones.map((zone, index): readonly [string, HostDefinition] => [
    `in-${zone}`,
    { roles: [index === 0 ? 'primary' : 'replica'], zone },
  ]);
  return Object.fromEntries([...hosts, ['watch', { ...SENTINEL, zone: zones[0] ?? '' }]]);
}

function staysPut(t: ExecutionContext, before: EnvironmentDefinition, after: EnvironmentDefinition): void {
  const [was, is] = [addressesOf(before), addressesOf(after)];
  fc.pre(was !== undefined && is !== undefined);
  for (const [name, address] of Object.entries(was)) if (name in is) t.is(is[name], address, name);
}

testProp(
  'hosts that come, go or change places move no other host',
  [hosts, hosts, fc.boolean()],
  (t, first, second, atTheFront) => {
    const { data1, ...others } = BASE.hosts;
    const reversed = Object.fromEntries(Object.entries(first).reverse());
    const after = atTheFront
      ? { ...second, ...reversed, data1 }
      : { ...others, data1, ...reversed, ...second };
    staysPut(t, withHosts(first), { ...withHosts({}), hosts: { ...after, ...first } });
    staysPut(t, withHosts({ ...second, ...first }), withHosts(first));
  },
);

testProp(
  'spread moves no host that stays, nor gives its address to another, with any number of hosts',
  [
    fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })),
    fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 15 })),
    fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
  ],
  (t, replicas, sentinels, zones) => {
    const [before, after] = ([0, 1] as const).map((side) =>
      addresses(
        resolved({
          ...BASE,
          network: { cidr: '10.0.0.0/24', zones },
          hosts: spread({ replicas: replicas[side], sentinels: sentinels[side], zones }),
        }),
      ),
    );
    for (const [name, address] of Object.entries(before ?? {}))
      for (const [other, theirs] of Object.entries(after ?? {})) t.is(theirs === address, other === name);
  },
);

testProp(
  'the subnet of a zone and the addresses in it depend on its letter, not on other zones and not on NAT',
  [
    fc.integer({ min: 16, max: 28 }),
    fc.shuffledSubarray(ZONES, { minLength: 1 }),
    fc.shuffledSubarray(ZONES, { minLength: 1 }),
  ],
  (t, prefix, first, second) => {
    const placesOf = (zones: readonly string[], egress: 'public' | 'nat') =>
      unlessRefused(() => {
        const network = { cidr: `10.0.0.0/${prefix}`, zones, egress };
        const { hosts } = resolved({ ...BASE, network, hosts: onePerZone(zones) });
        return new Map(hosts.map(({ name, zone, address }) => [name, [zone.subnet, address]]));
      });
    const [before, after] = [placesOf(first, 'public'), placesOf(second, 'nat')];
    const shared = first.filter((zone) => second.includes(zone));
    fc.pre(before !== undefined && after !== undefined && shared.length > 0);
    for (const zone of shared) t.deepEqual(after.get(`in-${zone}`), before.get(`in-${zone}`));
  },
);

testProp(
  'subnets of zones and of the NAT gateway lie in the network and have no address in common',
  [fc.integer({ min: 16, max: 26 }), fc.shuffledSubarray(ZONES, { minLength: 1 })],
  (t, prefix, letters) => {
    const zones = prefix > 24 ? ['c', 'a', 'b'] : letters;
    const cidr = `10.0.0.0/${prefix}`;
    const { network } = resolved({
      ...BASE,
      network: { cidr, zones, egress: 'nat' },
      hosts: { data1: BASE.hosts.data1 },
    });
    const blocks = [...network.zones, ...(network.publicSubnet === undefined ? [] : [network.publicSubnet])]
      .map(({ subnet }) => rangeOf(subnet))
      .sort(([one], [other]) => one - other);
    t.is(blocks.length, zones.length + 1);
    const ends = blocks.map(([, end]) => end);
    for (const [index, [first]] of blocks.entries()) t.true(index === 0 || first >= (ends[index - 1] ?? 0));
    t.true((ends.at(-1) ?? 0) <= rangeOf(cidr)[1]);
  },
);

testProp('every host has its own usable address in the subnet of its zone', [hosts], (t, more) => {
  const definition = withHosts(more);
  fc.pre(addressesOf(definition) !== undefined);
  const environment = resolved(definition);
  t.is(new Set(Object.values(addresses(environment))).size, environment.hosts.length);
  for (const { address, zone } of environment.hosts) {
    const [first, end] = rangeOf(zone.subnet);
    const offset = toNumber(address) - first;
    t.true(offset >= 4 && offset < end - first - 1);
  }
});

testProp(
  'every line that a refusal of addresses gives can be written, and then nothing is refused',
  [fc.uniqueArray(names, { minLength: 1, maxLength: 8 })],
  (t, extra) => {
    const more = Object.fromEntries(extra.map((name) => [name, SENTINEL]));
    const small = { ...BASE, network: { cidr: '10.0.0.0/28' }, hosts: { ...BASE.hosts, ...more } };
    t.is(Object.keys(addresses(resolved(writeLines(small)))).length, Object.keys(small.hosts).length);
  },
);

test('the hosts of a family have addresses next to each other, in any zone, from the eleventh on', (t) => {
  const hosts = spread({ replicas: 3, sentinels: 4, zones: ['a'] });
  t.deepEqual(addresses(resolved({ ...BASE, hosts })), {
    data1: '10.0.0.10',
    data2: '10.0.0.11',
    data3: '10.0.0.12',
    data4: '10.0.0.13',
  });
});

test('the smallest network has room for five data hosts and six Sentinels, in all usable addresses', (t) => {
  const hosts = { ...spread({ replicas: 4, sentinels: 11, zones: ['a'] }) };
  const all = Object.values(addresses(resolved({ ...BASE, network: { cidr: '10.0.0.0/28' }, hosts })));
  t.deepEqual(
    all.map((address) => Number(address.split('.')[3])),
    [10, 11, 12, 13, 14, 4, 5, 6, 7, 8, 9],
  );
});

test('a number is a number, with zeros before it and however long it is', (t) => {
  const more = { node07: SENTINEL, [`node${'9'.repeat(40)}`]: SENTINEL, node: SENTINEL };
  t.like(addresses(resolved({ ...BASE, hosts: { data1: BASE.hosts.data1, ...more } })), {
    node07: '10.0.0.16',
  });
});

test('written blocks are the subnets of their zones', (t) => {
  const { network, hosts } = resolved({
    ...BASE,
    network: { cidr: '10.0.0.0/24', zones: { b: '10.0.0.128/25', a: '10.0.0.0/26' } },
  });
  t.deepEqual(network.zones, [
    { name: 'b', subnet: '10.0.0.128/25' },
    { name: 'a', subnet: '10.0.0.0/26' },
  ]);
  t.is<string | undefined, string>(hosts[0]?.address, '10.0.0.138');
});

test('a network that is too small for quarters is one zone, whichever that is', (t) => {
  for (const zone of ['a', 'c', 'g'])
    t.deepEqual(resolved({ ...BASE, network: { cidr: '10.0.0.0/27', zones: [zone] } }).network.zones, [
      { name: zone, subnet: '10.0.0.0/27' },
    ]);
});

test('the shipped environments keep their addresses', async (t) => {
  const all = (await allShipped()).map((environment) => [environment.name, addresses(environment)]);
  t.deepEqual(Object.fromEntries(all), {
    lab: { ctrl: '10.0.0.25', ns: '10.0.0.30', node01: '10.0.0.51', node02: '10.0.0.52' },
    production: {
      data1: '10.20.0.10',
      data2: '10.20.1.10',
      data3: '10.20.2.10',
      sentinel1: '10.20.0.11',
      sentinel2: '10.20.1.11',
    },
    quorum: {
      data1: '10.0.1.10',
      data2: '10.0.1.11',
      data3: '10.0.1.12',
      sentinel1: '10.0.1.13',
      sentinel2: '10.0.1.14',
    },
    staging: { data1: '10.10.0.10', data2: '10.10.1.10', data3: '10.10.2.10' },
    valkey: { data1: '10.0.4.10', data2: '10.0.4.11', data3: '10.0.4.12' },
  });
});

test('the shipped environments keep their subnets, since another one replaces every host in it', async (t) => {
  const all = (await allShipped()).map(({ name, network: { zones, publicSubnet } }) => [
    name,
    [...zones.map(({ subnet }) => subnet), ...(publicSubnet === undefined ? [] : [publicSubnet.subnet])],
  ]);
  t.deepEqual(Object.fromEntries(all), {
    lab: ['10.0.0.0/26'],
    production: ['10.20.0.0/24', '10.20.1.0/24', '10.20.2.0/24'],
    quorum: ['10.0.1.0/26'],
    staging: ['10.10.0.0/24', '10.10.1.0/24', '10.10.2.0/24'],
    valkey: ['10.0.4.0/26'],
  });
});

/** Writes the addresses that a refusal gives. */
function writeLines(definition: EnvironmentDefinition): EnvironmentDefinition {
  try {
    resolved(definition);
    return definition;
  } catch (error) {
    const lines = [...String(error).matchAll(/hosts\.([a-z0-9]+)\.address: .* write address: '([\d.]+)'/g)];
    const written = lines.map(([, name = '', address = '']) => [
      name,
      { ...definition.hosts[name], address },
    ]);
    return { ...definition, hosts: { ...definition.hosts, ...Object.fromEntries(written) } };
  }
}

function rangeOf(block: string): readonly [first: number, end: number] {
  const [base = '', prefix] = block.split('/');
  return [toNumber(base), toNumber(base) + 2 ** (32 - Number(prefix))];
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
