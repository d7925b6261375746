/** Where hosts reach the secret store inside the VPC. */
import { fc, testProp } from '@fast-check/ava';
import test from 'ava';
import { DefinitionError } from '../../src/base/errors.ts';
import type { EnvironmentDefinition, HostDefinition } from '../../src/definition/environment.ts';
import { parseBlock } from '../../src/topology/ipv4.ts';
import { isUsable } from '../../src/topology/usable-addresses.ts';
import { BASE, resolved } from './_base.ts';

/** One zone of sixteen addresses, of which eleven are for hosts: .4 to .14. */
function crowded(seats: readonly number[]): EnvironmentDefinition {
  const hosts = seats.map((seat, index): readonly [string, HostDefinition] => [
    `h${index}`,
    { roles: index === 0 ? ['primary', 'sentinel'] : ['replica'], address: `10.0.0.${seat}` },
  ]);
  return {
    ...BASE,
    protected: true,
    network: { cidr: '10.0.0.0/28', egress: 'public' },
    hosts: Object.fromEntries(hosts),
  };
}

testProp(
  'the secret store has an address in every zone that AWS gives out and no host has',
  [fc.shuffledSubarray([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14], { minLength: 1, maxLength: 10 })],
  (t, seats) => {
    const { network, hosts } = resolved(crowded(seats));
    const [store, ...others] = network.secretStore ?? [];
    t.deepEqual(others, []);
    const block = parseBlock(store?.zone.subnet ?? '');
    t.true(block !== undefined && store !== undefined && isUsable(block, store.address));
    t.false(hosts.some(({ address }) => address === store?.address));
  },
);

test('the secret store stays where it is while hosts come and go below it', (t) => {
  const storeOf = (hosts: EnvironmentDefinition['hosts']) =>
    resolved({ ...BASE, protected: true, hosts }).network.secretStore;
  const { data3: _, ...fewer } = BASE.hosts;
  t.deepEqual(storeOf(fewer), storeOf(BASE.hosts));
  t.deepEqual(
    storeOf(BASE.hosts)?.map(({ address }): string => address),
    ['10.0.0.62'],
  );
});

test('a protected subnet without an address for the secret store is refused with the way out', (t) => {
  const error = t.throws(() => resolved(crowded([4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14])), {
    instanceOf: DefinitionError,
  });
  t.regex(
    error?.message ?? '',
    /network\.cidr: subnet 10\.0\.0\.0\/28 has no address left for the secret store of a protected environment; remove a host or widen the network/,
  );
});
